import { defaultPolicyOf, instant } from '@whereabouts/model';
import { fireDue } from '@whereabouts/pipeline';
import { effectBatches, recordFootprint, runBatches, type Footprint, type Statement } from './footprint';
import { compare, median, type BenchResult } from './rounds';
import { openWorld, preload, wallClock, type World } from './world';

const PER_ROUND = 9_000;
const ROUNDS = 5;
const BATCH = 300;
/** One in five has not moved for longer than allowed: a case. The others moved meanwhile and are armed again. */
const STALLED_SHARE = 5;

const IDLE_SMALL = 10_000;
const IDLE_LARGE = 1_000_000;
const IDLE_TICKS = 400;

const timerNeeds = (world: World): Parameters<typeof fireDue>[0] => ({
  pool: world.pool,
  policyOf: defaultPolicyOf,
  clock: wallClock,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  meter: { count: () => undefined, time: () => undefined },
  onCommitted: () => undefined,
});

export interface Slice {
  readonly from: number;
  readonly count: number;
}

/** Makes these parcels due now; a fifth of them last moved three days ago. */
export async function makeDue({ pool, merchant }: World, { from, count }: Slice): Promise<void> {
  const slice = [merchant.id, `BN${String(from).padStart(12, '0')}`, `BN${String(from + count).padStart(12, '0')}`];
  await pool.query(
    `update deadline d set due_at = now() - interval '1 second' from shipment s
      where d.merchant_id = $1 and s.merchant_id = $1 and s.id = d.subject_id and s.tracking_number >= $2 and s.tracking_number < $3`,
    slice,
  );
  await pool.query(
    `update shipment s set next_check_at = now() - interval '1 second',
            summary = case when right(tracking_number, 6)::int % ${STALLED_SHARE} = 0
                           then jsonb_set(summary, '{sources,0,marks,0,0}', to_jsonb((extract(epoch from now() - interval '3 days') * 1000)::bigint))
                           else summary end
      where merchant_id = $1 and tracking_number >= $2 and tracking_number < $3`,
    slice,
  );
  await pool.query('vacuum analyze deadline');
}

/** Fires everything that is due. Returns checks per second. */
export async function fireAll(world: World, count: number): Promise<number> {
  const began = performance.now();
  let fired = 0;
  for (let batch = await fireDue(timerNeeds(world), BATCH); batch > 0; batch = await fireDue(timerNeeds(world), BATCH))
    fired += batch;
  if (fired < count) throw new Error(`only ${fired} of ${count} deadlines fired`);
  return (1000 * fired) / (performance.now() - began);
}

const CLAIM = `
  delete from deadline where (merchant_id, subject_kind, subject_id) in (
    select merchant_id, subject_kind, subject_id from deadline where due_at < '2001-01-01'
     order by due_at limit ${BATCH} for update skip locked) returning subject_id`;

/** By hand: claim with SKIP LOCKED, then write the same shipments, cases, activity and changes, and arm again. */
async function fireFloor(world: World, footprint: Footprint): Promise<number> {
  const count = Math.ceil(PER_ROUND / BATCH);
  const effects = await effectBatches(world.pool, footprint, count, [
    'shipment',
    'exception_case',
    'activity',
    'change',
    'shipment_change',
  ]);
  const arming: Statement = {
    name: 'floor-arm',
    text: `insert into deadline (merchant_id, subject_kind, subject_id, due_at)
           select $1, 'shipment', gen_random_uuid(), now() + interval '20 years' from generate_series(1, ${BATCH})`,
    values: [world.merchant.id],
  };
  await world.pool.query(
    `insert into deadline (merchant_id, subject_kind, subject_id, due_at)
     select $1, 'shipment', gen_random_uuid(), '2000-01-01' from generate_series(1, $2::int)`,
    [world.merchant.id, PER_ROUND],
  );
  await world.pool.query('vacuum analyze deadline');
  const batches = effects.map((batch) => [{ name: 'floor-claim', text: CLAIM, values: [] }, ...batch, arming]);
  const began = performance.now();
  await runBatches(world.pool, batches);
  return (1000 * PER_ROUND) / (performance.now() - began);
}

/** Milliseconds of a tick when nothing is due. */
async function idleTick(world: World): Promise<number> {
  const needs = timerNeeds(world);
  const times: number[] = [];
  for (let tick = 0; tick < IDLE_TICKS; tick++) {
    const began = performance.now();
    if ((await fireDue(needs, BATCH)) !== 0) throw new Error('something was due');
    times.push(performance.now() - began);
  }
  return median(times);
}

export const tomorrow = (): ReturnType<typeof wallClock> => instant(Date.now() + 86_400_000);

async function idleAt(active: number): Promise<number> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: active, active, dueAt: tomorrow(), milestones: false });
    await idleTick(world);
    return await idleTick(world);
  } finally {
    await world.close();
  }
}

/** Due checks per second against the same writes by hand, and what an idle tick costs at 10,000 and 1,000,000 parcels. */
export async function benchDeadlines(): Promise<BenchResult[]> {
  const world = await openWorld();
  let checks: BenchResult;
  try {
    const shipments = PER_ROUND * (ROUNDS + 2);
    await preload(world, { shipments, active: shipments, dueAt: tomorrow() });
    const footprint = await recordFootprint(world.pool);
    checks = await compare(
      'deadlines',
      'checks/s',
      async (round) => {
        await makeDue(world, { from: (round + 1) * PER_ROUND, count: PER_ROUND });
        await world.checkpoint();
        await footprint.begin();
        const rate = await fireAll(world, PER_ROUND);
        await footprint.end();
        return rate;
      },
      async () => {
        await world.checkpoint();
        return fireFloor(world, footprint);
      },
      ROUNDS,
    );
  } finally {
    await world.close();
  }
  const floor = await idleAt(IDLE_SMALL);
  const ours = await idleAt(IDLE_LARGE);
  return [checks, { name: 'deadlines-idle', ours, floor, unit: 'ms/tick', ratio: ours / floor }];
}
