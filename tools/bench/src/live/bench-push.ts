import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { cpuTimeOf } from '../cpu-time';
import type { LoadRequest } from '../http-client';
import { openLoop, sendAll } from '../http-load';
import { against, beside, inTurns, median, percentile, type BenchResult, type PeerResult } from '../rounds';
import { openWorld, preload, type World } from '../world';
import { startFleet, type Fleet } from './fleet';
import { damages, exampleFrame, QUERY, startLiveHub, startPushServer, type LiveServer, type PushJob } from './live-hub';

const SHIPMENTS = 60_000;
/** Requests under way at the same time while a burst is pushed. */
const WIDTH = 16;
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const PATIENCE_MS = 60_000;

/** How many changes a burst has, and how many a second come at low load. */
interface Size {
  readonly subscribers: number;
  readonly burst: number;
  readonly perSecond: number;
  readonly seconds: number;
}
const SIZES: readonly Size[] = [
  { subscribers: 1, burst: 2_000, perSecond: 50, seconds: 15 },
  { subscribers: 100, burst: 1_000, perSecond: 50, seconds: 15 },
  { subscribers: 1_000, burst: 200, perSecond: 20, seconds: 15 },
  { subscribers: 10_000, burst: 30, perSecond: 1, seconds: 20 },
];
/** Told apart from what comes after it. */
const COLD_SECONDS = 2;
const WANTED = process.env['PUSH_SIZES']?.split(',').map(Number);

const now = (): number => performance.timeOrigin + performance.now();

interface Arm {
  readonly server: LiveServer;
  readonly fleet: Fleet;
  /** CPU time of server and database for each delivery, in microseconds: one a round. */
  readonly cpuUs: number[];
  /** The next request, and how many frames it makes at each subscriber are told afterwards by `changes`. */
  next(): { readonly trackingNumber: string; readonly request: LoadRequest };
  /** Changes that were made so far. */
  changes(): Promise<number>;
}

const openOrder = ({ server: { port, path, token } }: Pick<Arm, 'server'>, count: number) =>
  ({ type: 'open', count, port, path, token, query: QUERY, after: null, checks: false }) as const;

/** Deliveries per second, from the first byte in to the last frame parsed. */
async function burst(world: World, arm: Arm, { subscribers, burst: count }: Size, round: number): Promise<number> {
  const before = await arm.changes();
  await arm.fleet.ask({ type: 'reset', times: false }, 'reset');
  const requests = Array.from({ length: count }, () => arm.next().request);
  const began = now();
  const { result: heard, cpuMs } = await cpuTimeOf(world, [arm.server.program.pid], async () => {
    await sendAll(arm.server.port, requests, WIDTH);
    const frames = subscribers * ((await settled(arm, before, count)) - before);
    const { frames: arrived, lastAt } = await arm.fleet.ask({ type: 'await', frames, limitMs: PATIENCE_MS }, 'heard');
    if (arrived < frames) throw new Error(`${arrived} of ${frames} frames arrived`);
    return { frames, lastAt };
  });
  if (round >= 0) arm.cpuUs.push((1_000 * cpuMs) / heard.frames);
  return (1_000 * heard.frames) / (heard.lastAt - began);
}

/** Until all changes of a burst are committed. */
async function settled(arm: Arm, before: number, count: number): Promise<number> {
  for (const until = now() + PATIENCE_MS; now() < until;) {
    const changes = await arm.changes();
    await sleep(100);
    if (changes >= before + count && changes === (await arm.changes())) return changes;
  }
  throw new Error(`${count} webhooks did not make as many changes`);
}

/** Milliseconds from sending a webhook to each parsed frame, at low load. */
async function latencies(arm: Arm, { subscribers, perSecond, seconds }: Size): Promise<number[]> {
  const sentAt = new Map<string, number>();
  await arm.fleet.ask({ type: 'reset', times: true }, 'reset');
  const next = (): LoadRequest => {
    const { trackingNumber, request } = arm.next();
    sentAt.set(trackingNumber, now());
    return request;
  };
  await openLoop(arm.server.port, next, perSecond, seconds);
  const frames = subscribers * perSecond * seconds;
  const { times } = await arm.fleet.ask({ type: 'await', frames, limitMs: PATIENCE_MS }, 'heard');
  const first = new Map<string, number[]>();
  for (const [trackingNumber, at] of times) {
    const own = first.get(trackingNumber) ?? [];
    first.set(trackingNumber, own);
    own.push(at);
  }
  return [...first].flatMap(([trackingNumber, ats]) => {
    const sent = sentAt.get(trackingNumber);
    // A case may change again: its first change is what the webhook made.
    return sent === undefined ? [] : ats.slice(0, subscribers).map((at) => at - sent);
  });
}

