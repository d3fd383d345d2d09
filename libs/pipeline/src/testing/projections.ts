import { inTransaction } from '@whereabouts/store';
import type { Pool } from 'pg';

/** What looks at a ticket find, which may come later. */
const HOME = `'{order_id, shipment_id, match_by, looked_at, counted_topic, counted_match}'::text[]`;

/**
 * All that follows from the inbox, as text that is equal for equal rows. Left out of parcels: when a timer looks next
 * (it may stand earlier than needed) and how many cases are open (a trouble that passed before anybody looked was none).
 */
export async function projectionsOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ row: string }>(`
    select 'shipment ' || (to_jsonb(s) - 'next_check_at' - 'open_cases' - 'has_tickets')::text as row from shipment s
    union all select 'milestone ' || to_jsonb(m)::text from milestone m
    union all select 'alias ' || to_jsonb(a)::text from alias a
    union all select 'order ' || (to_jsonb(o) - 'watched')::text from orders o
    union all select 'ticket ' || (to_jsonb(t) - ${HOME})::text from ticket t
    union all select 'level ' || to_jsonb(l)::text from inventory_level l
    union all select 'shipped ' || to_jsonb(d)::text from day_count d where what = 'SHIPPED' and n <> 0
    union all select 'transit ' || to_jsonb(t)::text from transit_time t where 0 <> any(cells)
    order by 1`);
  return rows.map(({ row }) => row);
}

/** Cases with their history: what a rebuild must leave alone. */
export async function casesOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ row: string }>(`
    select 'case ' || to_jsonb(c)::text as row from exception_case c
    union all select 'activity ' || to_jsonb(a)::text from activity a
    union all select 'change ' || to_jsonb(c)::text from change c
    union all select 'open ' || id::text || ' ' || open_cases::text from shipment
    order by 1`);
  return rows.map(({ row }) => row);
}

/** Empties tables beside a hub at work: whoever loses a deadlock with a look at what is pending tries again. */
export const empty = (pool: Pool, tables: string): Promise<unknown> =>
  inTransaction(pool, (tx) => tx.query(`truncate ${tables}`));

/** Empties everything but merchants, people and sources. */
export async function wipe(pool: Pool): Promise<void> {
  await inTransaction(pool, (tx) =>
    tx.query(`
    truncate inbox, pending, dead_letter, ticket, milestone, alias, shipment, orders, exception_case, activity, change, deadline, counter,
             inventory_level, stock_turn, waiting_line, day_count, transit_time, source_voice, incident, case_key, case_tag;
    update merchant set next_case_number = 1001;
    update app_user set open_cases = 0`),
  );
}

/** How the rows found differ from those expected, for people. Empty when they are equal to the byte. */
export function differences(expected: readonly string[], found: readonly string[]): string[] {
  const [wanted, there] = [new Set(expected), new Set(found)];
  const missing = expected.filter((row) => !there.has(row));
  const extra = new Set(found.filter((row) => !wanted.has(row)));
  const lines: string[] = [];
  for (const row of missing) {
    const twin = [...extra].find((other) => nameOf(other) === nameOf(row));
    if (twin) extra.delete(twin);
    lines.push(twin ? `${nameOf(row)}: ${changesOf(row, twin).join(', ')}` : `missing ${row}`);
  }
  return [...lines, ...[...extra].map((row) => `extra ${row}`)];
}

const partsOf = (row: string): Record<string, unknown> => {
  const brace = row.indexOf('{');
  return brace < 0 ? { row } : (JSON.parse(row.slice(brace)) as Record<string, unknown>);
};

const nameOf = (row: string): string => `${row.split(' ', 1)[0]} ${String(partsOf(row)['id'])}`;

function changesOf(a: string, b: string): string[] {
  const [left, right] = [partsOf(a), partsOf(b)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]))
    .map((name) => `${name} ${JSON.stringify(left[name])} -> ${JSON.stringify(right[name])}`);
}
