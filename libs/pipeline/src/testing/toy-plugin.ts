import {
  instant,
  type DeliveredTo,
  type Direction,
  type FacilityAction,
  type Instant,
  type MilestoneCode,
  type CustomerTier,
  type Reason,
  type SourceKind,
} from '@whereabouts/model';
import {
  asList,
  asObject,
  asText,
  codeTable,
  definePlugin,
  eachRecord,
  eventTime,
  hmacMatches,
  milestone,
  normalized,
  place,
  readJson,
  refuse,
  unreadable,
  webhookSecrets,
  type InventoryRecord,
  type Issue,
  type JsonObject,
  type MilestoneRecord,
  type OrderRecord,
  type Plugin,
  type ShipmentRecord,
  type TicketRecord,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** One event of a toy source: its codes are our own words. */
export interface ToyEvent {
  readonly code: MilestoneCode;
  /** The moment, with offset. Without it `local` counts, and with neither the time is unknown. */
  readonly at?: Instant;
  /** The clock on the wall, such as `2026-11-20T09:00` or `2026-11-20`, and what else tells its zone. */
  readonly local?: string;
  readonly offset?: string;
  readonly reasons?: readonly Reason[];
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  readonly text?: string;
  readonly piece?: string;
  readonly attempt?: number;
  readonly action?: FacilityAction;
  readonly deliveredTo?: DeliveredTo;
  readonly direction?: Direction;
}

export interface ToyOrder {
  readonly number: string;
  /** What the source calls it. */
  readonly id?: string;
  readonly placedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly promisedBy?: Instant;
  readonly country?: string;
  readonly amount?: string;
  readonly email?: string;
  readonly earlierOrders?: number;
  readonly tier?: CustomerTier;
  readonly skus?: readonly string[];
}

/** How much a toy source says there is. */
export interface ToyStock {
  readonly sku: string;
  readonly node?: string;
  readonly onHand: number;
  readonly available?: number;
  readonly at?: Instant;
}

/** What a customer asks. */
export interface ToyTicket {
  readonly id: string;
  readonly subject?: string;
  readonly number?: string;
  readonly order?: string;
  readonly email?: string;
  readonly openedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly closedAt?: Instant;
}

/** A document of a toy source: news of one parcel, of orders, or both. */
export interface ToyParcel {
  readonly number?: string;
  /** Absent: the toy carrier. Null: the source does not say. */
  readonly carrier?: string | null;
  readonly order?: string;
  /** What the source calls the shipment and the order. Without a number the events name their parcel by these alone. */
  readonly shipmentId?: string;
  readonly orderId?: string;
  readonly events?: readonly (ToyEvent | { readonly broken: true })[];
  readonly promisedBy?: Instant;
  readonly estimate?: Instant;
  readonly service?: string;
  /** Countries that it leaves and goes to. */
  readonly from?: string;
  readonly to?: string;
  readonly orders?: readonly ToyOrder[];
  readonly stock?: readonly ToyStock[];
  readonly tickets?: readonly ToyTicket[];
  /** Weights in grams. */
  readonly declared?: number;
  readonly billed?: number;
}

const moment = (value: string | null): Instant | undefined => (value === null ? undefined : instant(value));

type Whose = Pick<
  MilestoneRecord,
  'trackingNumber' | 'carrier' | 'orderNumber' | 'shipmentExternalId' | 'orderExternalId'
>;

function eventOf(event: JsonObject, whose: Whose): MilestoneRecord {
  if (event['broken']) refuse('broken');
  const code = (asText(event['code']) ?? refuse('no code', '/code')) as MilestoneCode;
  const at = asText(event['at']);
  const where = place({
    city: asText(event['city']),
    region: asText(event['region']),
    country: asText(event['country']),
  });
  return milestone({
    ...whose,
    row: { code, means: code, reasons: asList(event['reasons']).map((reason) => asText(reason) as Reason) },
    time:
      at === null
        ? eventTime({ text: asText(event['local']), offset: asText(event['offset']), place: where })
        : { occurredAt: instant(at), occurredLocal: at, timeCertainty: 'OFFSET_GIVEN' },
    place: where,
    code,
    text: asText(event['text']),
    piece: asText(event['piece']),
    attemptNumber: event['attempt'] === undefined ? null : Number(event['attempt']),
    facilityAction: asText(event['action']) as FacilityAction | null,
    deliveredTo: asText(event['deliveredTo']) as DeliveredTo | null,
    direction: (asText(event['direction']) as Direction | null) ?? undefined,
  });
}

const lineOf = (sku: string) => ({ sku, title: sku, quantity: 1, unitPrice: { amount: '9.00', currency: 'USD' } });

function stockOf(level: JsonObject): InventoryRecord {
  const available = level['available'];
  return {
    sku: asText(level['sku']) ?? refuse('no sku', '/sku'),
    nodeCode: asText(level['node']),
    onHand: Number(level['onHand']),
    ...(available !== undefined && { available: Number(available) }),
    at: moment(asText(level['at'])) ?? null,
  };
}

const ticketOf = (ticket: JsonObject): TicketRecord => ({
  externalId: asText(ticket['id']) ?? refuse('no id', '/id'),
  subject: asText(ticket['subject']) ?? '',
  openedAt: moment(asText(ticket['openedAt'])) ?? null,
  updatedAt: moment(asText(ticket['updatedAt'])),
  closedAt: moment(asText(ticket['closedAt'])),
  trackingNumber: asText(ticket['number']) ?? undefined,
  orderNumber: asText(ticket['order']) ?? undefined,
  customerEmail: asText(ticket['email']) ?? undefined,
});

function orderOf(order: JsonObject): OrderRecord {
  const promisedBy = moment(asText(order['promisedBy']));
  const amount = asText(order['amount']);
  const email = asText(order['email']);
  const country = asText(order['country']);
  const tier = asText(order['tier']) as CustomerTier | null;
  return {
    number: asText(order['number']) ?? refuse('no number', '/number'),
    externalId: asText(order['id']) ?? undefined,
    placedAt: moment(asText(order['placedAt'])),
    ...(order['skus'] !== undefined && { lines: asList(order['skus']).map((sku) => lineOf(asText(sku)!)) }),
    updatedAt: moment(asText(order['updatedAt'])),
    promise: promisedBy && { to: promisedBy },
    destination: country === null ? undefined : { country },
    value: amount === null ? undefined : { amount, currency: 'USD' },
    customer: {
      ...(email !== null && { email, earlierOrders: Number(order['earlierOrders'] ?? 1) }),
      ...(tier !== null && { tier }),
    },
  };
}

function shipmentsOf(parcel: JsonObject, whose: { readonly number: string; carrier: string | null }): ShipmentRecord[] {
  const promisedBy = moment(asText(parcel['promisedBy']));
  const [from, to] = [asText(parcel['from']), asText(parcel['to'])];
  return [
    {
      trackingNumber: whose.number,
      carrier: whose.carrier,
      orderNumber: asText(parcel['order']) ?? undefined,
      externalId: asText(parcel['shipmentId']) ?? undefined,
      orderExternalId: asText(parcel['orderId']) ?? undefined,
      promise: promisedBy && { to: promisedBy },
      carrierEstimate: moment(asText(parcel['estimate'])),
      serviceLevel: asText(parcel['service']) ?? undefined,
      ...(parcel['declared'] !== undefined && { declared: { weightGrams: Number(parcel['declared']) } }),
      ...(parcel['billed'] !== undefined && { billed: { weightGrams: Number(parcel['billed']) } }),
      ...(from !== null && { origin: { country: from } }),
      ...(to !== null && { destination: { country: to } }),
    },
  ];
}

/** A source without a history of its own: for tests of everything behind the plugin. */
export const toySource = (id: string, source: SourceKind): Plugin =>
  definePlugin({
    id,
    name: `Toy ${source.toLowerCase()}`,
    version: '1.0.0',
    sdk: '^1.0.0',
    source,
    capabilities: ['push'],
    config: z.object({ ...webhookSecrets }),
    codes: codeTable('made up for tests', []),
    push: {
      verify: ({ headers, body, secrets }) =>
        secrets.some((secret) =>
          hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret, data: body, signature: headers['x-toy'] ?? '' }),
        )
          ? { accepted: true }
          : { accepted: false, because: 'the signature in x-toy does not fit the body' },
    },
    normalize({ body }) {
      const read = readJson(body);
      if (!read.ok) return unreadable(read.problem);
      const parcel = asObject(read.value);
      const number = asText(parcel?.['number']);
      const orders = asList(parcel?.['orders']);
      const stock = asList(parcel?.['stock']);
      const tickets = asList(parcel?.['tickets']);
      const ids = {
        shipmentExternalId: asText(parcel?.['shipmentId']) ?? undefined,
        orderExternalId: asText(parcel?.['orderId']) ?? undefined,
      };
      const ofOrder = number === null ? (asText(parcel?.['order']) ?? undefined) : undefined;
      const isNameless = number === null && !ofOrder && !ids.shipmentExternalId && !ids.orderExternalId;
      if (!parcel || (isNameless && orders.length + stock.length + tickets.length === 0))
        return unreadable('not a toy parcel');
      const issues: Issue[] = [];
      const carrier = parcel['carrier'] === null ? null : (asText(parcel['carrier']) ?? 'toy');
      return normalized({
        orders: eachRecord(orders, '/orders', issues, (order) => orderOf(asObject(order) ?? refuse('not an order'))),
        milestones: eachRecord(asList(parcel['events']), '/events', issues, (event) =>
          eventOf(asObject(event) ?? refuse('not an event'), {
            trackingNumber: number,
            carrier,
            orderNumber: ofOrder,
            ...ids,
          }),
        ),
        inventory: eachRecord(stock, '/stock', issues, (level) => stockOf(asObject(level) ?? refuse('not a level'))),
        tickets: eachRecord(tickets, '/tickets', issues, (ticket) => ticketOf(asObject(ticket) ?? refuse('no ticket'))),
        shipments: number === null ? [] : shipmentsOf(parcel, { number, carrier }),
        issues,
      });
    },
  });

export const toyPlugin = toySource('toy', 'CARRIER');

/** One toy for each kind of source that speaks of parcels; the carrier is `toy`. */
export const TOYS: readonly Plugin[] = [
  toyPlugin,
  toySource('toy-relay', 'AGGREGATOR'),
  toySource('toy-house', 'WAREHOUSE'),
  toySource('toy-shop', 'STOREFRONT'),
];

/** What a worker thread loads. */
export const plugin = toyPlugin;