async function hubArm(world: World): Promise<Arm> {
  return {
    server: await startLiveHub(world),
    fleet: await startFleet(),
    cpuUs: [],
    next: damages(world),
    async changes() {
      const { rows } = await world.pool.query<{ n: number }>('select count(*)::int as n from change');
      return rows[0]!.n;
    },
  };
}

async function bareArm(world: World, job: PushJob): Promise<Arm> {
  const server = await startPushServer(world, job);
  let posted = 0;
  return {
    server,
    fleet: await startFleet(),
    cpuUs: [],
    next() {
      const trackingNumber = `BN${String(posted++).padStart(12, '0')}`;
      const body = exampleFrame('1', trackingNumber);
      return { trackingNumber, request: { method: 'POST', path: '/', headers: {}, body } };
    },
    changes: async () => posted,
  };
}

async function stop({ server, fleet }: Arm): Promise<void> {
  await fleet.stop();
  await server.program.stop();
}

/**
 * Webhook in, frame parsed by each of N subscribers out. Deliveries per second of a burst; floor: a bare server that gets
 * the same from memory and sends one prepared frame to all its sockets. Peers: the same server where it commits the bytes
 * first, which is the least that loses nothing; and graphql-ws with a PubSub in memory, as they come. And how long each delivery takes at low load.
 */
export async function benchPush(): Promise<(BenchResult | PeerResult)[]> {
  const world = await openWorld();
  const results: (BenchResult | PeerResult)[] = [];
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    for (const size of SIZES) {
      if (WANTED && !WANTED.includes(size.subscribers)) continue;
      const name = `push-${size.subscribers}`;
      const arms = {
        ours: await hubArm(world),
        floor: await bareArm(world, 'raw'),
        durable: await bareArm(world, 'durable'),
        stock: await bareArm(world, 'stock'),
      };
      for (const arm of Object.values(arms)) await arm.fleet.ask(openOrder(arm, size.subscribers), 'opened');
      // The first webhooks of a process meet cold code and statements that no connection has seen yet.
      const cold = percentile(await latencies(arms.ours, { ...size, seconds: COLD_SECONDS }), 1);
      await latencies(arms.floor, { ...size, seconds: COLD_SECONDS });
      const lags = await latencies(arms.ours, size);
      const bare = await latencies(arms.floor, size);
      const rates = await inTurns(
        name,
        'deliveries/s',
        {
          ours: (round) => burst(world, arms.ours, size, round),
          floor: (round) => burst(world, arms.floor, size, round),
          durable: (round) => burst(world, arms.durable, size, round),
          stock: (round) => burst(world, arms.stock, size, round),
        },
        ROUNDS,
      );
      const unit = 'deliveries/s';
      const { ours, floor, durable, stock } = rates;
      results.push(
        { name, ours, floor, unit, ratio: ours / floor },
        beside(name, unit, 'durable-ws', ours, durable),
        beside(name, unit, 'graphql-ws', ours, stock),
        against(`${name}-lag`, 'ms-p99', { ours: percentile(lags, 0.99), floor: percentile(bare, 0.99) }),
        against(`${name}-cpu`, 'us-per-delivery', {
          ours: median(arms.ours.cpuUs),
          floor: median(arms.floor.cpuUs),
        }),
      );
      process.stderr.write(
        `  ${name} lag p50 ${percentile(lags, 0.5).toFixed(1)} ms, ${lags.length} deliveries; worst of the first seconds ${cold.toFixed(1)} ms\n`,
      );
      for (const arm of Object.values(arms)) await stop(arm);
    }
    return results;
  } finally {
    await world.close();
  }
}
