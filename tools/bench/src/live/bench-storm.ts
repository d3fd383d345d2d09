import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import type { Pipeline } from '@whereabouts/pipeline';
import { publicId } from '@whereabouts/store';
import { percentile, type BenchResult } from '../rounds';
import { openWorld, preload, wallClock, type World } from '../world';
import { startFleet, type Fleet } from './fleet';
import { damages, QUERY, startLiveHub, type LiveServer } from './live-hub';
import { memoryOf } from '../program';

const SHIPMENTS = 40_000;
const SUBSCRIBERS = Number(process.env['SUBSCRIBERS'] ?? 10_000);
/** Of ten subscribers, one hangs. */
const STALLED = SUBSCRIBERS / 10;
const SPREAD_MS = 5_000;
const LIMIT_MS = 15_000;
/** Whoever is not back by then does not come. */
const LAST_MS = 60_000;
const SECONDS = 10;
const TURNS = 2;
/** Changes a second while all are connected, lost, and back. */
const PER_SECOND = 1;
const PATIENCE_MS = 60_000;

const now = (): number => performance.timeOrigin + performance.now();

/** What a subscriber from the beginning must have heard. */
async function feedOf({ pool }: World): Promise<{ changes: number; sum: number; lastAt: string | null }> {
  const { rows } = await pool.query<{ changes: number; sum: number; lastAt: string | null }>(
    'select count(*)::int as changes, coalesce(sum(seq), 0)::float8 as sum, max(seq)::text as "lastAt" from change',
  );
  return rows[0]!;
}

/** Damages parcels by a pipeline of our own, some a second, whether the hub is there or not. Returns how to end it. */
function traffic(
  world: World,
  pipeline: Pipeline,
  perSecond: number,
): { sentAt: Map<string, number>; end(): Promise<void> } {
  const next = damages(world);
  const source = publicId('source', world.sources.get('easypost')!.id);
  const sentAt = new Map<string, number>();
  const state = { goesOn: true };
  const running = (async () => {
    while (state.goesOn) {
      const { trackingNumber, request } = next();
      sentAt.set(trackingNumber, now());
      await pipeline.receive({ source, headers: request.headers, body: request.body });
      await sleep(1_000 / perSecond);
    }
    await pipeline.settled();
  })();
  return {
    sentAt,
    end() {
      state.goesOn = false;
      return running;
    },
  };
}

/** Waits until everybody has heard everything, and counts those who missed something or heard it twice. */
async function faults(world: World, fleet: Fleet): Promise<number> {
  const expected = await feedOf(world);
  for (const until = now() + PATIENCE_MS; ; await sleep(500)) {
    const { tallies } = await fleet.ask({ type: 'tally' }, 'tally');
    const wrong = tallies.filter(
      ({ frames, sum, repeats }) => frames !== expected.changes || sum !== expected.sum || repeats > 0,
    );
    const count = wrong.reduce((total, { subscribers }) => total + subscribers, 0);
    if (count === 0 || now() > until) return count;
  }
}

async function lags(world: World, pipeline: Pipeline, fleet: Fleet): Promise<number[]> {
  await fleet.ask({ type: 'reset', times: true }, 'reset');
  const news = traffic(world, pipeline, PER_SECOND);
  await sleep(SECONDS * 1_000);
  await news.end();
  await sleep(3_000);
  const { times } = await fleet.ask({ type: 'await', frames: 0, limitMs: 0 }, 'heard');
  return times.flatMap(([trackingNumber, at]) => {
    const sent = news.sentAt.get(trackingNumber);
    return sent === undefined ? [] : [at - sent];
  });
}

/**
 * All subscribers come back within five seconds after the hub was killed, while changes go on: how long until the last one
 * has heard what it missed, and whether anybody missed a change or heard one twice. Then one of ten hangs: what the others
 * notice of it, and what the hub holds for the hanging ones.
 */
export async function benchStorm(): Promise<BenchResult[]> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    const pipeline = await world.pipeline({ clock: wallClock });
    await pipeline.start();
    let hub: LiveServer = await startLiveHub(world);
    const fleet = await startFleet();
    const { port, path, token } = hub;
    const after = Buffer.from('0.0').toString('base64url');
    await fleet.ask(
      { type: 'open', count: SUBSCRIBERS, port, path, token, query: QUERY, after, checks: true },
      'opened',
    );
    const news = traffic(world, pipeline, PER_SECOND);
    await sleep(5_000);
    await hub.program.stop('SIGKILL');
    await sleep(2_000);
    hub = await startLiveHub(world);
    const { afterMs } = await fleet.ask(
      { type: 'reconnect', port: hub.port, spreadMs: SPREAD_MS, limitMs: LAST_MS },
      'back',
    );
    await news.end();
    if (afterMs.length < SUBSCRIBERS)
      throw new Error(`${SUBSCRIBERS - afterMs.length} of ${SUBSCRIBERS} subscribers did not come back`);
    const wrong = await faults(world, fleet);
    process.stderr.write(
      `  storm ${SUBSCRIBERS} subscribers, ${(await feedOf(world)).changes} changes, ${wrong} wrong\n`,
    );
    if (wrong > 0) throw new Error(`${wrong} subscribers missed changes or heard some twice`);

    await fleet.ask({ type: 'set-aside', count: STALLED }, 'set-aside');
    const all: number[] = [];
    const others: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      all.push(...(await lags(world, pipeline, fleet)));
      const before = await memoryOf(hub.program);
      await fleet.ask({ type: 'stall' }, 'stalled');
      others.push(...(await lags(world, pipeline, fleet)));
      const held = (await memoryOf(hub.program)).rss - before.rss;
      process.stderr.write(`  storm ${STALLED} hang: ${(held / 2 ** 20).toFixed(1)} MiB more\n`);
      await fleet.ask({ type: 'awake' }, 'awake');
    }
    const wrongThen = await faults(world, fleet);
    if (wrongThen > 0)
      throw new Error(`${wrongThen} subscribers missed changes or heard some twice beside hanging ones`);
    await fleet.stop();
    await hub.program.stop();
    await pipeline.stop();
    const back = percentile(afterMs, 1);
    const [ours, floor] = [percentile(others, 0.99), percentile(all, 0.99)];
    return [
      { name: 'storm-back', ours: back, floor: LIMIT_MS, unit: 'ms', ratio: back / LIMIT_MS },
      { name: 'storm-stalled', ours, floor, unit: 'ms-p99', ratio: ours / floor },
    ];
  } finally {
    await world.close();
  }
}
