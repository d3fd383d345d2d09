import type { CommandFacts, Instant } from '@whereabouts/model';
import { CASES_WITH_SUBJECTS } from './cases-with-subjects';
import type { Tx } from './db';

interface FactsRow {
  id: string;
  promised_by: Instant | null;
  value_amount: string | null;
  value_currency: string | null;
  open_twin: number | null;
}

const FACTS = `
  select c.id, coalesce(s.promise_to, o.promise_to) as promised_by, o.value_amount::text, o.value_currency,
         (select t.number from exception_case t
           where t.merchant_id = c.merchant_id and t.kind = c.kind and t.status <> 'CLOSED' and t.id <> c.id
             and coalesce(t.shipment_id, t.order_id, t.ticket_id) = coalesce(c.shipment_id, c.order_id, c.ticket_id)) as open_twin
    from ${CASES_WITH_SUBJECTS}`;

/** What decisions about these cases must know of the world: the promise, the order's value, another open case of the kind. */
export async function commandFactsOf(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CommandFacts>> {
  const { rows } = await tx.query<FactsRow>({ name: 'command-facts', text: FACTS, values: [merchantId, caseIds] });
  return new Map(
    rows.map((row): [string, CommandFacts] => [
      row.id,
      {
        promisedBy: row.promised_by,
        orderValue:
          row.value_amount === null || row.value_currency === null
            ? null
            : { amount: row.value_amount, currency: row.value_currency },
        openTwin: row.open_twin,
      },
    ]),
  );
}
