import { instant } from '@whereabouts/model';
import { createPipeline } from '../create-pipeline';
import type { Log } from '../pipeline';
import { pullToy } from './pull-toy';

/** A process of its own that asks and applies. With DIES it is killed the moment that a source has answered it. */
const { DATABASE_URL, SECRET_KEY, DIES } = process.env;
const say = (word: string, ...facts: readonly unknown[]): void =>
  void process.stdout.write(`${word} ${JSON.stringify(facts)}\n`);
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => say('error', message, String(Object.values(facts)[0])),
};

const toy = pullToy();
const { pull } = toy;
const plugin = {
  ...toy,
  pull: {
    ...pull!,
    fetch: async (...asked: Parameters<NonNullable<typeof pull>['fetch']>) => {
      const outcomes = await pull!.fetch(...asked);
      if (DIES && outcomes.some(({ ok }) => ok)) process.kill(process.pid, 'SIGKILL');
      return outcomes;
    },
  },
};

const pipeline = await createPipeline({
  databaseUrl: DATABASE_URL!,
  clock: () => instant(Date.now()),
  log,
  meter: { count: () => undefined, time: () => undefined },
  plugins: new Map([['toy', { from: 'toy', plugin }]]),
  secretKey: Buffer.from(SECRET_KEY!, 'hex'),
  roles: ['apply', 'pull'],
  pull: { allowPrivateHosts: true, superviseSeconds: 1, callSeconds: 2 },
});
await pipeline.start();
say('ready');
process.on('SIGTERM', () => void pipeline.stop().then(() => process.exit(0)));
