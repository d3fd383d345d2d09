import { SELECT_STORED_CASES, storedCase, type CaseRow, type StoredCase } from '../cases';
import type { Queryable } from '../db';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Ids of a merchant's open cases, in order, a page at a time. */
export async function openCaseIdsAfter(
  db: Queryable,
  merchantId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'open-case-ids',
    text: `select id from exception_case where merchant_id = $1 and id > $2 and status <> 'CLOSED' order by id limit $3`,
    values: [merchantId, after ?? FIRST, limit],
  });
  return rows.map(({ id }) => id);
}

/** A merchant's open cases as they stand, in order of their ids, a page at a time. */
export async function openCasesAfter(
  db: Queryable,
  merchantId: string,
  after: string | null,
  limit: number,
): Promise<StoredCase[]> {
  const { rows } = await db.query<CaseRow>({
    name: 'open-cases',
    text: `${SELECT_STORED_CASES} where c.merchant_id = $1 and c.id > $2 and c.status <> 'CLOSED' order by c.id limit $3`,
    values: [merchantId, after ?? FIRST, limit],
  });
  return rows.map(storedCase);
}
