import {
  asList,
  asObject,
  documentReader,
  found,
  header,
  holds,
  pick,
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

const has = (value: JsonValue, ...paths: readonly string[]): boolean =>
  paths.some((path) => pick(value, path) !== undefined && pick(value, path) !== null);

/** One of them, a list, the envelope of the legacy API, or the answer to a batch. */
const inside = (document: JsonValue): readonly Found[] => {
  const named = ['order', 'orders', 'order_refund', 'order_refunds', 'create', 'update'].flatMap((name) =>
    found(document, `${name}.*`),
  );
  return named.length > 0 ? named : found(document, '*');
};
const some = (document: JsonValue, is: (value: JsonValue) => boolean): boolean =>
  inside(document).some(({ value }) => is(value));

const isOrder = (value: JsonValue): boolean =>
  has(value, 'status') && has(value, 'line_items', 'order_key', 'billing', 'billing_address', 'order_number');
const isRefund = (value: JsonValue): boolean => has(value, 'amount') && has(value, 'id') && !has(value, 'status');
const isFulfillment = (value: JsonValue): boolean => has(value, 'entity_type') && has(value, 'entity_id');
const isTracking = (value: JsonValue): boolean => has(value, 'tracking_number') && has(value, 'tracking_id', '_links');
const orderInLinks = (value: JsonValue): string | null =>
  /\/orders\/(\d+)\/?$/.exec(textAt(value, '_links.up.0.href') ?? '')?.[1] ?? null;

/** Webhooks of an order whose parcels are kept elsewhere lead there. What was read there leads nowhere. */
function followOrder(order: JsonValue, reading: Reading, settings: Partial<Config>): void {
  const topic = header(reading.input.headers, 'x-wc-webhook-topic');
  const wanted = { fulfillments: 'fulfillments', 'shipment-trackings': 'shipment_trackings', order: null };
  const resource = wanted[settings.trackingFrom ?? 'order'];
  const id = textAt(order, 'id') ?? '';
  if (topic?.startsWith('order.') && resource !== null && !has(order, resource) && /^\d+$/.test(id))
    reading.follow.push(`orders/${id}`);
}

const kinds = (settings: Partial<Config>): readonly DocumentKind[] => [
  {
    name: 'orders',
    fits: (document) => some(document, isOrder),
    read: (document, reading) =>
      reading.each(inside(document), (value, path) => {
        readOrder({ value, path }, reading, settings);
        followOrder(value, reading, settings);
      }),
  },
  {
    name: 'error',
    fits: (document) => has(document, 'errors') || (has(document, 'code', 'data.status') && has(document, 'message')),
    read(document, reading) {
      const errors = has(document, 'errors') ? found(document, 'errors.*') : found(document, '');
      for (const { value, path } of errors)
        reading.sourceError(path, [textAt(value, 'code'), textAt(value, 'message')].filter(Boolean).join(': '));
    },
  },
  {
    name: 'fulfillments',
    fits: (document) => some(document, isFulfillment),
    read: (document, reading) =>
      reading.each(
        inside(document),
        (value, path) =>
          void readParcel({ value, path }, 'fulfillment', onlyOrder(textAt(value, 'entity_id')), { reading, settings }),
      ),
  },
  {
    name: 'list of the Shipment Tracking extension',
    fits: (document) => some(document, isTracking),
    read: (document, reading) =>
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
    fits: (document) => has(document, 'action') && holds(document, 'arg'),
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
      OTHERS.some(([field]) => some(document, (value) => has(value, field))) ||
      (asObject(document) !== null && Object.keys(asObject(document) ?? {}).join() === 'id'),
    read(document, reading) {
      const topic = header(reading.input.headers, 'x-wc-webhook-topic');
      const other = OTHERS.find(([field]) => some(document, (value) => has(value, field)))?.[1];
      const nothing = asList(document).length === 0 ? 'a list without orders' : 'something was deleted';
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
  ['order_notes', 'notes of an order: free text of the staff is not kept'],
];

/** What WooCommerce sends when a webhook is saved: a form, unsigned. */
const PING = /^webhook_id=\d{1,20}$/;

export function normalize(input: RawInput, settings: Partial<Config> = {}): Normalized {
  const isPing = input.body.length < 40 && PING.test(Buffer.from(input.body).toString('latin1').trim());
  const body = isPing ? Buffer.from('[]') : input.body;
  return documentReader({ kinds: kinds(settings) })({ ...input, body });
}
