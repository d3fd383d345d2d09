import type { World } from './world';

const CASES = 100_000;

/** Open cases on the first parcels, of all kinds and several owners, due over the coming days. */
export async function openCases({ pool, merchant }: World, cases = CASES): Promise<void> {
  await pool.query(
    `insert into app_user (merchant_id, id, name, email, role, created_at)
     select $1, gen_random_uuid(), 'Agent ' || i, 'agent' || i || '@example.test', 'AGENT', now() from generate_series(1, 20) i`,
    [merchant.id],
  );
  await pool.query(
    `with people as (select array_agg(id) as ids from app_user where merchant_id = $1),
          kinds as (select array['NO_FIRST_SCAN','STALLED_IN_TRANSIT','FAILED_ATTEMPT','DAMAGE_REPORTED','RETURN_TO_SENDER','PROMISE_AT_RISK'] as names)
     insert into exception_case (merchant_id, id, number, shipment_id, kind, reason, status, episode, cycle, flags, flag_count, owner_id,
       opened_at, due_at, first_action_due_at, warn_at, resolution_due_at, detection, customer_track, recovery_track, tags, version,
       updated_at, activity_hash, carrier, tracking_number)
     select $1, gen_random_uuid(), n, s.id, kinds.names[n % 6 + 1], null, 'OPEN', 1, 1,
       case when n % 3 = 0 then '[{"code":"HIGH_VALUE","because":"412.00 USD > 300.00 USD"}]'::jsonb else '[]' end, (n % 3 = 0)::int,
       people.ids[n % array_length(people.ids, 1) + 1], now(), now() + n * interval '1 second', now() + n * interval '1 second',
       now() + n * interval '1 second', now() + interval '5 days',
       '{"rule":"stalled/movement","policyVersion":1,"because":"No movement for 50 h.","thresholds":{"hours":48},"milestoneIds":[],"detectedAt":"2026-11-20T10:00:00.000Z","conditionSince":"2026-11-18T10:00:00.000Z"}',
       '{"status":"OPEN","resolution":null,"amount":null,"approvedBy":null,"resolvedAt":null}',
       '{"status":"NOT_APPLICABLE","outcome":null,"claimReference":null,"updatedAt":"2026-11-20T10:00:00.000Z"}',
       '{}', 1, now(), '', s.carrier, s.tracking_number
     from (select id, carrier, tracking_number, row_number() over (order by tracking_number)::int as n
             from shipment where merchant_id = $1 order by tracking_number limit ${cases}) s, people, kinds`,
    [merchant.id],
  );
  await pool.query(
    `update merchant set next_case_number = 1 + (select max(number) from exception_case where merchant_id = $1) where id = $1`,
    [merchant.id],
  );
  await pool.query(
    `insert into counter (merchant_id, name, key, value)
     select merchant_id, 'cases', status || '|' || kind || '|' || owner_id, count(*) from exception_case
      where merchant_id = $1 group by merchant_id, status, kind, owner_id`,
    [merchant.id],
  );
  await pool.query('vacuum analyze exception_case');
}

/** Scans of each parcel with a case: what it told on its way, from a few days ago on. */
export async function scanParcels({ pool, merchant, sources }: World, scans: number): Promise<void> {
  await pool.query(
    `insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction,
                            source_id, source_code, source_text, place)
     select $1, c.shipment_id,
            (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
            case when n = 0 then 'ACCEPTED' else 'IN_TRANSIT' end, '{}', at, 'OFFSET_GIVEN', at, 'FORWARD',
            $2, 'X', 'Arrived at facility', jsonb_build_object('city', 'Town ' || (c.number + n) % 97, 'region', 'OH', 'country', 'US')
       from exception_case c, generate_series(0, $3::int - 1) n,
            lateral (select date_trunc('second', now()) - (100 - 7 * n) * interval '1 hour' as at) told
      where c.merchant_id = $1 and c.shipment_id is not null`,
    [merchant.id, sources.get('ups')!.id, scans],
  );
  await pool.query('vacuum analyze milestone');
}
