import {
  addEvent,
  documentReader,
  found,
  refuse,
  says,
  stated,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { isOrder, isShipment, readOrder, readShipment } from './orders';

/** One of them, a list of V2, or a list of V3 in its envelope. */
const inside = (document: JsonValue): readonly Found[] =>
  says(document, 'data') ? found(document, 'data.*') : found(document, '*');
const some = (document: JsonValue, is: (value: JsonValue) => boolean): boolean =>
  inside(document).some(({ value }) => is(value));

/** Webhooks hold ids only: what happened is read after them. */
function readWebhook(document: JsonValue, reading: Reading): void {
  const scope = textAt(document, 'scope') ?? refuse('a webhook without a scope', '/scope');
  if (!/^store\/(channel\/\d+\/)?(order|shipment)\//.test(scope))
    return reading.note('/scope', `${scope.slice(0, 100)}: says nothing of orders or parcels`);
  const isShipment = textAt(document, 'data.type') === 'shipment';
  const orderId = textAt(document, isShipment ? 'data.orderId' : 'data.id', 'data.order_id');
  if (orderId === null || !/^\d{1,20}$/.test(orderId)) refuse('a webhook that names no order', '/data');
  const time = { epochSeconds: textAt(document, 'created_at') };
  const whose = { orderExternalId: orderId, carrier: null };
  const shipmentExternalId = isShipment ? textAt(document, 'data.id') : null;
  const row = CODES.find({ service: 'event', code: scope });
  if (row !== null)
    addEvent(reading, CODES, { ...whose, shipmentExternalId, service: 'event' }, { code: scope, time }, '');
  const status = textAt(document, 'data.status.new_status_id');
  if (status !== null) addEvent(reading, CODES, { ...whose, service: 'order' }, { code: status, time }, '/data/status');
  if (/\/order\/archived$/.test(scope))
    return reading.note('/scope', 'the order was archived; what was reported stands');
  if (/\/message\//.test(scope)) return reading.note('/scope', 'a message on the order: nothing of it is kept');
  reading.follow.push(`orders/${orderId}`);
}

/** Answers that are no news of an order or a parcel by themselves. */
const OTHERS: readonly (readonly [field: string, what: string])[] = [
  ['order_product_id', 'products of an order, without the order'],
  ['product_id', 'products of an order, without the order'],
  ['items_total', 'addresses of an order, without the order'],
  ['street_1', 'addresses of an order, without the order'],
  ['destination', 'webhooks of the store'],
  ['custom_label', 'statuses of the store'],
  ['system_label', 'statuses of the store'],
  ['total_amount', 'refunds, without a time of their own'],
  ['count', 'a count'],
  ['gateway_transaction_id', 'payments of an order'],
  ['payment_method_id', 'payments of an order'],
  ['order_id', 'something of an order that says nothing of its progress'],
  ['resource_type', 'fields that the shop added'],
  ['first_name', 'customers'],
  ['domain', 'the store'],
];

/** Stock of one item in each location: `GET /v3/inventory/items`. */
function readStock(item: JsonValue, path: string, reading: Reading): void {
  const sku = textAt(item, 'identity.sku') ?? refuse('stock of an item without a SKU', '/identity/sku');
  reading.each(found(item, 'locations.*', path), (location) => {
    const onHand = countAt(location, 'total_inventory_onhand');
    reading.inventory.push({
      sku,
      nodeCode: textAt(location, 'location_code', 'location_id'),
      onHand: onHand ?? refuse('no quantity on hand', '/total_inventory_onhand'),
      at: null,
      ...stated({ available: countAt(location, 'available_to_sell') }),
    });
  });
}

function countAt(value: JsonValue, path: string): number | null {
  const text = textAt(value, path);
  return text !== null && /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Codes of errors are numbers: messages on an order have a status in words. */
const hasCode = (value: JsonValue): boolean => /^\d{3}$/.test(textAt(value, 'status', 'code') ?? '');

const kinds: readonly DocumentKind[] = [
  { name: 'webhook', fits: (document) => says(document, 'scope') && says(document, 'data'), read: readWebhook },
  {
    name: 'orders and shipments',
    fits: (document) => some(document, (value) => isOrder(value) || isShipment(value)),
    read: (document, reading) =>
      reading.each(inside(document), (value, path) => {
        if (isOrder(value)) readOrder({ value, path }, reading);
        else if (isShipment(value)) readShipment({ value, path }, reading);
        else refuse('neither an order nor a shipment');
      }),
  },
  {
    name: 'error',
    fits: (document) =>
      some(document, (value) => hasCode(value) && (says(value, 'message') || says(value, 'title'))) ||
      says(document, 'error'),
    read: (document, reading) =>
      reading.each(inside(document), (value, path) =>
        reading.sourceError(
          path,
          [textAt(value, 'status', 'code'), textAt(value, 'message', 'title', 'error_description', 'error')]
            .filter(Boolean)
            .join(': '),
        ),
      ),
  },
  {
    name: 'stock',
    fits: (document) => some(document, (value) => says(value, 'identity') && says(value, 'locations')),
    read: (document, reading) => reading.each(inside(document), (value, path) => readStock(value, path, reading)),
  },
  {
    name: 'something else',
    fits: (document) =>
      OTHERS.some(([field]) => some(document, (value) => says(value, field))) ||
      (inside(document).length === 0 && (Array.isArray(document) || says(document, 'meta'))),
    read: (document, reading) =>
      reading.note(
        '',
        OTHERS.find(([field]) => some(document, (value) => says(value, field)))?.[1] ?? 'a list of nothing',
      ),
  },
];

export const normalize = documentReader({ kinds });
