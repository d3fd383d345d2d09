import type { World } from './world';

/** Of three cases each has a customer in common, of two orders one comes in two parcels. */
const ORDERS = `
  create temporary table packet on commit preserve rows as
  select c.id as case_id, c.shipment_id, c.owner_id, gen_random_uuid() as order_id, gen_random_uuid() as ticket_id, gen_random_uuid() as photo_id,
         c.number as n, 'SO-' || c.number as order_number, 'Customer' || c.number / 3 || '@example.test' as email
    from exception_case c where c.merchant_id = $1`;

const FILL: readonly string[] = [
  `insert into orders (merchant_id, id, number, placed_at, customer_id, customer_name, customer_email, customer_tier, first_time_buyer, locale,
                       value_amount, value_currency, promise_to, promise_source, lines, statements)
   select $1, order_id, order_number, now() - interval '6 days', gen_random_uuid(), 'Robin Example', email, 'VIP', false, 'en-US',
          412, 'USD', now() + interval '1 day', 'STOREFRONT',
          '[{"sku":"MUG-1","title":"Mug","quantity":2,"unitPrice":{"amount":"156.00","currency":"USD"},"fragile":true},
            {"sku":"TEA-7","title":"Tea","quantity":1,"unitPrice":{"amount":"100.00","currency":"USD"},"fragile":false}]', '{}'
     from packet`,
  `update shipment s set order_id = p.order_id, order_number = p.order_number, lane = 'US-OH>US-' || (array['NY','CA','TX','WA','FL'])[p.n % 5 + 1],
          destination = jsonb_build_object('country', 'US', 'postalCode', lpad((p.n % 5000)::text, 5, '0')), node_code = 'ATL1', node_name = 'Atlanta',
          shipped_at = now() - interval '5 days', promise_to = now() + interval '1 day', promise_source = 'STOREFRONT'
     from packet p where s.merchant_id = $1 and s.id = p.shipment_id`,
  `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, order_id, order_number, state, direction, conflicts, summary, state_since)
   select $1, gen_random_uuid(), 'SB' || lpad(n::text, 12, '0'), 'ups', 0, order_id, order_number, 'DELIVERED', 'FORWARD', '[]', '{"sources":[]}', now()
     from packet where n % 2 = 0`,
  `update exception_case c set order_id = p.order_id, order_number = p.order_number, customer_email = p.email, (lane, neighbourhood) = (
            select s.lane, (s.destination->>'country') || '|' || (s.destination->>'postalCode') from shipment s
             where s.merchant_id = $1 and s.id = p.shipment_id),
          detection = jsonb_set(detection, '{milestoneIds}', coalesce((select jsonb_agg(id) from (
            select id from milestone m where m.merchant_id = $1 and m.subject_id = p.shipment_id order by occurred_at desc limit 2) m), '[]'))
     from packet p where c.merchant_id = $1 and c.id = p.case_id`,
  `insert into ticket (merchant_id, id, source_id, external_id, facts, subject, opened_at, order_id, topic, looked_at)
   select $1, ticket_id, $2, 'T-' || n, '{}', 'Where is my parcel?', now() - interval '1 day', order_id, 'WISMO', now() from packet`,
  `insert into activity (merchant_id, case_id, id, at, actor, action, detail, hash)
   select $1, case_id, gen_random_uuid(), now() - (6 - i) * interval '1 hour', owner_id::text, case when i = 0 then 'opened' else 'noted' end,
          jsonb_build_object('text', 'The node looks for it, try ' || i), 'x'
     from packet, generate_series(0, 5) i`,
  `insert into photo (merchant_id, id, sha256, media_type, size, taken_at, storage_key, uploaded_by, uploaded_at)
   select $1, photo_id, md5(photo_id::text), 'image/jpeg', 120000, now() - interval '5 days', md5(photo_id::text), owner_id, now() from packet`,
  `insert into ship_evidence (merchant_id, shipment_id, entries, photo_ids, updated_at)
   select $1, shipment_id, jsonb_build_array(jsonb_build_object('at', to_char(now() - interval '5 days', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'by', owner_id, 'said', jsonb_build_object('packerId', 'pat', 'photoIds', jsonb_build_array(photo_id)))), array[photo_id], now()
     from packet`,
  `insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction, source_id, source_text)
   select $1, order_id, (lpad(to_hex((extract(epoch from now() - interval '6 days') * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid,
          'ORDER_PLACED', '{}', now() - interval '6 days', 'OFFSET_GIVEN', now(), 'FORWARD', $2, 'Placed' from packet`,
  `insert into day_count (merchant_id, scope, name, day, what, n)
   select $1, 'LANE', lane, current_date - i, what, 40 from (select distinct lane from shipment where merchant_id = $1 and lane is not null) l,
          generate_series(1, 20) i, unnest(array['SHIPPED', 'STALLED_IN_TRANSIT']) what`,
];

/** Everything that lies around each open case: its order with parcels, customer and tickets, history, evidence. */
export async function fillPackets({ pool, merchant, sources }: World): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query(ORDERS, [merchant.id]);
    const source = sources.get('ups')!.id;
    for (const text of FILL) await client.query(text, text.includes('$2') ? [merchant.id, source] : [merchant.id]);
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ id: string }>('select case_id as id from packet order by n');
    return rows.map(({ id }) => id);
  } finally {
    client.release();
  }
}
