import { benchAck } from './bench-ack';
import { benchApplyQueue } from './bench-apply-queue';
import { benchCasePacket } from './bench-case-packet';
import { benchDeadlines } from './bench-deadlines';
import { benchGrowth } from './bench-growth';
import { benchIngest } from './bench-ingest';
import { benchNormalize } from './bench-normalize';
import { benchQueue } from './bench-queue';
import { benchRowSecurity } from './bench-row-security';
import { benchWhatIf } from './bench-what-if';
import { benchPush } from './live/bench-push';
import { benchSockets } from './live/bench-sockets';
import { benchStorm } from './live/bench-storm';
import { printResult, type BenchResult, type PeerResult } from './rounds';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult | readonly (BenchResult | PeerResult)[]>>> = {
  ingest: benchIngest,
  ack: benchAck,
  push: benchPush,
  sockets: benchSockets,
  storm: benchStorm,
  queue: benchQueue,
  'case-packet': benchCasePacket,
  deadlines: benchDeadlines,
  growth: benchGrowth,
  normalize: benchNormalize,
  'apply-queue': benchApplyQueue,
  'what-if': benchWhatIf,
  'row-security': benchRowSecurity,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length) {
  console.error(
    `${unknown.length ? `unknown: ${unknown.join(', ')}. ` : ''}Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> …`,
  );
  process.exit(2);
}
for (const name of names) [await BENCHES[name]!()].flat().forEach(printResult);
process.exit(0);
