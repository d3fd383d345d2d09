/** The packet of case $2 as one prepared statement that makes the JSON text itself, of the rows that ours reads. */
export const PACKET = `
  with c as materialized (
    select c.*, s.lane as parcel_lane, s.destination, s.tracking_number as parcel, s.carrier as parcel_carrier, s.state, s.node_code as parcel_node, s.node_name,
           s.conflicts, s.shipped_at, s.promise_to, s.carrier_estimate, s.handed_over_at, s.first_scan_at, s.delivered_at, s.declared, s.billed
      from exception_case c left join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id
     where c.merchant_id = $1 and c.id = $2),
  latest as (
    select c.id, c.opened_at, s.lane, s.destination->>'country' as country, s.destination->>'postalCode' as postal_code
      from (select id, opened_at, shipment_id from exception_case where merchant_id = $1 order by opened_at desc, id desc limit 500) c
      join shipment s on s.merchant_id = $1 and s.id = c.shipment_id),
  related as (
    select r.id, min(closeness) as closeness, r.opened_at from c cross join lateral (
      (select id, opened_at, 1 as closeness from exception_case where merchant_id = $1 and shipment_id = c.shipment_id limit 50)
      union all (select id, opened_at, 2 from exception_case where merchant_id = $1 and order_id = c.order_id limit 50)
      union all (select id, opened_at, 2 from exception_case where merchant_id = $1 and order_number = c.order_number limit 50)
      union all (select id, opened_at, 3 from exception_case where merchant_id = $1 and email_lower = c.email_lower limit 50)
      union all (select id, opened_at, case when country = c.destination->>'country' and postal_code = c.destination->>'postalCode' then 4 else 5 end
                   from latest where lane = c.parcel_lane or (country = c.destination->>'country' and postal_code = c.destination->>'postalCode'))) r
     where r.id <> c.id group by r.id, r.opened_at order by 2, 3 desc, 1 limit 10),
  told as materialized (
    select m.* from c, milestone m where m.merchant_id = $1 and m.subject_id in (c.shipment_id, c.order_id)),
  tickets as materialized (
    select json_agg(json_build_object('externalId', t.external_id, 'topic', coalesce(t.corrected_topic, t.topic), 'subject', t.subject, 'openedAt', t.opened_at,
             'source', json_build_object('name', src.name)) order by t.opened_at) as list
      from c join ticket t on t.merchant_id = $1 and t.order_id = c.order_id join source src on src.merchant_id = $1 and src.id = t.source_id)
  select json_build_object('data', json_build_object('exceptionCase', json_build_object(
    'id', c.id, 'ref', 'EX-' || c.number, 'kind', c.kind, 'reason', c.reason, 'status', c.status, 'waitingOn', c.waiting_on, 'episode', c.episode,
    'cycle', c.cycle, 'version', c.version, 'tags', c.tags, 'openedAt', c.opened_at, 'closeCode', c.close_code, 'flags', c.flags,
    'owner', (select json_build_object('id', u.id, 'name', u.name) from app_user u where u.merchant_id = $1 and u.id = c.owner_id),
    'sla', json_build_object('state', case when c.breached_at is not null then 'BREACHED' else 'ON_TRACK' end,
                             'firstActionDueAt', c.first_action_due_at, 'resolutionDueAt', c.resolution_due_at),
    'detection', c.detection || jsonb_build_object('milestones', (select json_agg(json_build_object('id', m.id, 'code', m.code, 'occurredAt', m.occurred_at) order by m.occurred_at)
       from told m where c.detection->'milestoneIds' ? m.id::text)),
    'customerTrack', c.customer_track, 'recoveryTrack', c.recovery_track,
    'order', (select json_build_object('number', o.number, 'placedAt', o.placed_at, 'value', json_build_object('amount', o.value_amount::text, 'currency', o.value_currency),
        'customer', json_build_object('name', o.customer_name, 'email', o.customer_email, 'tier', o.customer_tier, 'firstTimeBuyer', o.first_time_buyer),
        'promise', json_build_object('to', o.promise_to, 'source', o.promise_source), 'lines', o.lines,
        'shipments', (select json_agg(json_build_object('trackingNumber', s.tracking_number, 'state', s.state, 'shippedAt', s.shipped_at) order by s.shipped_at, s.id)
                        from shipment s where s.merchant_id = $1 and s.order_id = o.id),
        'tickets', (select list from tickets))
      from orders o where o.merchant_id = $1 and o.id = c.order_id),
    'shipment', json_build_object('trackingNumber', c.parcel, 'state', c.state, 'lane', c.parcel_lane, 'carrier', json_build_object('name', c.parcel_carrier),
        'node', json_build_object('name', c.node_name), 'promise', json_build_object('to', c.promise_to, 'estimate', c.carrier_estimate), 'conflicts', c.conflicts,
        'evidence', (select json_build_object('entries', e.entries, 'shippedAt', c.shipped_at, 'handedOverAt', c.handed_over_at, 'firstScanAt', c.first_scan_at,
            'deliveredAt', c.delivered_at, 'declared', c.declared, 'billed', c.billed,
            'photos', (select json_agg(json_build_object('id', p.id, 'takenAt', p.taken_at)) from photo p where p.merchant_id = $1 and p.id = any(e.photo_ids)),
            'casePhotos', (select json_agg(json_build_object('id', p.id, 'takenAt', p.taken_at)) from case_photo k
                             join photo p on p.merchant_id = $1 and p.id = k.photo_id where k.merchant_id = $1 and k.case_id = c.id),
            'laneCounts', (select json_agg(json_build_object('what', what, 'n', n)) from (
                select what, sum(n) as n from day_count where merchant_id = $1 and scope = 'LANE' and name = c.parcel_lane and day >= current_date - 28 group by what) d))
          from ship_evidence e where e.merchant_id = $1 and e.shipment_id = c.shipment_id),
        'milestones', (select json_build_object('totalCount', count(*), 'nodes', json_agg(json_build_object('code', m.code, 'reasons', m.reasons,
            'occurredAt', m.occurred_at, 'place', json_build_object('city', m.place->>'city'), 'sourceText', m.source_text,
            'source', json_build_object('name', src.name, 'kind', src.kind)) order by m.occurred_at, m.id))
          from told m join source src on src.merchant_id = $1 and src.id = m.source_id)),
    'tickets', (select list from tickets),
    'related', (select json_agg(json_build_object('ref', 'EX-' || k.number, 'kind', k.kind, 'status', k.status, 'closeCode', k.close_code,
        'owner', json_build_object('name', u.name), 'shipment', json_build_object('trackingNumber', s.tracking_number)) order by r.closeness, r.opened_at desc, r.id)
      from related r join exception_case k on k.merchant_id = $1 and k.id = r.id
      join app_user u on u.merchant_id = $1 and u.id = k.owner_id left join shipment s on s.merchant_id = $1 and s.id = k.shipment_id),
    'activity', (select json_build_object('nodes', json_agg(json_build_object('at', a.at, 'actor', a.actor, 'action', a.action, 'detail', a.detail) order by a.id)) from (
      select * from activity where merchant_id = $1 and case_id = c.id order by id limit 20) a))))::text as body
    from c`;
