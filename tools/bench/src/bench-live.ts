import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { openLoop, type LoadRequest } from './http-load';
import { bodyOf, headersOf } from './payloads';
import { percentile, type BenchResult } from './rounds';
import { startFloor, startHub, TOKEN } from './servers';
import { openWorld, preload, wallClock } from './world';

const SHIPMENTS = 20_000;
const PER_SECOND = 20;
const SECONDS = 30;
/** The step of the stories that damages a parcel: it opens a case. */
const DAMAGED = 3;

/**
 * Milliseconds from sending a webhook to the parsed frame at a subscriber, 99th percentile at low load.
 * Floor: a bare server's answer after one committed insert, at the same rate.
 */
export async function benchLive(): Promise<BenchResult> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    const hub = await startHub(world);
    const floor = await startFloor(world, 'ack');
    const path = `/intake/${publicId('source', world.sources.get('easypost')!.id)}`;
    const sentAt = new Map<string, number>();
    const lags: number[] = [];
    const client = createClient({
      url: `ws://127.0.0.1:${hub.port}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${TOKEN}` },
    });
    const query =
      'subscription { exceptionChanges { type cursor exceptionCase { ref kind shipment { trackingNumber } } } }';
    client.subscribe<{ exceptionChanges: { type: string; exceptionCase: { shipment: { trackingNumber: string } } } }>(
      { query },
      {
        next({ data }) {
          const change = data?.exceptionChanges;
          const began = change && sentAt.get(change.exceptionCase.shipment.trackingNumber);
          if (change?.type === 'OPENED' && began !== undefined) lags.push(performance.now() - began);
        },
        error: (error) => console.error(error),
        complete: () => undefined,
      },
    );
    await sleep(1_000);
    let parcel = 0;
    const next = (): LoadRequest => {
      const event = { parcel: 4 * parcel++, step: DAMAGED, at: instant(Math.floor(Date.now() / 1000) * 1000) };
      const body = bodyOf(event);
      sentAt.set(`BN${String(event.parcel).padStart(12, '0')}`, performance.now());
      return { method: 'POST', path, headers: headersOf('easypost', body, wallClock()), body };
    };
    await openLoop(hub.port, next, PER_SECOND, SECONDS);
    await sleep(1_000);
    if (lags.length < PER_SECOND * SECONDS)
      throw new Error(`${lags.length} of ${PER_SECOND * SECONDS} changes arrived`);
    const bare = await openLoop(floor.port, next, PER_SECOND, SECONDS / 3);
    process.stderr.write(`  live p50 ${percentile(lags, 0.5).toFixed(1)} ms, ${lags.length} changes, limit 250 ms\n`);
    await client.dispose();
    await hub.stop();
    await floor.stop();
    const ours = percentile(lags, 0.99);
    return { name: 'live', ours, floor: bare.p99, unit: 'ms-p99', ratio: ours / bare.p99 };
  } finally {
    await world.close();
  }
}
