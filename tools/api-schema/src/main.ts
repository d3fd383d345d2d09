import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPlaces, placesIn, release, writeChangelog, type Outcome } from './release';

const places = placesIn(resolve(fileURLToPath(import.meta.url), '../../../..'));
const today = new Date().toISOString().slice(0, 10);
const [command = 'check', version = ''] = process.argv.slice(2);

const USAGE = `Usage: npm run schema -- <command>
  check              what the schema would do to clients of the last release
  release <version>  keep the schema as a release, unless it breaks somebody, and write the changelog
  changelog          write docs/api/changelog.md`;

const COMMANDS: Readonly<Record<string, () => Promise<Outcome>>> = {
  check: () => checkPlaces(places, today),
  release: () => release(places, version, today),
  changelog: async () => {
    await writeChangelog(places);
    return { isGood: true, lines: [`Wrote ${places.changelog}.`] };
  },
};

const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
if (!run) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { isGood, lines } = await run();
  for (const line of lines) console.log(line);
  process.exitCode = isGood ? 0 : 1;
}
