import type { Queryable } from '../db';
import { orderId } from '../ids';
import { searchTerms } from './search-terms';
import { read, type Parameters } from './statement';

/** Whose parcels they are. */
const ofEmail = (email: string): string => `
  select s.id from orders o join shipment s on (s.merchant_id, s.order_id) = (o.merchant_id, o.id)
   where o.merchant_id = $1 and o.email_lower = ${email}`;

/** The parcel of a case; of a case that knows none, those of its order. */
const ofCase = (number: string): string => `
  select c.shipment_id from exception_case c where c.merchant_id = $1 and c.number = ${number}
   union all
  select s.id from exception_case c join shipment s on (s.merchant_id, s.order_id) = (c.merchant_id, c.order_id)
   where c.merchant_id = $1 and c.number = ${number} and c.shipment_id is null`;

/** The condition on `shipment s`. Each way is a look-up in an index; joined by "or" they would be a walk through it. */
export function shipmentSearch(merchantId: string, search: string, { add }: Parameters): string {
  const { caseNumber, trackingNumbers, orderNumbers, email } = searchTerms(search);
  // Ids of orders follow from their numbers.
  const orders = orderNumbers.map((number) => orderId(merchantId, number));
  const ways = [
    `select id from shipment where merchant_id = $1 and tracking_number = any(${add(trackingNumbers)})`,
    `select id from shipment where merchant_id = $1 and order_id = any(${add(orders)}::uuid[])`,
    ...(email === null ? [] : [ofEmail(add(email))]),
    ...(caseNumber === null ? [] : [ofCase(add(caseNumber))]),
  ];
  return `s.id in (${ways.join(' union all ')})`;
}

const NAMED = `
  select distinct w.search, f.id
    from jsonb_to_recordset($2::jsonb) w(search text, email text, number int),
         lateral (${ofEmail('w.email')} union all ${ofCase('w.number')}) f
   where f.id = any($3::uuid[])`;

/** Which shipments a search names. */
export type NamedShipments = (search: string) => ReadonlySet<string>;

const NONE: ReadonlySet<string> = new Set();

/**
 * Which of these shipments some searches name by what does not stand in them: the address of the customer, a case. One
 * statement, and none where no search can be such.
 */
export async function shipmentsNamedElsewhere(
  db: Queryable,
  merchantId: string,
  searches: readonly string[],
  ids: readonly string[],
): Promise<NamedShipments> {
  const asked = [...new Set(searches)].flatMap((search) => {
    const { email, caseNumber: number } = searchTerms(search);
    return email === null && number === null ? [] : [{ search, email, number }];
  });
  if (asked.length === 0 || ids.length === 0) return () => NONE;
  const rows = await read<{ search: string; id: string }>(db, NAMED, [merchantId, JSON.stringify(asked), ids]);
  const found = Map.groupBy(rows, ({ search }) => search);
  const sets = new Map([...found].map(([search, some]) => [search, new Set(some.map(({ id }) => id))]));
  return (search) => sets.get(search) ?? NONE;
}
