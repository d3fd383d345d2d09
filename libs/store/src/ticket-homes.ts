import type { Instant, TicketMatchBy, TicketTopic } from '@whereabouts/model';
import type { Queryable, Tx, WhenHeld } from './db';
import { recordset, toJson } from './recordset';

/** Whose a ticket is: a parcel, with its order where that is known, or an order; null both while nobody knows. */
export interface TicketHome {
  readonly orderId: string | null;
  readonly shipmentId: string | null;
}

export interface TicketKey {
  readonly merchantId: string;
  readonly id: string;
}

/** A ticket as the search for its home looks at it. */
export interface MatchableTicket extends TicketKey, TicketHome {
  readonly externalId: string;
  /** As a person corrected it, otherwise as rules find. */
  readonly topic: TicketTopic;
  readonly foundTopic: TicketTopic;
  readonly openedAt: Instant;
  readonly isClosed: boolean;
  readonly namedOrderId: string | null;
  /** The helpdesk has the order's number in a field of its own; otherwise the customer wrote it. */
  readonly isOrderStated: boolean;
  readonly trackingNumber: string | null;
  readonly isNumberStated: boolean;
  readonly email: string | null;
  readonly matchBy: TicketMatchBy | null;
  /** What a person says whose it is; null while nobody did. */
  readonly corrected: TicketHome | null;
  readonly lookedAt: Instant | null;
  readonly countedTopic: TicketTopic | null;
  readonly countedMatch: string | null;
}

interface Row {
  merchant_id: string;
  id: string;
  external_id: string;
  topic: TicketTopic;
  found_topic: TicketTopic;
  opened_at: Instant;
  closed_at: Instant | null;
  named_order_id: string | null;
  order_stated: boolean;
  tracking_number: string | null;
  number_stated: boolean;
  email: string | null;
  order_id: string | null;
  shipment_id: string | null;
  match_by: TicketMatchBy | null;
  corrected_order_id: string | null;
  corrected_shipment_id: string | null;
  match_corrected_at: Instant | null;
  looked_at: Instant | null;
  counted_topic: TicketTopic | null;
  counted_match: string | null;
}

const SELECT = `
  select t.merchant_id, t.id, t.external_id, coalesce(t.corrected_topic, t.topic) as topic, t.topic as found_topic, t.opened_at,
         t.closed_at, t.named_order_id, t.facts ? 'orderNumber' as order_stated, t.tracking_number,
         t.facts ? 'trackingNumber' as number_stated, t.email, t.order_id, t.shipment_id, t.match_by, t.corrected_order_id,
         t.corrected_shipment_id, t.match_corrected_at, t.looked_at, t.counted_topic, t.counted_match
    from ticket t`;

const fromRow = (row: Row): MatchableTicket => ({
  merchantId: row.merchant_id,
  id: row.id,
  externalId: row.external_id,
  topic: row.topic,
  foundTopic: row.found_topic,
  openedAt: row.opened_at,
  isClosed: row.closed_at !== null,
  namedOrderId: row.named_order_id,
  isOrderStated: row.order_stated,
  trackingNumber: row.tracking_number,
  isNumberStated: row.number_stated,
  email: row.email,
  orderId: row.order_id,
  shipmentId: row.shipment_id,
  matchBy: row.match_by,
  corrected:
    row.match_corrected_at === null ? null : { orderId: row.corrected_order_id, shipmentId: row.corrected_shipment_id },
  lookedAt: row.looked_at,
  countedTopic: row.counted_topic,
  countedMatch: row.counted_match,
});

const keysOf = (keys: readonly TicketKey[]): string =>
  toJson(keys.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })));

const KEY = { merchant_id: 'uuid', id: 'uuid' } as const;

/** Tickets whose home is to be found, locked in key order. */
export async function lockMatchable(
  tx: Tx,
  keys: readonly TicketKey[],
  whenHeld: WhenHeld = 'wait',
): Promise<MatchableTicket[]> {
  const { rows } = await tx.query<Row>({
    name: `lock-matchable-${whenHeld}`,
    text: `${SELECT} join ${recordset(KEY)} using (merchant_id, id) order by t.merchant_id, t.id for update of t
            ${whenHeld === 'skip' ? 'skip locked' : ''}`,
    values: [keysOf(keys)],
  });
  return rows.map(fromRow);
}

/** The tickets that are of these orders, or of one of their parcels. `hold` locks those that nobody else holds, and gives no others. */
export async function ticketsAtOrders(
  tx: Tx,
  orders: readonly TicketKey[],
  how: 'read' | 'hold' = 'read',
): Promise<MatchableTicket[]> {
  const { rows } = await tx.query<Row>({
    name: `${how}-tickets-at-orders`,
    text: `${SELECT} join ${recordset(KEY)} on t.merchant_id = r.merchant_id and t.order_id = r.id
            order by t.merchant_id, t.id ${how === 'hold' ? 'for update of t skip locked' : ''}`,
    values: [keysOf(orders)],
  });
  return rows.map(fromRow);
}

/** The tickets of these shipments. */
export async function ticketsAtShipments(tx: Tx, shipments: readonly TicketKey[]): Promise<MatchableTicket[]> {
  const { rows } = await tx.query<Row>({
    name: 'tickets-at-shipments',
    text: `${SELECT} join ${recordset(KEY)} on t.merchant_id = r.merchant_id and t.shipment_id = r.id order by t.opened_at, t.id`,
    values: [keysOf(shipments)],
  });
  return rows.map(fromRow);
}

