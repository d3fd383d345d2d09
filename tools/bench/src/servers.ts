import { createRequire } from 'node:module';
import { freePort, startProgram, type ProgramOrder } from './program';
import type { World } from './world';

export interface Server {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export const TOKEN = 'bench-token-0123456789abcdef0123456789abcdef';

async function start(order: (port: number) => ProgramOrder): Promise<Server> {
  const port = await freePort();
  const { pid, stop } = await startProgram(order(port));
  return { port, pid, stop: () => stop() };
}

/** As `npm start`, `npm run hub` and the image of the hub have them. */
const HUB_FLAGS = ['--no-memory-reducer', '--min-semi-space-size=16'];

/** The hub itself, as an operator starts it, on the bench's database. */
export const hubOrder = (world: World, port: number): ProgramOrder => ({
  file: createRequire(import.meta.url)
    .resolve('@whereabouts/hub')
    .replace(/index\.js$/, 'main.js'),
  args: ['serve'],
  flags: HUB_FLAGS,
  env: {
    HUB_PORT: String(port),
    HUB_DATABASE_URL: world.url,
    HUB_SECRET_KEY: world.secretKey,
    HUB_API_TOKEN: TOKEN,
    HUB_LOG_LEVEL: 'error',
    // One key asks all: it is counted as everybody is, and must never be stopped.
    HUB_RATE_QUERIES: '1000000000',
    HUB_RATE_MUTATIONS: '1000000000',
    HUB_SUBSCRIPTIONS: '1000000',
  },
  isReady: () => fetch(`http://127.0.0.1:${port}/readyz`),
});

export const startHub = (world: World): Promise<Server> => start((port) => hubOrder(world, port));

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
export const startFloor = (world: World, job: 'ack' | 'queue' | 'packet'): Promise<Server> =>
  start((port) => ({
    file: 'floor-server',
    args: [job],
    env: armEnv(world, port),
    isReady: () => fetch(`http://127.0.0.1:${port}/ready`),
  }));

export type Peer = 'postgraphile' | 'field-resolvers';

/** A GraphQL server at `/graphql` as others would build it, on the same tables. */
export const startPeer = (world: World, peer: Peer): Promise<Server> =>
  start((port) => ({
    file: `peers/${peer}-server`,
    env: armEnv(world, port),
    isReady: () =>
      fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      }),
  }));
