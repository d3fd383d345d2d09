import type { Queryable } from '../db';
import {
  fromJsonCases,
  jsonCases,
  selectCases,
  toCases,
  type CaseSelection,
  type CaseWithNeighbours,
} from './case-views';
import { neighbourhoodSql } from '../neighbourhood';
import { readArrays } from './statement';

/** More than these nobody looks at. */
const MOST = 10;
/**
 * Lane and neighbourhood have no index of their own: they are looked for among the latest cases, which is where it
 * matters. The index by which those are found holds them as the case was last written; what it does not hold is looked
 * up.
 */
const LATEST = 500;
/** A customer or order with more cases than this is none. */
const READ_AT_MOST = 50;

const way = (condition: string, closeness: number): string => `
  (select id, opened_at, ${closeness} as closeness from exception_case where merchant_id = $1 and ${condition} limit ${READ_AT_MOST})`;

/** Through the parcels that go to the same house. */
const OF_STREET = `
  (select h.id, h.opened_at, 4 as closeness
     from (select id from shipment where merchant_id = $1 and street_key = w.street_key limit ${READ_AT_MOST}) x
     join exception_case h on h.merchant_id = $1 and h.shipment_id = x.id limit ${READ_AT_MOST})`;

const PLACE = `s.lane, ${neighbourhoodSql('s')} as neighbourhood`;

/**
 * Which cases have something to do with which: those of the same parcel first, then of the same order, customer, house
 * (street line and postal code), neighbourhood (country and postal code) and lane; of each the latest first. Every way is a look-up in an index, or bounded.
 * `caseIds`: an SQL array.
 */
const relatedOf = (caseIds: string): string => `
  latest as materialized (
    select id, opened_at, shipment_id, lane, neighbourhood from exception_case
     where merchant_id = $1 order by opened_at desc, id desc limit ${LATEST}),
  unplaced as materialized (
    select c.id, c.opened_at, ${PLACE}
      from latest c
      -- Limited, so that each is looked up: joined, a merchant's every parcel may be read for these few.
     cross join lateral (
       select lane, destination from shipment where merchant_id = $1 and id = c.shipment_id limit 1) s
     where c.lane is null and c.neighbourhood is null),
  wanted as materialized (
    select m.id, m.shipment_id, m.order_id, m.order_number, m.email_lower as email, s.street_key, ${PLACE}
      from unnest(${caseIds}) as w(id)
      join exception_case m on m.merchant_id = $1 and m.id = w.id
      left join shipment s on s.merchant_id = $1 and s.id = m.shipment_id),
  -- Cases of one lane or neighbourhood have the same neighbours: they are looked for once.
  near as materialized (
    select p.lane, p.neighbourhood, l.id, l.opened_at, l.closeness
      from (select distinct lane, neighbourhood from wanted where lane is not null or neighbourhood is not null) p
     cross join lateral (
       select id, opened_at, case when neighbourhood = p.neighbourhood then 5 else 6 end as closeness from (
         select id, opened_at, lane, neighbourhood from latest union all select * from unplaced) placed
        where lane = p.lane or neighbourhood = p.neighbourhood
        order by 3, opened_at desc, id limit ${MOST + 1}) l),
  related as (
    select w.id as of_case, r.id, r.rank
      from wanted w
     cross join lateral (
       select id, row_number() over (order by min(closeness), opened_at desc, id) as rank from (
         ${way('shipment_id = w.shipment_id', 1)}
         union all ${way('order_id = w.order_id', 2)}
         union all ${way('order_number = w.order_number', 2)}
         union all ${way('email_lower = w.email', 3)}
         union all ${OF_STREET}
         union all
         (select n.id, n.opened_at, n.closeness from near n
           where n.lane is not distinct from w.lane and n.neighbourhood is not distinct from w.neighbourhood)) ways
        where id <> w.id
        group by id, opened_at order by 2 limit ${MOST}) r)`;

/** Those that have something to do with the one case that this SQL array names, as one value. */
export const relatedSql = (caseId: string, selection: CaseSelection): string => `(
  with ${relatedOf(caseId)}
  select ${jsonCases(selection, 'from related r join exception_case c on c.merchant_id = $1 and c.id = r.id', 'r.rank')})`;

export const relatedOfJson = fromJsonCases;

/** Cases that have something to do with some cases, by case: the closest first, at most 10 of each. */
export async function relatedCases(
  db: Queryable,
  merchantId: string,
  caseIds: readonly string[],
  selection: CaseSelection,
): Promise<ReadonlyMap<string, readonly CaseWithNeighbours[]>> {
  const cases = selectCases(selection, ['f.pairs']).replace(
    ' from exception_case c',
    ' from found f join exception_case c on c.merchant_id = $1 and c.id = f.id',
  );
  // A case that has to do with many is read once.
  const pairs = 'found as (select id, json_agg(json_build_array(of_case, rank)) as pairs from related group by id)';
  const rows = await readArrays(db, `with ${relatedOf('$2::uuid[]')}, ${pairs} ${cases}`, [merchantId, caseIds]);
  const views = toCases(selection, rows);
  const found = new Map<string, CaseWithNeighbours[]>();
  rows.forEach((row, index) => {
    for (const [ofCase, rank] of row.at(-1) as [string, number][]) {
      const list = found.get(ofCase) ?? [];
      found.set(ofCase, list);
      list[rank - 1] = views[index]!;
    }
  });
  return found;
}
