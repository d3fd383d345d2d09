import {
  asList,
  asObject,
  documentReader,
  found,
  foundAll,
  header,
  holds,
  says,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Normalized,
  type RawInput,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { readOrder, readRefund } from './orders';
import { onlyOrder, readParcel } from './parcels';
import type { Config } from './settings';

const NAMED = ['order.*', 'orders.*', 'order_refund.*', 'order_refunds.*', 'create.*', 'update.*'];
/** Fulfillments come in an envelope of their own, which other documents hold beside an order. */
const ENVELOPES = ['fulfillment', 'fulfillments'];
const isEnvelope = (document: JsonValue): boolean =>
  holds(document, ...ENVELOPES) && !says(document, 'id', 'status', 'order_number');

/** One of them, a list, the envelope of the legacy API, or the answer to a batch. */
const inside = (document: JsonValue): readonly Found[] => {
  if (Array.isArray(document)) return found(document, '*');
  const named = foundAll(document, isEnvelope(document) ? ENVELOPES.map((name) => `${name}.*`) : NAMED);
  return named.length > 0 ? named : found(document, '*');
};
const some = (document: JsonValue, is: (value: JsonValue) => boolean): boolean =>
  inside(document).some(({ value }) => is(value));

const isOrder = (value: JsonValue): boolean =>
  says(value, 'status') && says(value, 'line_items', 'order_key', 'billing', 'billing_address', 'order_number');
const isRefund = (value: JsonValue): boolean =>
  says(value, 'amount') && says(value, 'id') && !says(value, 'status', 'discount_type');
const isFulfillment = (value: JsonValue): boolean => says(value, 'entity_type') && says(value, 'entity_id');
const isTracking = (value: JsonValue): boolean =>
  says(value, 'tracking_number') && says(value, 'tracking_id', '_links');
const orderInLinks = (value: JsonValue): string | null =>
  /\/orders\/(\d+)\/?$/.exec(textAt(value, '_links.up.0.href') ?? '')?.[1] ?? null;

/** Webhooks of an order whose parcels are kept elsewhere lead there. What was read there leads nowhere. */
function followOrder(order: JsonValue, reading: Reading, settings: Partial<Config>): void {
  const topic = header(reading.input.headers, 'x-wc-webhook-topic');
  const wanted = { fulfillments: 'fulfillments', 'shipment-trackings': 'shipment_trackings', order: null };
  const resource = wanted[settings.trackingFrom ?? 'order'];
  const id = textAt(order, 'id') ?? '';
  if (topic?.startsWith('order.') && resource !== null && !says(order, resource) && /^\d+$/.test(id))
    reading.follow.push(`orders/${id}`);
}

/** An order of a batch that was not taken has an error in its place. */
const refusal = (value: JsonValue, path: string, reading: Reading): boolean => {
  if (!says(value, 'error.code')) return false;
  reading.sourceError(path, [textAt(value, 'error.code'), textAt(value, 'error.message')].filter(Boolean).join(': '));
  return true;
};

const kinds: readonly DocumentKind<Config>[] = [
  {
    name: 'subscriptions',
    fits: (document) =>
      some(document, (value) => says(value, 'billing_period', 'billing_interval', 'next_payment_date_gmt')),
    read: (_document, reading) => reading.note('', 'a subscription: its orders are told one by one'),
  },
  {
    name: 'orders',
    fits: (document) => some(document, isOrder),
    read: (document, reading, settings) =>
      reading.each(inside(document), (value, path) => {
        if (refusal(value, path, reading)) return;
        readOrder({ value, path }, reading, settings);
        followOrder(value, reading, settings);
      }),
  },
  {
    name: 'error',
    fits: (document) =>
      says(document, 'errors') || (says(document, 'code', 'data.status') && says(document, 'message')),
    read(document, reading) {
      const errors = says(document, 'errors') ? found(document, 'errors.*') : found(document, '');
      for (const { value, path } of errors)
        reading.sourceError(path, [textAt(value, 'code'), textAt(value, 'message')].filter(Boolean).join(': '));
    },
  },
  {
    name: 'batch of which nothing was taken',
    fits: (document) => some(document, (value) => says(value, 'error.code')),
    read: (document, reading) => reading.each(inside(document), (value, path) => void refusal(value, path, reading)),
  },
  {
    name: 'fulfillments',
    fits: (document) => some(document, isFulfillment),
    read: (document, reading, settings) =>
      reading.each(
        inside(document),
        (value, path) =>
          void readParcel({ value, path }, 'fulfillment', onlyOrder(textAt(value, 'entity_id')), { reading, settings }),
      ),
  },
  {
    name: 'an order without fulfillments',
    fits: isEnvelope,
    read: (_document, reading) => reading.note('/fulfillments', 'no fulfillments'),
  },
  {
    name: 'list of the Shipment Tracking extension',
    fits: (document) => some(document, isTracking),
    read: (document, reading, settings) =>
      reading.each(
        inside(document),
        (value, path) =>
          void readParcel({ value, path }, 'tracking', onlyOrder(orderInLinks(value)), { reading, settings }),
      ),
  },
  {
    name: 'refunds',
    fits: (document) => some(document, isRefund),
    read: (document, reading) => reading.each(inside(document), (value, path) => readRefund({ value, path }, reading)),
  },
  {
    name: 'webhook with a topic of its own',
    fits: (document) => says(document, 'action') && holds(document, 'arg'),
    read(document, reading) {
      const action = textAt(document, 'action') ?? '';
      const id = textAt(document, 'arg.order_id', 'arg.0', 'arg') ?? '';
      if (/order|fulfillment/.test(action) && /^\d+$/.test(id)) reading.follow.push(`orders/${id}`);
      else reading.note('/action', `${action.slice(0, 100)}: names no order`);
    },
  },
  {
    name: 'something else',
    fits: (document, input) =>
      header(input.headers, 'x-wc-webhook-topic') !== null ||
      (Array.isArray(document) && document.length === 0) ||
      OTHERS.some(([field]) => some(document, (value) => says(value, field))) ||
      some(document, (value) => says(value, '_links.self', '_links.collection')) ||
      (asObject(document) !== null && Object.keys(asObject(document) ?? {}).join() === 'id'),
    read(document, reading) {
      const topic = header(reading.input.headers, 'x-wc-webhook-topic');
      const other = OTHERS.find(([field]) => some(document, (value) => says(value, field)))?.[1];
      const isLinked = some(document, (value) => says(value, '_links.self', '_links.collection'));
      const isNothing = asList(document).length === 0;
      const nothing = isNothing ? 'a list without orders' : isLinked ? 'no orders in it' : 'something was deleted';
      reading.note('', topic === null ? (other ?? nothing) : `${topic}: says nothing of orders or parcels`);
    },
  },
];

/** Answers and webhooks that are no news of an order or a parcel. */
const OTHERS: readonly (readonly [field: string, what: string])[] = [
  ['note', 'notes of an order: free text of the staff is not kept'],
  ['delivery_url', 'webhooks of the shop'],
  ['discount_type', 'coupons'],
  ['stock_quantity', 'products'],
  ['regular_price', 'products'],
  ['is_paying_customer', 'customers'],
  ['avatar_url', 'customers'],
  ['method_id', 'shipping methods'],
  ['total', 'a report of totals'],
  ['environment', 'the state of the shop'],
  ['order_notes', 'notes of an order: free text of the staff is not kept'],
];

const read = documentReader({ kinds });

/** What WooCommerce sends when a webhook is saved: a form, unsigned. */
const PING = /^webhook_id=\d{1,20}$/;

export function normalize(input: RawInput, settings?: Partial<Config>): Normalized {
  const isPing = input.body.length < 40 && PING.test(Buffer.from(input.body).toString('latin1').trim());
  return read(isPing ? { ...input, body: Buffer.from('[]') } : input, settings);
}
