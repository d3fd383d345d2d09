import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { World } from './world';

export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

export const TOKEN = 'bench-token-0123456789abcdef0123456789abcdef';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Another program of this package, as built. */
const beside = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

async function start(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  port: number,
  ready: string,
): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ['--import', beside('exit-with-parent'), file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries++) {
    if (
      await fetch(`http://127.0.0.1:${port}${ready}`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    if (tries > 300 || child.exitCode !== null) throw new Error(`${file} did not start`);
    await sleep(100);
  }
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** The hub itself, as an operator starts it, on the bench's database. */
export async function startHub(world: World): Promise<Server> {
  const port = await freePort();
  const main = createRequire(import.meta.url)
    .resolve('@whereabouts/hub')
    .replace(/index\.js$/, 'main.js');
  const env = {
    HUB_PORT: String(port),
    HUB_DATABASE_URL: world.url,
    HUB_SECRET_KEY: world.secretKey,
    HUB_API_TOKEN: TOKEN,
    HUB_LOG_LEVEL: 'error',
    // One key asks all: it is counted as everybody is, and must never be stopped.
    HUB_RATE_QUERIES: '1000000000',
    HUB_RATE_MUTATIONS: '1000000000',
    HUB_SUBSCRIPTIONS: '1000000',
  };
  return start(main, ['serve'], env, port, '/readyz');
}

/** The floor: a bare node:http server that does the least that the job asks for. */
export async function startFloor(world: World, job: 'ack' | 'queue'): Promise<Server> {
  const port = await freePort();
  const file = beside('floor-server');
  const source = world.sources.get('easypost')!;
  const env = {
    FLOOR_PORT: String(port),
    FLOOR_URL: world.url,
    FLOOR_MERCHANT: world.merchant.id,
    FLOOR_SOURCE: source.id,
  };
  return start(file, [job], env, port, '/ready');
}
