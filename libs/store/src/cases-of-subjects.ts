import { SELECT_STORED_CASES, storedCase, type CaseRow, type StoredCase } from './cases';
import type { Tx } from './db';
import { recordset, toJson } from './recordset';

// An expression is not what an index finds: all cases without a shipment would be gone through.
const OF_SUBJECTS = `${SELECT_STORED_CASES} where num_nulls(c.shipment_id) = 1 and (c.merchant_id, c.id) in (
    select c.merchant_id, c.id from exception_case c join ${recordset({ merchant_id: 'uuid', id: 'uuid' }, '$1', 'o')}
        on c.merchant_id = o.merchant_id and c.order_id = o.id
     union
    select c.merchant_id, c.id from exception_case c join ${recordset({ merchant_id: 'uuid', id: 'uuid' }, '$2', 't')}
        on c.merchant_id = t.merchant_id and c.ticket_id = t.id)
  order by c.merchant_id, c.id for update of c`;

interface SubjectKey {
  readonly merchantId: string;
  readonly id: string;
}

/** Every case, open or closed, of these orders themselves and of these tickets while their home was not known; locked. */
export async function casesOfSubjects(
  tx: Tx,
  { orders, tickets }: { readonly orders: readonly SubjectKey[]; readonly tickets: readonly SubjectKey[] },
): Promise<StoredCase[]> {
  const keys = (subjects: readonly SubjectKey[]): string =>
    toJson(subjects.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })));
  const { rows } = await tx.query<CaseRow>({
    name: 'cases-of-subjects',
    text: OF_SUBJECTS,
    values: [keys(orders), keys(tickets)],
  });
  return rows.map(storedCase);
}
