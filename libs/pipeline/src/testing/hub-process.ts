import { createServer } from 'node:http';
import { instant } from '@whereabouts/model';
import { createPipeline } from '../create-pipeline';
import type { Log } from '../pipeline';
import { TOYS } from './toy-plugin';

/** A process of its own that receives over HTTP and applies: made to be killed. Speaks to its parent in lines. */
const { DATABASE_URL, SECRET_KEY, WORKER_FILE } = process.env;
const say = (word: string, ...facts: readonly unknown[]): void =>
  void process.stdout.write(`${word} ${JSON.stringify(facts)}\n`);
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => say('error', message, String(Object.values(facts)[0])),
};

let isFirst = true;
const pipeline = await createPipeline({
  databaseUrl: DATABASE_URL!,
  clock: () => instant(Date.now()),
  log,
  meter: {
    count(name) {
      if (name === 'inputs_applied' && isFirst) {
        isFirst = false;
        say('applied');
      }
    },
    time: () => undefined,
  },
  plugins: new Map(TOYS.map((plugin) => [plugin.id, { from: plugin.id, plugin }])),
  secretKey: Buffer.from(SECRET_KEY!, 'hex'),
  workerFile: WORKER_FILE || undefined,
});
await pipeline.start();

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    pipeline.receive({ source: request.url!.slice(1), headers, body: Buffer.concat(parts) }).then(
      (reply) => response.writeHead(reply.status === 'stored' ? 202 : 503).end(JSON.stringify(reply)),
      (error: Error) => response.writeHead(500).end(JSON.stringify({ status: 'failed', error: error.message })),
    );
  });
});
server.listen(0, '127.0.0.1', () => say('ready', (server.address() as { port: number }).port));
process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
  void pipeline.stop().then(() => process.exit(0));
});
