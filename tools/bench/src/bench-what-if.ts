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

/** Of six parcels that have one, two share an order. */
const ORDER_OF = `(case when i % 9 = 2 then i - 1 else i end)`;
const TEXT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const CODES =
  '{LABEL_CREATED,HANDED_OVER,ACCEPTED,IN_TRANSIT,IN_TRANSIT,IN_TRANSIT,AT_DELIVERY_DEPOT,OUT_FOR_DELIVERY,ATTEMPT_FAILED,DELIVERED}';

/**
 * Parcels of the last four weeks with ten milestones each, from 6 to 45 hours apart; every tenth stops half-way. Two of
 * three are of an order with a promise, every third of them of one with two parcels; all go one of 100 lanes.
 */
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
  insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary, heard_from, heard_to,
                        delivered_at, counted, order_id, order_number, has_tickets)
  select $1, id, 'WI' || lpad(i::text, 12, '0'), 'ups', 0, case when i % 10 > 0 then 'DELIVERED' else 'IN_TRANSIT' end, 'FORWARD', '[]',
         jsonb_build_object('sources', jsonb_build_array(jsonb_build_object('kind', 'CARRIER', 'id', $3::uuid, 'marks', '[]'::jsonb, 'claims', jsonb_build_array(
           jsonb_build_array('destination', 1790000000000, jsonb_build_object('country', 'US', 'region', chr(65 + i / 10 % 10) || 'D')),
           jsonb_build_array('origin', 1790000000000, jsonb_build_object('country', 'US', 'region', chr(65 + i % 10) || 'O')))))),
         min(at), max(at), case when i % 10 > 0 then max(at) end,
         case when i % 10 > 0 then jsonb_build_object('c', 'ups', 'l', format('US-%sO>US-%sD', chr(65 + i % 10), chr(65 + i / 10 % 10)), 'd', min(at)::date,
           't', jsonb_build_object('m', to_char(max(at), 'YYYY-MM'), 's', null, 'b', jsonb_build_array(25 + i % 5, 24, 20, 16))) end,
         case when i % 3 > 0 then md5('order' || $1 || ${ORDER_OF})::uuid end, case when i % 3 > 0 then 'O' || ${ORDER_OF} end, i % 50 = 1
    from kept group by id, i`;

/** The orders of those parcels, each with a promise and an article, and a ticket for every fiftieth parcel. */
const ORDERS = `
  insert into orders (merchant_id, id, number, placed_at, customer_tier, first_time_buyer, promise_to, lines, statements)
  select distinct on (s.order_id) $1, s.order_id, s.order_number, s.heard_from - interval '5 hours', 'STANDARD', false, s.heard_from + interval '8 days',
         '[{"sku": "A"}]'::jsonb, jsonb_build_object('STOREFRONT:' || $2, jsonb_build_object('at', to_char(s.heard_from - interval '5 hours', ${TEXT}), 'says', jsonb_build_object(
           'placedAt', to_char(s.heard_from - interval '5 hours', ${TEXT}), 'promise', jsonb_build_object('to', to_char(s.heard_from + interval '8 days', ${TEXT})),
           'lines', '[{"sku": "A", "title": "A", "quantity": 1, "unitPrice": {"amount": "9.00", "currency": "USD"}}]'::jsonb)))
    from shipment s where s.merchant_id = $1 and s.order_id is not null order by s.order_id, s.heard_from`;
const TICKETS = `
  insert into ticket (merchant_id, id, source_id, external_id, facts, subject, opened_at, order_id, shipment_id, topic, match_by)
  select $1, gen_random_uuid(), $2::uuid, 'H' || s.tracking_number, '{}', 'It is broken', s.heard_to, s.order_id, s.id, 'DAMAGE', 'TRACKING_NUMBER'
    from shipment s where s.merchant_id = $1 and s.has_tickets`;

async function fill({ pool, merchant, sources }: World): Promise<void> {
  const PART = 20_000;
  const parcels = Math.ceil((MILESTONES / STEPS) * 1.06);
  for (let done = 0; done < parcels; done += PART)
    await pool.query(FILL, [merchant.id, done + 1, sources.get('ups')!.id, CODES, Math.min(done + PART, parcels)]);
  const { id: source } = sources.get('ups')!;
  await pool.query(ORDERS, [merchant.id, source]);
  await pool.query(TICKETS, [merchant.id, source]);
  await pool.query('vacuum analyze');
}

/** How large the process was while `work` ran, in megabytes: before, and at most in each quarter of the time. */
async function watched<T>(work: () => Promise<T>): Promise<{ result: T; before: number; peaks: readonly number[] }> {
  const rss = (): number => process.memoryUsage.rss() / 1_048_576;
  const before = rss();
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(rss()), 50);
  try {
    const result = await work();
    const quarter = Math.ceil(seen.length / 4);
    const peaks = [0, 1, 2, 3].map((n) => Math.max(...seen.slice(n * quarter, (n + 1) * quarter)));
    return { result, before, peaks };
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
    const { result, before, peaks } = await watched(() =>
      whatIf({ pool: world.pool, databaseUrl: world.url, workerFile, threads: THREADS }, world.merchant.id, {
        before: DEFAULT_POLICY,
        after: DRAFT,
        window,
      }),
    );
    const ours = (performance.now() - began) / 1000;
    if (result.milestones < MILESTONES) throw new Error(`only ${result.milestones} milestones were replayed`);
    process.stderr.write(
      `  what-if ${result.shipments} shipments, ${result.orders} orders, ${result.milestones} milestones in ${ours.toFixed(1)} s on ${THREADS} threads; memory ${before.toFixed(0)} -> ${peaks.map((one) => one.toFixed(0)).join(', ')} MB by quarter\n`,
    );
    for (const [kind, { before: was, after: is, effects }] of Object.entries(result.kinds))
      process.stderr.write(`    ${kind} ${was} -> ${is} ${JSON.stringify(effects)}\n`);
    return { name: 'what-if', ours, floor: GOAL_SECONDS, unit: 's', ratio: ours / GOAL_SECONDS };
  } finally {
    await world.close();
  }
}
