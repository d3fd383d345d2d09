import { benchIngest } from './bench-ingest';
import { printResult, type BenchResult } from './rounds';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = { ingest: benchIngest };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length) {
  console.error(
    `${unknown.length ? `unknown: ${unknown.join(', ')}. ` : ''}Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> …`,
  );
  process.exit(2);
}
for (const name of names) printResult(await BENCHES[name]!());
process.exit(0);
