import type { Instant, TicketFacts, TicketMatchBy, TicketTopic } from '@whereabouts/model';
import type { Queryable } from '../db';
import { read, selectList } from './statement';

/** A ticket as the API shows it. */
export interface TicketView {
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly subject: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** The correction, where there is one. */
  readonly topic: TicketTopic;
  /** What the rules found, and why. */
  readonly foundTopic: TicketTopic;
  readonly topicBecause: string | null;
  readonly correctedBy: string | null;
  readonly orderId: string | null;
  readonly shipmentId: string | null;
  readonly matchBy: TicketMatchBy | null;
  readonly facts: TicketFacts;
}

const COLUMNS: Readonly<Record<keyof TicketView, string>> = {
  id: 't.id',
  sourceId: 't.source_id',
  externalId: 't.external_id',
  subject: 't.subject',
  openedAt: 't.opened_at',
  closedAt: 't.closed_at',
  topic: 'coalesce(t.corrected_topic, t.topic)',
  foundTopic: 't.topic',
  topicBecause: 't.topic_because',
  correctedBy: 't.corrected_by',
  orderId: 't.order_id',
  shipmentId: 't.shipment_id',
  matchBy: 't.match_by',
  facts: 't.facts',
};

export const ticketsByIds = (db: Queryable, merchantId: string, ids: readonly string[]): Promise<TicketView[]> =>
  read(db, `select ${selectList(COLUMNS)} from ticket t where t.merchant_id = $1 and t.id = any($2::uuid[])`, [
    merchantId,
    ids,
  ]);

export interface TicketOfOrder extends TicketView {
  readonly ofOrder: string;
}

export const TICKET_MOMENTS = ['openedAt', 'closedAt'] as const;

/** Of the orders that this SQL array names. A ticket that nobody looked at yet is shown where its numbers point. */
export const ticketsOfOrdersSql = (orderIds: string): string => `
  with found (id, order_id) as (
    select id, order_id from ticket where merchant_id = $1 and order_id = any(${orderIds})
     union
    select id, named_order_id from ticket where merchant_id = $1 and named_order_id = any(${orderIds}) and looked_at is null
     union
    select k.id, s.order_id from shipment s
      join ticket k on k.merchant_id = s.merchant_id and k.shipment_id = s.id
     where s.merchant_id = $1 and s.order_id = any(${orderIds})
     union
    select k.id, s.order_id from shipment s
      join ticket k on k.merchant_id = s.merchant_id and k.tracking_number = s.tracking_number and k.looked_at is null
     where s.merchant_id = $1 and s.order_id = any(${orderIds}))
  select ${selectList({ ...COLUMNS, ofOrder: 'f.order_id' })}
    from found f join ticket t on t.merchant_id = $1 and t.id = f.id
   order by t.opened_at, t.id`;

/** The tickets of some orders, oldest first: those that are of the order or of one of its parcels. */
export const ticketsOfOrders = (
  db: Queryable,
  merchantId: string,
  orderIds: readonly string[],
): Promise<TicketOfOrder[]> => read(db, ticketsOfOrdersSql('$2::uuid[]'), [merchantId, orderIds]);
