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

const CASE_TOTAL = `
  select greatest(0, sum(value))::int as total
    from (select value, split_part(key, '|', 1) as status, split_part(key, '|', 2) as kind, split_part(key, '|', 3) as owner
            from counter where merchant_id = $1 and name = 'cases') counted
   where ($2::text[] is null or status = any($2)) and ($3::text[] is null or kind = any($3)) and ($4::text is null or owner = $4)`;

/** How many cases there are of these statuses and kinds, and of this owner; of all where nothing is said. */
export async function keptCaseTotal(
  db: Queryable,
  merchantId: string,
  asked: { readonly status?: readonly string[]; readonly kind?: readonly string[]; readonly ownerId?: string },
): Promise<number> {
  const values = [merchantId, asked.status ?? null, asked.kind ?? null, asked.ownerId ?? null];
  const { rows } = await db.query<{ total: number | null }>({ name: 'kept-case-total', text: CASE_TOTAL, values });
  return rows[0]!.total ?? 0;
}

/** Removes the keys of a total that sort before `key`: figures by hour, once nobody looks at them any more. */
export async function pruneCounters(db: Queryable, name: string, key: string): Promise<number> {
  const { rowCount } = await db.query('delete from counter where name = $1 and key < $2', [name, key]);
  return rowCount ?? 0;
}

/** Totals of what rules find in tickets, `found|WISMO`, and of what people say instead, `corrected|WISMO|DAMAGE`. */
export const TICKET_TOPIC_COUNTS = 'ticket-topics';
/** The same of whose a ticket is: `found|EMAIL`, `found|NONE`, and `corrected|EMAIL`. */
export const TICKET_MATCH_COUNTS = 'ticket-matches';
