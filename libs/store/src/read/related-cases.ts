import type { Queryable } from '../db';
import { selectCases, toCases, type CaseSelection, type CaseWithNeighbours } from './case-views';
import { readArrays } from './statement';

/** More than these nobody looks at. */
const MOST = 20;
/** Lane and address have no index of their own: they are looked for among the latest cases, which is where it matters. */
const LATEST = 500;

/**
 * Which cases have something to do with which: those of the same parcel first, then of the same order, customer,
 * address (country and postal code) and lane; of each the latest first. Every way is a look-up in an index, or bounded.
 */
const RELATED = `
  select w.id as of_case, r.id, r.closeness, r.opened_at
    from unnest($2::uuid[]) as w(id)
    join exception_case m on m.merchant_id = $1 and m.id = w.id
    left join shipment t on t.merchant_id = $1 and t.id = m.shipment_id
   cross join lateral (
     select id, min(closeness) as closeness, opened_at from (
       select id, opened_at, 1 as closeness from exception_case where merchant_id = $1 and shipment_id = m.shipment_id
        union all
       select id, opened_at, 2 from exception_case where merchant_id = $1 and order_id = m.order_id
        union all
       select id, opened_at, 2 from exception_case where merchant_id = $1 and order_number = m.order_number
        union all
       (select id, opened_at, 3 from exception_case
         where merchant_id = $1 and customer_email is not null and lower(customer_email) = lower(m.customer_email)
         order by opened_at desc limit ${MOST + 1})
        union all
       select l.id, l.opened_at, case when s.destination->>'postalCode' = t.destination->>'postalCode'
                                       and s.destination->>'country' = t.destination->>'country' then 4 else 5 end
         from latest l join shipment s on s.merchant_id = $1 and s.id = l.shipment_id
        where s.lane = t.lane or (s.destination->>'postalCode' = t.destination->>'postalCode'
                                  and s.destination->>'country' = t.destination->>'country')) ways
      where id <> m.id
      group by id, opened_at order by 2, opened_at desc, id limit ${MOST}) r`;

/** Cases that have something to do with some cases, by case: the closest first, at most 20 of each. */
export async function relatedCases(
  db: Queryable,
  merchantId: string,
  caseIds: readonly string[],
  selection: CaseSelection,
): Promise<ReadonlyMap<string, readonly CaseWithNeighbours[]>> {
  const text = `
    with latest as materialized (
           select id, opened_at, shipment_id from exception_case
            where merchant_id = $1 order by opened_at desc, id desc limit ${LATEST}),
         related as (${RELATED})
    ${selectCases(selection).replace(' from exception_case c', ', f.of_case from related f join exception_case c on c.merchant_id = $1 and c.id = f.id')}
    order by f.closeness, f.opened_at desc, f.id`;
  const rows = await readArrays(db, text, [merchantId, caseIds]);
  const cases = toCases(selection, rows);
  const found = new Map<string, CaseWithNeighbours[]>();
  rows.forEach((row, index) => {
    const of = row.at(-1) as string;
    found.set(of, [...(found.get(of) ?? []), cases[index]!]);
  });
  return found;
}
