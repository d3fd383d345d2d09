import { SELECT_STORED_CASES, storedCase, type CaseRow, type StoredCase } from './cases';
import type { Tx } from './db';
import { recordset, toJson } from './recordset';

const KEYS = recordset({ merchant_id: 'uuid', id: 'uuid' });

const HOLD_FREE_SHIPMENTS = `select s.id from shipment s
  where (s.merchant_id, s.id) in (select c.merchant_id, c.shipment_id from exception_case c join ${KEYS} using (merchant_id, id))
  order by s.merchant_id, s.id for no key update of s skip locked`;

const LOCK_FREE_CASES = `${SELECT_STORED_CASES} join ${KEYS} using (merchant_id, id)
  where c.shipment_id is null or c.shipment_id = any($2::uuid[])
  order by c.merchant_id, c.id for update of c skip locked`;

/** Those of the cases that nobody holds, locked together with their shipments, as news and commands lock them. */
export async function lockFreeCases(
  tx: Tx,
  keys: readonly { readonly merchantId: string; readonly caseId: string }[],
): Promise<StoredCase[]> {
  const json = toJson(keys.map(({ merchantId, caseId }) => ({ merchant_id: merchantId, id: caseId })));
  const held = await tx.query<{ id: string }>({
    name: 'hold-free-shipments',
    text: HOLD_FREE_SHIPMENTS,
    values: [json],
  });
  const { rows } = await tx.query<CaseRow>({
    name: 'lock-free-cases',
    text: LOCK_FREE_CASES,
    values: [json, held.rows.map(({ id }) => id)],
  });
  return rows.map(storedCase);
}
