import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import type { LoadRequest } from './http-client';
import { closedLoop, openLoop } from './http-load';
import { bodyOf, headersOf, type BenchEvent } from './payloads';
import { compare, type BenchResult } from './rounds';
import { startFloor, startHub } from './servers';
import { openWorld, preload, wallClock } from './world';

const SHIPMENTS = 50_000;
const SECONDS = 6;
const LOAD = 0.7;
/** What the floor stores stays: nobody applies it. */
const PENDING = "select from pending where try_after < now() + interval '1 hour' limit 1";

/**
 * Milliseconds at the 99th percentile from the moment a webhook was due to its 2xx, at 70 % of what the hub takes in and
 * applies: more than that is a backlog, not a load.
 */
export async function benchAck(): Promise<BenchResult> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    const path = `/intake/${publicId('source', world.sources.get('easypost')!.id)}`;
    let sent = 0;
    const start = Date.now() - 6 * 3_600_000;
    const next = (): LoadRequest => {
      const event: BenchEvent = {
        parcel: (sent * 4 * 7919) % SHIPMENTS,
        step: sent % 3,
        at: instant(start + 1000 * (sent++ % 20_000)),
      };
      const body = bodyOf(event);
      return { method: 'POST', path, headers: headersOf('easypost', body, wallClock()), body };
    };
    const hub = await startHub(world);
    const floor = await startFloor(world, 'ack');
    const settled = async (): Promise<void> => {
      while ((await world.pool.query(PENDING)).rowCount) await sleep(20);
    };
    await closedLoop(hub.port, next, 64, SECONDS);
    await settled();
    const before = sent;
    const began = performance.now();
    await closedLoop(hub.port, next, 64, SECONDS);
    await settled();
    const capacity = (1_000 * (sent - before)) / (performance.now() - began);
    const rate = capacity * LOAD;
    process.stderr.write(`  ack capacity ${capacity.toFixed(0)}/s, measured at ${rate.toFixed(0)}/s\n`);
    const result = await compare(
      'ack',
      'ms-p99',
      async () => {
        await settled();
        return (await openLoop(hub.port, next, rate, SECONDS)).p99;
      },
      async () => (await openLoop(floor.port, next, rate, SECONDS)).p99,
    );
    await hub.stop();
    await floor.stop();
    return result;
  } finally {
    await world.close();
  }
}
