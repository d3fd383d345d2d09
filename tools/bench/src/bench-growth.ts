import { fireAll, makeDue, tomorrow } from './bench-deadlines';
import { inputsOf, push } from './bench-ingest';
import { cpuTimeOf } from './cpu-time';
import { closedLoop } from './http-load';
import { openCases, scanParcels } from './open-cases';
import { queueRequest } from './queue-page';
import { against, inTurns, type Arm, type BenchResult } from './rounds';
import { startHub } from './servers';
import { openWorld, preload, type World } from './world';

const SIZES = (process.env['SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const SCANS = 10;
/** One in ten parcels has a case, and deadlines are of the others: a round for each slice. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const DUE = Math.floor((Math.min(...SIZES) * 0.9) / (ROUNDS + 1));
const CONNECTIONS = 8;
const SECONDS = 3;
/** Events of a round. */
const EVENTS = 6_000;
/** Far apart in the table, and each parcel once before one comes again. */
const STRIDE = 7_919;

/** Work on a world of one size: how much of it there was, and how long it took. */
interface Step {
  readonly name: string;
  readonly unit: string;
  readonly pids: readonly number[];
  /** What comes before the work and is not measured. */
  prepare?(round: number): Promise<void>;
  /** Returns how many were done in a second, and how many in all. */
  work(round: number): Promise<{ readonly perSecond: number; readonly count: number }>;
}

interface Sized {
  readonly shipments: number;
  readonly world: World;
}

/**
 * Time for one event, one page and one due deadline with ten times as many shipments, all sizes in turn. "floor" is a
 * tenth of the size; 1.15 is what was allowed.
 */
export async function benchGrowth(): Promise<BenchResult[]> {
  const sized: Sized[] = [];
  try {
    for (const shipments of SIZES) sized.push({ shipments, world: await fill(shipments) });
    // Deadlines first: news would tell of parcels that have stood still.
    return [...(await grow(sized, deadlines)), ...(await grow(sized, ingest)), ...(await grow(sized, queue))];
  } finally {
    for (const { world } of sized) await world.close();
  }
}

async function fill(shipments: number): Promise<World> {
  const began = performance.now();
  const tell = (what: string): boolean =>
    process.stderr.write(
      `  growth ${sizeName(shipments)} ${what} after ${Math.round((performance.now() - began) / 1000)} s\n`,
    );
  const world = await openWorld();
  await preload(world, { shipments, active: shipments, dueAt: tomorrow() });
  tell('parcels');
  await openCases(world, shipments / 10);
  await scanParcels(world, SCANS);
  tell('cases and their scans');
  return world;
}

type Opened = Step & { close(): Promise<void> };

async function grow(sized: readonly Sized[], open: (sized: Sized) => Promise<Opened>): Promise<BenchResult[]> {
  const steps: Opened[] = [];
  const used = sized.map(() => ({ cpuMs: 0, count: 0 }));
  const arms: Record<string, Arm> = {};
  for (const [index, one] of sized.entries()) {
    const step = await open(one);
    steps.push(step);
    arms[sizeName(one.shipments)] = async (round) => {
      await step.prepare?.(round);
      await one.world.checkpoint();
      const { result, cpuMs } = await cpuTimeOf(one.world, step.pids, () => step.work(round));
      if (round >= 0) {
        used[index]!.cpuMs += cpuMs;
        used[index]!.count += result.count;
      }
      return 1_000_000 / result.perSecond;
    };
  }
  const { name, unit } = steps[0]!;
  const micros = await inTurns(`growth-${name}`, `us/${unit}`, arms, ROUNDS);
  for (const step of steps) await step.close();
  const figures = (kind: string, of: (index: number) => number): BenchResult[] =>
    sized.map(({ shipments }, index) =>
      against(`growth-${name}${kind}-${sizeName(shipments)}`, `us/${unit}`, {
        ours: of(index),
        floor: of(Math.max(0, index - 1)),
      }),
    );
  const results = [
    ...figures('', (index) => micros[sizeName(sized[index]!.shipments)]!),
    ...figures('-cpu', (index) => (1000 * used[index]!.cpuMs) / used[index]!.count),
  ];
  for (const { name: figure, ours, ratio } of results)
    process.stderr.write(`  ${figure} ${ours.toFixed(1)} us/${unit}, ${ratio.toFixed(3)} of a tenth of the size\n`);
  return results;
}

const sizeName = (shipments: number): string =>
  shipments < 1_000_000 ? `${shipments / 1000}k` : `${shipments / 1_000_000}M`;

async function deadlines({ shipments, world }: Sized): Promise<Opened> {
  const first = shipments / 10;
  return {
    name: 'deadlines',
    unit: 'check',
    pids: [process.pid],
    prepare: (round) => makeDue(world, { from: first + (round + 1) * DUE, count: DUE }),
    work: async () => ({ perSecond: await fireAll(world, DUE), count: DUE }),
    close: async () => undefined,
  };
}

async function ingest({ shipments, world }: Sized): Promise<Opened> {
  const pipeline = await world.pipeline();
  await pipeline.start();
  return {
    name: 'ingest',
    unit: 'event',
    pids: [process.pid],
    async work(round) {
      const inputs = inputsOf(round, (_, index) => ((index + 1) * STRIDE) % shipments).slice(0, EVENTS);
      return { perSecond: await push(world, pipeline, inputs), count: inputs.length };
    },
    async close() {
      await pipeline.stop();
      const { rows } = await world.pool.query<{ table: string; hot: number }>(
        `select relname as "table", round(100.0 * n_tup_hot_upd / n_tup_upd, 1)::float8 as hot from pg_stat_user_tables
          where n_tup_upd > 1000 order by n_tup_upd desc`,
      );
      process.stderr.write(
        `  growth ${sizeName(shipments)} updates within a page: ${rows.map(({ table, hot }) => `${table} ${hot} %`).join(', ')}\n`,
      );
    },
  };
}

async function queue({ world }: Sized): Promise<Opened> {
  const hub = await startHub(world);
  const request = queueRequest('ours', world.merchant.id, true);
  return {
    name: 'queue',
    unit: 'page',
    pids: [hub.pid],
    async work() {
      const { perSecond } = await closedLoop(hub.port, () => request, CONNECTIONS, SECONDS);
      return { perSecond, count: perSecond * SECONDS };
    },
    close: () => hub.stop(),
  };
}
