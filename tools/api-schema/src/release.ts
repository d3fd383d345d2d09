import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelogPage } from './changelog-page';
import { check } from './check';
import { compareVersions, isVersion, releasesIn, releaseText } from './releases';

/** Where the schema and its releases lie. */
export interface Places {
  /** `schema.graphql` as it is now. */
  readonly schema: string;
  /** Folder of the released schemas. */
  readonly released: string;
  readonly changelog: string;
}

export const placesIn = (root: string): Places => ({
  schema: join(root, 'libs/api/schema.graphql'),
  released: join(root, 'libs/api/released'),
  changelog: join(root, 'docs/api/changelog.md'),
});

/** What to print, and whether it went well. */
export interface Outcome {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

/** What the present schema would do to clients of the last release. */
export async function checkPlaces({ schema, released }: Places, today: string): Promise<Outcome> {
  const last = releasesIn(released).at(-1);
  const { faults, dangerous } = await check(readFileSync(schema, 'utf8'), last, today);
  return {
    isGood: faults.length === 0,
    lines: [
      ...faults,
      ...dangerous.map(({ message }) => `Clients may notice: ${message}.`),
      faults.length > 0
        ? `${faults.length} must be mended.`
        : last
          ? `Breaks nobody who uses ${last.version}.`
          : 'Nothing has been released yet.',
    ],
  };
}

/** Keeps the present schema as a release and writes the changelog. A schema with faults is refused. */
export async function release(places: Places, version: string, today: string): Promise<Outcome> {
  const refuse = (...lines: string[]): Outcome => ({ isGood: false, lines });
  if (!isVersion(version)) return refuse(`A version has the form 1.2.3; this is "${version}".`);
  const releases = releasesIn(places.released);
  const last = releases.at(-1);
  if (last && compareVersions(version, last.version) <= 0)
    return refuse(`${last.version} has been released already; ${version} is not newer.`);
  const checked = await checkPlaces(places, today);
  if (!checked.isGood) return checked;
  const sdl = readFileSync(places.schema, 'utf8');
  const file = join(places.released, `${version}.graphql`);
  if (!existsSync(places.released)) mkdirSync(places.released, { recursive: true });
  writeFileSync(file, releaseText(today, sdl));
  await writeChangelog(places);
  return { isGood: true, lines: [...checked.lines, `Wrote ${file} and ${places.changelog}: commit them.`] };
}

export async function writeChangelog({ schema, released, changelog }: Places): Promise<void> {
  writeFileSync(changelog, `${await changelogPage(releasesIn(released), readFileSync(schema, 'utf8'))}\n`);
}
