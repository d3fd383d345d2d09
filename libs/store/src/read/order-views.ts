import type { CustomerTier, Instant, OrderLine, SourceKind } from '@whereabouts/model';
import type { Queryable } from '../db';
import {
  beyond,
  boundedCount,
  orderBy,
  toPage,
  type Page,
  type PageRequest,
  type SortColumn,
  type SortKey,
} from './keyset';
import { searchTerms } from './search-terms';
import { parameters, read, selectList, type Parameters } from './statement';

/** An order as the API shows it. */
export interface OrderView {
  readonly id: string;
  readonly number: string;
  /** Where no source says when it was placed: when the first one mentioned it. */
  readonly placedAt: Instant;
  /** What lists are sorted by: 1970 where no source says when it was placed. */
  readonly sortedAt: Instant;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly customerPhone: string | null;
  readonly customerTier: CustomerTier;
  readonly firstTimeBuyer: boolean;
  readonly locale: string | null;
  readonly valueAmount: string | null;
  readonly valueCurrency: string | null;
  readonly promiseFrom: Instant | null;
  readonly promiseTo: Instant | null;
  readonly promiseSource: SourceKind | null;
  readonly lines: readonly OrderLine[];
}

/** Also the expression of the index `orders_placed`. */
const PLACED = `coalesce(o.placed_at, timestamptz '1970-01-01 00:00:00+00')`;
const FIRST_MENTIONED = `(select min((said.value->>'at')::timestamptz) from jsonb_each(o.statements) said)`;

const COLUMNS: Readonly<Record<keyof OrderView, string>> = {
  id: 'o.id',
  number: 'o.number',
  placedAt: `coalesce(o.placed_at, ${FIRST_MENTIONED}, timestamptz '1970-01-01 00:00:00+00')`,
  sortedAt: PLACED,
  customerId: 'o.customer_id',
  customerName: 'o.customer_name',
  customerEmail: 'o.customer_email',
  customerPhone: 'o.customer_phone',
  customerTier: 'o.customer_tier',
  firstTimeBuyer: 'o.first_time_buyer',
  locale: 'o.locale',
  valueAmount: 'o.value_amount::text',
  valueCurrency: 'o.value_currency',
  promiseFrom: 'o.promise_from',
  promiseTo: 'o.promise_to',
  promiseSource: 'o.promise_source',
  lines: 'o.lines',
};
const SELECT = `select ${selectList(COLUMNS)} from orders o where o.merchant_id = $1`;

export const ORDER_MOMENTS = ['placedAt', 'sortedAt', 'promiseFrom', 'promiseTo'] as const;

/** The orders that this SQL array names. */
export const ordersSql = (ids: string): string => `${SELECT} and o.id = any(${ids})`;

export const ordersByIds = (db: Queryable, merchantId: string, ids: readonly string[]): Promise<OrderView[]> =>
  read(db, ordersSql('$2::uuid[]'), [merchantId, ids]);

export async function orderByNumber(db: Queryable, merchantId: string, number: string): Promise<OrderView | null> {
  const { orderNumbers } = searchTerms(number);
  const rows = await read<OrderView>(db, `${SELECT} and o.number = any($2) limit 1`, [merchantId, orderNumbers]);
  return rows[0] ?? null;
}

export interface OrderFilter {
  readonly placedFrom?: Instant;
  readonly placedTo?: Instant;
  readonly customerEmail?: string;
  readonly hasOpenCase?: boolean;
  /** An order number, a tracking number, an email address or the number of a case. */
  readonly search?: string;
}

const HAS_OPEN_CASE = `exists (select 1 from exception_case c
  where c.merchant_id = o.merchant_id and c.order_number = o.number and c.status <> 'CLOSED')`;

/** The order that a case knows, and that of its parcel. */
const ofCase = (number: string): readonly string[] => [
  `select order_id from exception_case where merchant_id = $1 and number = ${number}`,
  `select s.order_id from exception_case c join shipment s on (s.merchant_id, s.id) = (c.merchant_id, c.shipment_id)
    where c.merchant_id = $1 and c.number = ${number}`,
];

function conditions(filter: OrderFilter, { add }: Parameters): string[] {
  const found = ['o.merchant_id = $1'];
  if (filter.placedFrom !== undefined) found.push(`${PLACED} >= ${add(filter.placedFrom)}`);
  if (filter.placedTo !== undefined) found.push(`${PLACED} < ${add(filter.placedTo)}`);
  if (filter.customerEmail !== undefined)
    found.push(`o.email_lower = ${add(filter.customerEmail.trim().toLowerCase())}`);
  if (filter.hasOpenCase !== undefined) found.push(filter.hasOpenCase ? HAS_OPEN_CASE : `not ${HAS_OPEN_CASE}`);
  if (filter.search?.trim()) {
    const { caseNumber, trackingNumbers, orderNumbers, email } = searchTerms(filter.search);
    const ways = [
      `select id from orders where merchant_id = $1 and number = any(${add(orderNumbers)})`,
      `select order_id from shipment where merchant_id = $1 and tracking_number = any(${add(trackingNumbers)})`,
    ];
    if (email !== null) ways.push(`select id from orders where merchant_id = $1 and email_lower = ${add(email)}`);
    if (caseNumber !== null) ways.push(...ofCase(add(caseNumber)));
    // Each way is a look-up in an index; joined by "or" they would be a walk through the table.
    found.push(`o.id in (${ways.join(' union all ')})`);
  }
  return found;
}

const SORT: readonly SortColumn[] = [
  { sql: PLACED, type: 'timestamptz', descending: true },
  { sql: 'o.id', type: 'uuid', descending: true },
];
export const orderSortKey = ({ sortedAt, id }: OrderView): SortKey => [sortedAt, id];

/** Newest first; orders whose time is unknown come last. */
export async function orderPage(
  db: Queryable,
  merchantId: string,
  filter: OrderFilter,
  request: PageRequest,
): Promise<Page<OrderView>> {
  const given = parameters(merchantId);
  const where = conditions(filter, given);
  if (request.after) where.push(beyond(SORT, request.after, 'after', given.add));
  if (request.before) where.push(beyond(SORT, request.before, 'before', given.add));
  const text = `select ${selectList(COLUMNS)} from orders o where ${where.join(' and ')}
    order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<OrderView>(db, text, given.values), request);
}

/** Exact up to 10,000. */
export async function orderTotal(db: Queryable, merchantId: string, filter: OrderFilter): Promise<number> {
  const given = parameters(merchantId);
  const text = boundedCount(`from orders o where ${conditions(filter, given).join(' and ')}`);
  return (await read<{ total: number }>(db, text, given.values))[0]!.total;
}
