import { buildSchema } from 'graphql';
import { deprecationsOf, type Deprecation } from './deprecations';
import type { Release } from './releases';
import { schemaChanges, type SchemaChange } from './schema-changes';

const HEADINGS = [
  ['breaking', 'Gone, as announced'],
  ['dangerous', 'Clients may notice'],
  ['safe', 'New'],
] as const;

/** docs/api/changelog.md: what each release changed, the newest first, and what has changed since. */
export async function changelogPage(releases: readonly Release[], currentSdl: string): Promise<string> {
  const chapters: string[] = [];
  for (const [index, release] of releases.entries()) {
    const before = releases[index - 1];
    const said = before ? await chapterOf(before.sdl, release.sdl, release.day) : 'The first release.';
    chapters.unshift(`## ${release.version} (${release.day})\n\n${said}`);
  }
  const last = releases.at(-1);
  const unreleased = last
    ? await chapterOf(last.sdl, currentSdl, '9999-12-31')
    : 'Nothing has been released yet. What [promised.graphql](../../libs/api/promised.graphql) holds stays as it is already.';
  return [
    '# Changelog',
    'What changed in the schema, release by release. Made by `npm run schema -- changelog` from the schemas in `libs/api/released`.',
    'Nothing that a client uses is renamed, narrowed or taken away between releases. What is to go is deprecated first, with a day in its reason, and goes after that day. Enums may grow: treat a value that you do not know as one.',
    `## Deprecated\n\n${deprecated(deprecationsOf(buildSchema(currentSdl)))}`,
    `## Unreleased\n\n${unreleased}`,
    ...chapters,
  ].join('\n\n');
}

function deprecated(all: readonly Deprecation[]): string {
  if (all.length === 0) return 'Nothing.';
  return all.map(({ path, reason, until }) => `- \`${path}\`, until ${until ?? '?'}: ${reason}`).join('\n');
}

async function chapterOf(before: string, after: string, day: string): Promise<string> {
  const changes = await schemaChanges(buildSchema(before), buildSchema(after), day);
  if (changes.length === 0) return 'Nothing that clients see.';
  const isRemoval = ({ message }: SchemaChange): boolean => /removed/.test(message);
  const groups: Readonly<Record<(typeof HEADINGS)[number][0], SchemaChange[]>> = {
    breaking: changes.filter(
      (change) => change.weight === 'breaking' || (change.weight === 'safe' && isRemoval(change)),
    ),
    dangerous: changes.filter(({ weight }) => weight === 'dangerous'),
    safe: changes.filter((change) => change.weight === 'safe' && !isRemoval(change)),
  };
  return HEADINGS.filter(([weight]) => groups[weight].length > 0)
    .map(([weight, title]) => `### ${title}\n\n${groups[weight].map(({ message }) => `- ${message}.`).join('\n')}`)
    .join('\n\n');
}
