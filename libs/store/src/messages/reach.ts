import type { Instant, ReachTicket } from '@whereabouts/model';
import { CASES_WITH_SUBJECTS } from '../cases-with-subjects';
import type { Tx } from '../db';

/** What is known of the customer of a case, and of what a message about it could name. */
export interface CaseReach {
  readonly caseId: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly trackingNumber: string | null;
  readonly carrier: string | null;
  readonly promisedBy: Instant | null;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly customerPhone: string | null;
  readonly locale: string | null;
  /** The newest. */
  readonly tickets: readonly ReachTicket[];
}

interface ReachRow {
  case_id: string;
  order_id: string | null;
  order_number: string | null;
  tracking_number: string | null;
  carrier: string | null;
  promised_by: Instant | null;
  customer_name: string | null;
  customer_email: string | null;
  customer_phone: string | null;
  locale: string | null;
  tickets: ReachTicket[];
}

/** A customer has few tickets about one order; who has many is answered in one of the newest. */
const MOST_TICKETS = 20;
const MOMENT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const REACH = `
  with wanted as (
    select c.id, c.ticket_id, c.detection, c.shipment_id, coalesce(s.order_id, c.order_id) as order_id, c.customer_email,
           coalesce(o.number, c.order_number) as order_number, s.tracking_number, s.carrier,
           coalesce(s.promise_to, o.promise_to) as promised_by, o.customer_name, o.customer_email as order_email,
           o.customer_phone, o.locale
      from ${CASES_WITH_SUBJECTS})
  select w.id as case_id, w.order_id, w.order_number, w.tracking_number, w.carrier, w.promised_by, w.customer_name,
         coalesce(w.order_email, w.customer_email) as customer_email, w.customer_phone, w.locale,
         (select coalesce(json_agg(json_build_object('id', t.id, 'sourceId', t.source_id, 'sourceName', t.name,
                   'externalId', t.external_id, 'openedAt', to_char(t.opened_at, ${MOMENT}),
                   'closedAt', to_char(t.closed_at, ${MOMENT}), 'email', t.email)), '[]')
            from (select k.id, k.source_id, k.external_id, k.opened_at, k.closed_at, k.email, coalesce(u.name, k.source_id::text) as name
                    from (select id from ticket where merchant_id = $1 and order_id = w.order_id
                           union
                          select id from ticket where merchant_id = $1 and named_order_id = w.order_id and looked_at is null
                           union
                          select id from ticket where merchant_id = $1 and shipment_id = w.shipment_id
                           union
                          select id from ticket
                           where merchant_id = $1 and tracking_number = w.tracking_number and looked_at is null
                           union
                          select w.ticket_id
                           union
                          select id::uuid from jsonb_array_elements_text(coalesce(w.detection->'ticketIds', '[]')) as said (id)) f
                    cross join lateral (select k.* from ticket k where k.merchant_id = $1 and k.id = f.id offset 0) k
                    left join source u on u.merchant_id = $1 and u.id = k.source_id
                   order by k.opened_at desc, k.id limit ${MOST_TICKETS}) t) as tickets
    from wanted w`;

/** How the customers of these cases can be reached, by case. A ticket that nobody looked at yet counts where its numbers point. */
export async function reachOfCases(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseReach>> {
  const { rows } = await tx.query<ReachRow>({ name: 'reach-of-cases', text: REACH, values: [merchantId, caseIds] });
  return new Map(
    rows.map((row): [string, CaseReach] => [
      row.case_id,
      {
        caseId: row.case_id,
        orderId: row.order_id,
        orderNumber: row.order_number,
        trackingNumber: row.tracking_number,
        carrier: row.carrier,
        promisedBy: row.promised_by,
        customerName: row.customer_name,
        customerEmail: row.customer_email,
        customerPhone: row.customer_phone,
        locale: row.locale,
        tickets: row.tickets,
      },
    ]),
  );
}
