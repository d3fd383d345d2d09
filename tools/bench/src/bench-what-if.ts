import { createRequire } from 'node:module';
import { after, DAY, DEFAULT_POLICY, type Policy } from '@whereabouts/model';
import { whatIf } from '@whereabouts/pipeline';
import type { BenchResult } from './rounds';
import { openWorld, wallClock, type World } from './world';

const MILESTONES = Number(process.env['MILESTONES'] ?? 1_000_000);
const STEPS = 10;
const DAYS = 28;
/** What was asked for: a million milestones in a minute on two cores. */
const GOAL_SECONDS = 60;
const THREADS = 2;

const CODES =
  '{LABEL_CREATED,HANDED_OVER,ACCEPTED,IN_TRANSIT,IN_TRANSIT,IN_TRANSIT,AT_DELIVERY_DEPOT,OUT_FOR_DELIVERY,ATTEMPT_FAILED,DELIVERED}';

/** Parcels of the last four weeks with ten milestones each, from 6 to 45 hours apart; every tenth stops half-way. */
const FILL = `
  with parcel as (
    select gen_random_uuid() as id, i, now() - interval '26 days' + (i % 240) * interval '1 hour' as began
      from generate_series($2::int, $5::int) i),
  told as (
    select p.id, p.i, step, least(now(), p.began + sum(6 + (abs(hashint4(p.i * 16 + step)) % 40) * (case when step > 7 then 0.3 else 1 end))
             over (partition by p.id order by step) * interval '1 hour') as at
      from parcel p, generate_series(1, ${STEPS}) step),
  kept as (select * from told where i % 10 > 0 or step < 6),
  added as (
    insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction, source_id, place)
    select $1, id, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(step), 12, '0'))::uuid,
           ($4::text[])[step], '{}', at, 'OFFSET_GIVEN', at, 'FORWARD', $3, jsonb_build_object('city', 'Town ' || (i + step) % 97, 'country', 'US')
      from kept)
  insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary, heard_from, heard_to)
  select $1, id, 'WI' || lpad(i::text, 12, '0'), 'ups', 0, case when i % 10 > 0 then 'DELIVERED' else 'IN_TRANSIT' end, 'FORWARD', '[]',
         '{"sources": []}', min(at), max(at)
    from kept group by id, i`;

async function fill({ pool, merchant, sources }: World): Promise<void> {
  const PART = 20_000;
  const parcels = Math.ceil((MILESTONES / STEPS) * 1.06);
  for (let done = 0; done < parcels; done += PART)
    await pool.query(FILL, [merchant.id, done + 1, sources.get('ups')!.id, CODES, Math.min(done + PART, parcels)]);
  await pool.query('vacuum analyze');
}

/** The largest the process was while `work` ran, in megabytes, and what it held before. */
async function watched<T>(work: () => Promise<T>): Promise<{ result: T; before: number; peak: number }> {
  const rss = (): number => process.memoryUsage.rss() / 1_048_576;
  const before = rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, rss())), 50);
  try {
    return { result: await work(), before, peak };
  } finally {
    clearInterval(timer);
  }
}

const DRAFT: Policy = { ...DEFAULT_POLICY, version: 2, stall: { ...DEFAULT_POLICY.stall, domesticHours: 36 } };

/** Seconds that a question takes over a million stored milestones, threads and all, against the goal. */
export async function benchWhatIf(): Promise<BenchResult> {
  const world = await openWorld();
  try {
    await fill(world);
    const workerFile = createRequire(import.meta.url)
      .resolve('@whereabouts/pipeline')
      .replace(/index\.js$/, 'what-if/what-if-worker.js');
    const now = wallClock();
    const window = { from: after(now, -DAYS * DAY), to: now };
    const began = performance.now();
    const { result, before, peak } = await watched(() =>
      whatIf({ pool: world.pool, databaseUrl: world.url, workerFile, threads: THREADS }, world.merchant.id, {
        before: DEFAULT_POLICY,
        after: DRAFT,
        window,
      }),
    );
    const ours = (performance.now() - began) / 1000;
    if (result.milestones < MILESTONES) throw new Error(`only ${result.milestones} milestones were replayed`);
    process.stderr.write(
      `  what-if ${result.shipments} shipments, ${result.milestones} milestones in ${ours.toFixed(1)} s on ${THREADS} threads; memory ${before.toFixed(0)} -> ${peak.toFixed(0)} MB\n`,
    );
    for (const [kind, { before: was, after: is, effects }] of Object.entries(result.kinds))
      process.stderr.write(`    ${kind} ${was} -> ${is} ${JSON.stringify(effects)}\n`);
    return { name: 'what-if', ours, floor: GOAL_SECONDS, unit: 's', ratio: ours / GOAL_SECONDS };
  } finally {
    await world.close();
  }
}
