import {
  addEvent,
  asText,
  endOfPromise,
  eventTime,
  found,
  pick,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { carrierOf, withoutHash } from './rest';

/** The older API writes times without a zone; the newer one writes Pacific time. */
const ZONE = 'America/Los_Angeles';
/** Names of states, with where their time stands. */
const FLAGS = [
  ['shipped', 'shipDate'],
  ['delivered', 'deliveryDate'],
  ['returned', 'returnDate'],
] as const;

function readOrder(order: JsonValue, path: string, reading: Reading): void {
  const orderNumber = withoutHash(textAt(order, '@id')) ?? refuse('an order without an id', '/@id');
  const orderExternalId = textAt(order, '@shipwireId');
  const numbers = found(order, 'TrackingNumber.*', path).filter(({ value }) => asText(value) !== null);
  const warehouse = textAt(order, '@warehouse');
  const service = textAt(order, '@shipperFullName', '@shipper');
  reading.each(numbers.length > 0 ? numbers : [{ value: order, path }], (number, at) => {
    const trackingNumber = numbers.length > 0 ? asText(number) : null;
    const carrier = carrierOf(textAt(number, '@carrier') ?? service);
    const whose = { trackingNumber, carrier, orderNumber, orderExternalId, service: 'xml' };
    for (const [flag, date] of FLAGS) {
      // A parcel has a word of its own on its delivery.
      const said = (flag === 'delivered' ? textAt(number, '@delivered') : null) ?? textAt(order, `@${flag}`);
      if (said?.toUpperCase() !== 'YES') continue;
      addEvent(reading, CODES, whose, { code: flag, time: { text: textAt(order, `@${date}`), assumedZone: ZONE } }, at);
    }
    if (/^cancell?ed$/i.test(textAt(order, '@affiliateStatus') ?? ''))
      addEvent(reading, CODES, whose, { code: 'canceled', text: textAt(order, '@affiliateStatus'), time: {} }, at);
    if (trackingNumber === null) return;
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        orderNumber,
        orderExternalId,
        serviceLevel: /^\d+$/.test(service ?? '') ? null : service,
        trackingUrl: textAt(number, '@href') ?? textAt(order, '@href'),
        shippedAt: eventTime({ text: textAt(order, '@shipDate'), assumedZone: ZONE }).occurredAt,
        carrierEstimate: endOfPromise({ text: textAt(order, '@expectedDeliveryDate'), assumedZone: ZONE }),
        node: warehouse === null ? null : { code: warehouse, name: warehouse },
      }),
    });
  });
  if (reading.milestones.length === 0 && numbers.length === 0)
    reading.note(path, `order ${orderNumber} has not left yet`);
}

function failed(root: JsonValue, name: string, reading: Reading): void {
  const message = textAt(root, 'ErrorMessage', 'Error');
  if (/^error$/i.test(textAt(root, 'Status') ?? '') || message !== null)
    reading.sourceError(`/${name}`, message ?? 'an error without a message');
}

const kind = (name: string, read: (root: JsonValue, reading: Reading) => void): DocumentKind => ({
  name,
  fits: (document) => pick(document, name) !== undefined,
  read(document, reading) {
    const root = pick(document, name) ?? null;
    failed(root, name, reading);
    read(root, reading);
  },
});

const trackingUpdate = kind('TrackingUpdateResponse', (root, reading) => {
  const orders = found(root, 'Order.*', '/TrackingUpdateResponse/Order');
  reading.each(found(root, 'Order.*', '/TrackingUpdateResponse'), (order, path) => readOrder(order, path, reading));
  if (orders.length === 0 && reading.issues.length === 0) reading.note('/TrackingUpdateResponse', 'no orders');
});

const submitOrder = kind('SubmitOrderResponse', (root, reading) => {
  const path = '/SubmitOrderResponse';
  reading.each(found(root, 'OrderInformation.Order.*', path), (order, at) => {
    const orderNumber = withoutHash(textAt(order, '@number')) ?? refuse('an order without a number', '/@number');
    const status = textAt(order, '@status') ?? refuse('an order without a status', '/@status');
    const whose = { carrier: null, orderNumber, orderExternalId: textAt(order, '@id'), service: 'status' };
    for (const { value, path: place } of found(order, 'WarningList.Warning.*', at))
      reading.note(place, asText(value) ?? 'a warning');
    const holds = [...found(order, 'HoldList.Hold.*', at), ...found(order, 'ExceptionList.Exception.*', at)];
    for (const { value, path: place } of holds)
      addEvent(
        reading,
        CODES,
        { ...whose, service: 'hold' },
        { code: null, text: asText(value) ?? 'held', time: {} },
        place,
      );
    if (holds.length === 0) addEvent(reading, CODES, whose, { code: status, time: {} }, at);
  });
  if (reading.milestones.length === 0 && reading.issues.length === 0) reading.note(path, 'no orders');
});

const inventoryUpdate = kind('InventoryUpdateResponse', (root, reading) => {
  reading.each(found(root, 'Product.*', '/InventoryUpdateResponse'), (product) => {
    const sku = textAt(product, '@code') ?? refuse('stock of an item without a code', '/@code');
    const quantity = textAt(product, '@quantity', '@good') ?? '';
    if (!/^-?\d{1,9}$/.test(quantity)) refuse('no quantity', '/@quantity');
    reading.inventory.push({ sku, nodeCode: textAt(product, '@warehouse'), onHand: Number(quantity), at: null });
  });
  if (reading.inventory.length === 0 && reading.issues.length === 0)
    reading.note('/InventoryUpdateResponse', 'no products');
});

const rates = kind('RateResponse', (_root, reading) => {
  if (reading.issues.length === 0) reading.note('/RateResponse', 'prices');
});

export const XML: readonly DocumentKind[] = [trackingUpdate, submitOrder, inventoryUpdate, rates];

/** A reference to a document type that lies elsewhere says nothing: it is blanked. One with declarations inside is not. */
export function withoutDoctype(body: Uint8Array): Uint8Array {
  const head = Buffer.from(body.subarray(0, 1_000)).toString('latin1');
  const doctype = /<!DOCTYPE\s[^<>[\]]*>/.exec(head);
  if (doctype === null || /^<!DOCTYPE\s+html\b/i.test(doctype[0])) return body;
  const plain = Buffer.from(body);
  for (let at = doctype.index; at < doctype.index + doctype[0].length; at += 1)
    if (plain[at] !== 0x0a) plain[at] = 0x20;
  return plain;
}
