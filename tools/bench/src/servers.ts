import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { World } from './world';

export interface Server {
  readonly port: number;
  readonly pid: number;
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

type IsReady = (url: string) => Promise<Response>;

interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly isReady: IsReady;
}

async function start({ file, args = [], env, isReady }: Program, port: number): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ['--import', beside('exit-with-parent'), file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answers = (): Promise<boolean> =>
    isReady(`http://127.0.0.1:${port}`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await answers()); tries++) {
    if (tries > 300 || child.exitCode !== null) throw new Error(`${file} did not start`);
    await sleep(100);
  }
  return {
    port,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** The hub itself, as an operator starts it, on the bench's database. */
export async function startHub(world: World): Promise<Server> {
  const port = await freePort();
  const file = createRequire(import.meta.url)
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
  return start({ file, args: ['serve'], env, isReady: (url) => fetch(`${url}/readyz`) }, port);
}

/** What servers of this package are told of their world. */
const armEnv = (world: World, port: number): Readonly<Record<string, string>> => ({
  ARM_PORT: String(port),
  ARM_URL: world.url,
  ARM_MERCHANT: world.merchant.id,
  ARM_SOURCE: world.sources.get('easypost')!.id,
  NODE_ENV: 'production',
  GRAPHILE_ENV: 'production',
});

/** The floor: a bare node:http server that does the least that the job asks for. */
export async function startFloor(world: World, job: 'ack' | 'queue' | 'packet'): Promise<Server> {
  const port = await freePort();
  const isReady: IsReady = (url) => fetch(`${url}/ready`);
  return start({ file: beside('floor-server'), args: [job], env: armEnv(world, port), isReady }, port);
}

export type Peer = 'postgraphile' | 'field-resolvers';

/** A GraphQL server at `/graphql` as others would build it, on the same tables. */
export async function startPeer(world: World, peer: Peer): Promise<Server> {
  const port = await freePort();
  const isReady: IsReady = (url) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
  return start({ file: beside(`peers/${peer}-server`), env: armEnv(world, port), isReady }, port);
}
