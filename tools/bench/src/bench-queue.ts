import { isDeepStrictEqual } from 'node:util';
import { instant } from '@whereabouts/model';
import { cpuTimeOf } from './cpu-time';
import { closedLoop, openLoop } from './http-load';
import { openCases, scanParcels } from './open-cases';
import { createOpenCaseView } from './peers/open-case-view';
import { pageOf, queueRequest, type QueueArm } from './queue-page';
import { against, beside, inTurns, median, type BenchResult, type PeerResult } from './rounds';
import { startFloor, startHub, startPeer, type Peer, type Server } from './servers';
import { openWorld, preload } from './world';

const SHIPMENTS = Number(process.env['SHIPMENTS'] ?? 1_000_000);
const CASES = SHIPMENTS / 10;
const SCANS = 10;
const CONNECTIONS = 16;
const SECONDS = 4;
/** What a team asks for at most; above, waiting lines are measured and not the hub. */
const SHARE_OF_CAPACITY = 0.7;
const SECONDS_AT_RATE = 10;

const PEERS = ['postgraphile', 'field-resolvers'] as const satisfies readonly Peer[];
const ARMS: readonly QueueArm[] = ['ours', 'floor', ...PEERS];
const arms = <T>(of: (arm: QueueArm) => T): Record<QueueArm, T> =>
  Object.fromEntries(ARMS.map((arm) => [arm, of(arm)])) as Record<QueueArm, T>;

type Servers = Readonly<Record<QueueArm, Server>>;

/**
 * The first page of 50 open cases with owner, shipment, its last three scans, clocks, flags and the count of all, over
 * HTTP: pages per second, and milliseconds at a rate below what the hub can do.
 */
export async function benchQueue(): Promise<(BenchResult | PeerResult)[]> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: 0, dueAt: instant(Date.now()), milestones: false });
    await openCases(world, CASES);
    await scanParcels(world, SCANS);
    await createOpenCaseView(world);
    const servers: Servers = {
      ours: await startHub(world),
      floor: await startFloor(world, 'queue'),
      postgraphile: await startPeer(world, 'postgraphile'),
      'field-resolvers': await startPeer(world, 'field-resolvers'),
    };
    await holdEqual(servers, world.merchant.id);
    const ask = (arm: QueueArm, counted = true) => {
      const request = queueRequest(arm, world.merchant.id, counted);
      return () => request;
    };
    const cpu = new Map<QueueArm, number[]>(ARMS.map((arm) => [arm, []]));
    const capacity = (arm: QueueArm, counted: boolean) => async (): Promise<number> => {
      const { port, pid } = servers[arm];
      const { result, cpuMs } = await cpuTimeOf(world, [pid], () =>
        closedLoop(port, ask(arm, counted), CONNECTIONS, SECONDS),
      );
      if (counted) cpu.get(arm)!.push(cpuMs / (result.perSecond * SECONDS));
      return result.perSecond;
    };
    const measure = (name: string, counted: boolean) =>
      inTurns(
        name,
        'pages/s',
        arms((arm) => capacity(arm, counted)),
      );
    const pages = await measure('queue', true);
    const uncounted = await measure('queue-uncounted', false);
    const cpuMs = arms((arm) => median(cpu.get(arm)!));

    const rate = pages.ours * SHARE_OF_CAPACITY;
    const at = (arm: QueueArm) => async (): Promise<number> => {
      const load = await openLoop(servers[arm].port, ask(arm), rate, SECONDS_AT_RATE);
      process.stderr.write(`  queue at ${rate.toFixed(0)}/s ${arm} p50 ${load.p50.toFixed(1)} ms\n`);
      return load.p99;
    };
    const p99 = await inTurns('queue-p99', 'ms', { ours: at('ours'), floor: at('floor') });
    for (const server of Object.values(servers)) await server.stop();
    const peers = (name: string, unit: string, figures: typeof pages): PeerResult[] =>
      PEERS.map((peer) => beside(name, unit, peer, figures.ours, figures[peer]));
    return [
      against('queue', 'pages/s', pages),
      ...peers('queue', 'pages/s', pages),
      ...peers('queue-uncounted', 'pages/s', uncounted),
      against('queue-cpu', 'ms/page', cpuMs),
      ...peers('queue-cpu', 'ms/page', cpuMs),
      against('queue-p99', 'ms', p99),
    ];
  } finally {
    await world.close();
  }
}

/** All arms must give the same page, or the figures mean nothing. */
async function holdEqual(servers: Servers, merchant: string): Promise<void> {
  const pages = new Map<QueueArm, unknown>();
  for (const arm of Object.keys(servers) as QueueArm[])
    pages.set(arm, await pageOf(servers[arm].port, queueRequest(arm, merchant, true)));
  for (const [arm, page] of pages)
    if (!isDeepStrictEqual(page, pages.get('ours'))) {
      const shown = (one: unknown): string => JSON.stringify(one).slice(0, 600);
      throw new Error(`${arm} gives another page:\n${shown(page)}\nours:\n${shown(pages.get('ours'))}`);
    }
}
