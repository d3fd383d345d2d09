import { setTimeout as sleep } from 'node:timers/promises';
import { median, type BenchResult, type PeerResult } from '../rounds';
import { openWorld } from '../world';
import { startFleet } from './fleet';
import { QUERY, startLiveHub, startPushServer, type LiveServer } from './live-hub';
import { memoryOf } from '../program';

const SUBSCRIBERS = Number(process.env['SUBSCRIBERS'] ?? 10_000);
/** Before the figure is taken: what belonged to the handshakes is given back. */
const REST_MS = 3_000;
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);

/** Bytes of a server's memory that each idle subscriber takes. */
async function bytesEach({ port, path, token, program }: LiveServer): Promise<number> {
  const fleet = await startFleet();
  const open = (count: number) =>
    fleet.ask({ type: 'open', count, port, path, token, query: QUERY, after: null, checks: false }, 'opened');
  // The first ones pay for what all share.
  await open(200);
  await sleep(REST_MS);
  const before = await memoryOf(program);
  await open(SUBSCRIBERS);
  await sleep(REST_MS);
  const after = await memoryOf(program);
  const each = (after.rss - before.rss) / SUBSCRIBERS;
  process.stderr.write(
    `  sockets rss ${each.toFixed(0)} B, heap ${((after.heap - before.heap) / SUBSCRIBERS).toFixed(0)} B each\n`,
  );
  await fleet.stop();
  await program.stop();
  return each;
}

/** Memory of an idle subscriber. Floor: of a socket of `ws` that nobody speaks on. Peer: of graphql-ws. */
export async function benchSockets(): Promise<(BenchResult | PeerResult)[]> {
  const world = await openWorld();
  try {
    const figures: Record<'ours' | 'floor' | 'stock', number[]> = { ours: [], floor: [], stock: [] };
    for (let round = 0; round < ROUNDS; round++) {
      figures.ours.push(await bytesEach(await startLiveHub(world)));
      figures.floor.push(await bytesEach(await startPushServer(world, 'raw')));
      figures.stock.push(await bytesEach(await startPushServer(world, 'stock')));
    }
    const [ours, floor, stock] = [median(figures.ours), median(figures.floor), median(figures.stock)];
    const unit = 'bytes';
    return [
      { name: 'sockets', ours, floor, unit, ratio: ours / floor },
      { name: 'sockets', peer: 'graphql-ws', ours, peerValue: stock, unit, ratio: ours / stock },
    ];
  } finally {
    await world.close();
  }
}