/** What tickets name that the hub knows. */
export interface TicketClues {
  /** The newest parcel of each tracking number that a ticket names, by ticket. */
  readonly parcels: ReadonlyMap<string, { readonly shipmentId: string; readonly orderId: string | null }>;
  /** The named orders that are known. */
  readonly orders: ReadonlySet<string>;
  /** By ticket, the order of the customer's email address, where there is a single one. */
  readonly byEmail: ReadonlyMap<string, string>;
}

const CLUES = `
  select r.id, s.id as shipment_id, s.order_id as parcel_order_id,
         exists (select from orders o where o.merchant_id = r.merchant_id and o.id = r.named_order_id) as order_known,
         case when e.found = 1 then e.order_id end as email_order_id
    from ${recordset({ ...KEY, tracking_number: 'text', named_order_id: 'uuid', email: 'text', since: 'timestamptz', until: 'timestamptz' })}
    left join lateral (
      select s.id, s.order_id from shipment s
       where s.merchant_id = r.merchant_id and s.tracking_number = r.tracking_number
       order by s.epoch desc, s.id desc limit 1) s on true
    left join lateral (
      select count(*) as found, (array_agg(x.id))[1] as order_id from (
        select o.id from orders o
         where o.merchant_id = r.merchant_id and o.email_lower = r.email
           and o.placed_at >= r.since and o.placed_at <= r.until limit 2) x) e on true`;

/** Looks up what tickets name. `since` is how far back an order may have been placed that only the email tells of. */
export async function cluesOf(
  tx: Tx,
  tickets: readonly (MatchableTicket & { readonly since: Instant })[],
): Promise<TicketClues> {
  const { rows } = await tx.query<{
    id: string;
    shipment_id: string | null;
    parcel_order_id: string | null;
    order_known: boolean;
    email_order_id: string | null;
  }>({
    name: 'ticket-clues',
    text: CLUES,
    values: [
      toJson(
        tickets.map(({ merchantId, id, trackingNumber, namedOrderId, email, since, openedAt }) => ({
          merchant_id: merchantId,
          id,
          tracking_number: trackingNumber,
          named_order_id: namedOrderId,
          email,
          since,
          until: openedAt,
        })),
      ),
    ],
  });
  const named = new Map(tickets.map(({ id, namedOrderId }) => [id, namedOrderId]));
  return {
    parcels: new Map(
      rows.flatMap((row) =>
        row.shipment_id === null ? [] : [[row.id, { shipmentId: row.shipment_id, orderId: row.parcel_order_id }]],
      ),
    ),
    orders: new Set(rows.flatMap(({ id, order_known }) => (order_known ? [named.get(id)!] : []))),
    byEmail: new Map(rows.flatMap((row) => (row.email_order_id === null ? [] : [[row.id, row.email_order_id]]))),
  };
}

export interface HomeWrite extends TicketKey, TicketHome {
  readonly matchBy: TicketMatchBy | null;
  readonly countedTopic: TicketTopic;
  readonly countedMatch: string;
  readonly lookedAt: Instant;
}

const HOUSE = `update ticket t
    set order_id = r.order_id, shipment_id = r.shipment_id, match_by = r.match_by, counted_topic = r.counted_topic,
        counted_match = r.counted_match, looked_at = r.looked_at
   from ${recordset({
     ...KEY,
     order_id: 'uuid',
     shipment_id: 'uuid',
     match_by: 'text',
     counted_topic: 'text',
     counted_match: 'text',
     looked_at: 'timestamptz',
   })}
  where t.merchant_id = r.merchant_id and t.id = r.id`;

/** Writes down whose tickets are. The caller holds the parcels, which learn that they have tickets. */
export async function houseTickets(tx: Tx, homes: readonly HomeWrite[]): Promise<void> {
  await tx.query({
    name: 'house-tickets',
    text: HOUSE,
    values: [
      toJson(
        homes.map((home) => ({
          merchant_id: home.merchantId,
          id: home.id,
          order_id: home.orderId,
          shipment_id: home.shipmentId,
          match_by: home.matchBy,
          counted_topic: home.countedTopic,
          counted_match: home.countedMatch,
          looked_at: home.lookedAt,
        })),
      ),
    ],
  });
  const parcels = homes.flatMap(({ merchantId, shipmentId: id }) => (id === null ? [] : [{ merchantId, id }]));
  if (parcels.length)
    await tx.query({
      name: 'mark-ticketed',
      text: `update shipment s set has_tickets = true from ${recordset(KEY)}
              where s.merchant_id = r.merchant_id and s.id = r.id and not s.has_tickets`,
      values: [keysOf(parcels)],
    });
}

/** Keys of all tickets, a page at a time. */
export async function ticketsAfter(db: Queryable, after: TicketKey, limit: number): Promise<TicketKey[]> {
  const { rows } = await db.query<{ merchant_id: string; id: string }>(
    'select merchant_id, id from ticket where (merchant_id, id) > ($1, $2) order by merchant_id, id limit $3',
    [after.merchantId, after.id, limit],
  );
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id }));
}
