import type { Queryable, Tx } from './db';
import { recordset, toJson } from './recordset';

export interface CounterDelta {
  readonly merchantId: string;
  readonly name: string;
  readonly key: string;
  readonly delta: number;
}

const COUNT = `
  insert into counter as c (merchant_id, name, key, value)
  select merchant_id, name, key, delta from ${recordset({ merchant_id: 'uuid', name: 'text', key: 'text', delta: 'bigint' })}
  order by merchant_id, name, key
  on conflict (merchant_id, name, key) do update set value = c.value + excluded.value`;

/** Adds deltas to totals. The last statement of a transaction, in key order: counters are the hottest rows. */
export async function bumpCounters(tx: Tx, deltas: readonly CounterDelta[]): Promise<void> {
  await tx.query({
    name: 'bump-counters',
    text: COUNT,
    values: [toJson(deltas.map(({ merchantId, ...rest }) => ({ merchant_id: merchantId, ...rest })))],
  });
}

/** All keys of one total, such as `cases`. A handful of rows whatever the number of cases. */
export async function readCounters(
  db: Queryable,
  merchantId: string,
  name: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ key: string; value: number }>({
    name: 'read-counters',
    text: 'select key, value from counter where merchant_id = $1 and name = $2',
    values: [merchantId, name],
  });
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** The key of the `cases` total: answers every filter on status, kind and owner. */
export const caseCountKey = (key: { status: string; kind: string; ownerId: string }): string =>
  `${key.status}|${key.kind}|${key.ownerId}`;

export function readCaseCountKey(key: string): { status: string; kind: string; ownerId: string } {
  const [status = '', kind = '', ownerId = ''] = key.split('|');
  return { status, kind, ownerId };
}

/** Which cases the kept total can count. */
export interface CountedCases {
  readonly status?: readonly string[];
  readonly kind?: readonly string[];
  readonly ownerId?: string;
}

/** How many cases there are of these statuses and kinds, and of this owner, as an expression. `$1` is the merchant. */
export const keptCaseTotalSql = ({ status, kind, ownerId }: CountedCases, add: (value: unknown) => string): string => `
  (select coalesce(greatest(0, sum(value)), 0)::int from counter
    where ${[
      `merchant_id = $1 and name = 'cases'`,
      ...(status ? [`split_part(key, '|', 1) = any(${add(status)}::text[])`] : []),
      ...(kind ? [`split_part(key, '|', 2) = any(${add(kind)}::text[])`] : []),
      ...(ownerId !== undefined ? [`split_part(key, '|', 3) = ${add(ownerId)}::text`] : []),
    ].join(' and ')})`;

/** Removes the keys of a total that sort before `key`: figures by hour, once nobody looks at them any more. */
export async function pruneCounters(db: Queryable, name: string, key: string): Promise<number> {
  const { rowCount } = await db.query('delete from counter where name = $1 and key < $2', [name, key]);
  return rowCount ?? 0;
}

/** Totals of what rules find in tickets, `found|WISMO`, and of what people say instead, `corrected|WISMO|DAMAGE`. */
export const TICKET_TOPIC_COUNTS = 'ticket-topics';
/** The same of whose a ticket is: `found|EMAIL`, `found|NONE`, and `corrected|EMAIL`. */
export const TICKET_MATCH_COUNTS = 'ticket-matches';
