import type { Queryable } from '../db';

/** Part of a merchant's rows of a table: after one id, up to and with another; null: to the end. */
export interface IdRange {
  readonly merchantId: string;
  readonly after: string;
  readonly to: string | null;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ranges of so many rows that a merchant's fall into. Reads ids only. */
export async function* idRanges(
  db: Queryable,
  table: 'shipment' | 'orders' | 'ticket',
  merchantId: string,
  size: number,
): AsyncGenerator<IdRange> {
  for (let after = FIRST; ;) {
    const { rows } = await db.query<{ id: string }>({
      name: `id-range-${table}`,
      text: `select id from ${table} where merchant_id = $1 and id > $2 order by id offset $3 limit 1`,
      values: [merchantId, after, size - 1],
    });
    const to = rows[0]?.id ?? null;
    yield { merchantId, after, to };
    if (to === null) return;
    after = to;
  }
}
