// The long proofs: the same specs as in every test run, with the counts that convince. Prints their figures.
// Usage: soak.mjs [name ...]; without one, all of them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const PROOFS = {
  kills: 'libs/pipeline/src/kills.int.spec.ts',
  'database-away': 'libs/pipeline/src/database-away.int.spec.ts',
  deadlines: 'libs/pipeline/src/deadlines.int.spec.ts',
  'many-rows': 'libs/pipeline/src/many-rows.int.spec.ts',
  feed: 'libs/pipeline/src/feed/feed.int.spec.ts',
  leaks: 'libs/api/src/leaks.int.spec.ts',
  'any-order': 'libs/pipeline/src/any-order.int.spec.ts',
  'case-lives': 'libs/model/src/cases/model-based/life.spec.ts',
  'random-lives': 'libs/pipeline/src/work/random-lives.int.spec.ts',
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in PROOFS));
if (unknown.length) {
  console.error(`unknown: ${unknown.join(', ')}. Usage: npm run soak -- [${Object.keys(PROOFS).join('|')}] …`);
  process.exit(2);
}
const files = (names.length ? names : Object.keys(PROOFS)).map((name) => PROOFS[name]);
const jest = [
  'node_modules/jest/bin/jest.js',
  '-c',
  'tools/testing/jest.config.cjs',
  '--runInBand',
  '--testTimeout=3600000',
];
const { status } = spawnSync(process.execPath, [...jest, ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SOAK: '1' },
});
process.exit(status ?? 1);
