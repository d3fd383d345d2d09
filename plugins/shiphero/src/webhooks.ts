import {
  addEvent,
  asList,
  found,
  pick,
  place,
  refuse,
  stated,
  type DocumentKind,
  type EventSaid,
  type Found,
  type JsonValue,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import {
  carrierOf,
  goodsOf,
  idOf,
  moment,
  nodeOf,
  orderNumberOf,
  placeOf,
  textOf,
  trackingNumberOf,
  writtenNumberOf,
  ZONE,
} from './fields';

type Read = (body: JsonValue, type: string, reading: Reading, path: string) => void;

const typeOf = (document: JsonValue): string | null =>
  textOf(document, 'webhook_type') ??
  textOf(document, 'fulfillment.webhook_type') ??
  textOf(document, 'inventory.0.webhook_type') ??
  typeByFields(document);

/** Older bodies do not say what they are. */
function typeByFields(document: JsonValue): string | null {
  const has = (path: string) => pick(document, path) !== undefined;
  if (has('fulfillment.shipment_id')) return 'Shipment Update';
  if (has('inventory.0.sku')) return 'Inventory Update';
  if (has('totes.0.orders')) return 'Tote Complete';
  if (has('tote_id') && has('reason')) return 'Tote Cleared';
  if (has('action_data')) return 'Automation Rules';
  if (has('change_in_on_hand')) return 'Inventory Change';
  return has('fulfillment-status') ? 'Order Canceled' : null;
}

/** Whose an event is, when the body is about an order. */
const orderOf = (body: JsonValue): ParcelSaid => ({
  carrier: null,
  service: 'webhook',
  orderNumber: orderNumberOf(body),
  orderExternalId: idOf(body, 'order_id', 'order_uuid'),
});

function tell(reading: Reading, parcel: ParcelSaid, said: EventSaid, path: string): void {
  const { trackingNumber, shipmentExternalId, orderNumber, orderExternalId } = parcel;
  if (!trackingNumber && !shipmentExternalId && !orderNumber && !orderExternalId)
    refuse('it does not say which order it is about');
  addEvent(reading, CODES, parcel, said, path);
}

/** What is about an order as a whole: only number and id are sure to be there. */
const aboutOrder: Read = (body, type, reading, path) => {
  const order = orderOf(body);
  const at = ['allocated_at', 'deallocated_at', 'canceled_at', 'created_at'].find((key) => textOf(body, key) !== null);
  const time = { text: at === undefined ? null : textOf(body, at), assumedZone: ZONE };
  const text =
    goodsOf(body, 'line_items.*', 'quantity', reading, path) ?? textOf(body, 'action_data') ?? textOf(body, 'reason');
  tell(reading, { ...order, trackingNumber: trackingNumberOf(body) }, { code: type, text, time }, path);
  if (order.orderNumber && order.orderExternalId)
    reading.orders.push({
      number: order.orderNumber,
      externalId: order.orderExternalId,
      ...stated({ updatedAt: at === undefined ? null : moment(body, at) }),
    });
};

/** Items of a tote may belong to several orders. */
const aboutTote: Read = (body, type, reading, path) => {
  const items = found(body, 'items.*', path);
  const byOrder = new Map<string, JsonValue[]>();
  reading.each(items, (item) => {
    if (textOf(item, 'sku') === null) refuse('an item without a SKU', '/sku');
    const id =
      idOf(item, 'order_id', 'order_uuid') ?? idOf(body, 'order_id', 'order_uuid') ?? refuse('an item of no order');
    byOrder.set(id, [...(byOrder.get(id) ?? []), item]);
  });
  if (items.length === 0) return aboutOrder(body, type, reading, path);
  for (const [id, own] of byOrder) {
    const text = goodsOf({ own }, 'own.*', 'quantity');
    const order = { ...orderOf(own[0] ?? null), orderExternalId: id };
    tell(reading, order, { code: type, text, time: { text: textOf(body, 'created_at'), assumedZone: ZONE } }, path);
  }
};

const aboutPickedTotes: Read = (body, type, reading, path) =>
  reading.each(found(body, 'totes.*.orders.*', path), (order, at) => {
    const text = goodsOf(order, 'items.*', 'quantity', reading, at);
    const time = { text: textOf(order, 'completed_at') ?? textOf(body, 'created_at'), assumedZone: ZONE };
    tell(reading, orderOf(order), { code: type, text, time }, at);
  });

/** One parcel, or each of its packages with a number of its own. What a package says counts before the whole. */
const aboutShipment: Read = (body, type, reading, path) => {
  const inner = pick(body, 'fulfillment') ?? null;
  const whole = inner ?? body;
  const packages = [...found(inner, 'packages.*', `${path}/fulfillment`), ...found(body, 'packages.*', path)];
  const parts = packages.filter(({ value }) => writtenNumberOf(value) !== null);
  const isUnnamed = ({ value }: Found) => writtenNumberOf(value) === null && textOf(value, 'name') === null;
  for (const { path: at } of packages.filter(isUnnamed)) reading.note(at, 'a package without a number');
  reading.each(parts.length > 0 ? parts : [{ value: whole, path }], (part, at) => {
    const trackingNumber = trackingNumberOf(part);
    const ids = {
      orderNumber: orderNumberOf(whole),
      orderExternalId: idOf(whole, 'order_id', 'order_uuid'),
    };
    const shipmentExternalId = idOf(whole, 'shipment_id', 'shipment_uuid');
    const carrier = carrierOf(part) ?? carrierOf(whole);
    const code = trackingNumber === null ? 'without tracking' : null;
    const said = {
      code: type,
      subCode: code,
      text: code === null ? null : writtenNumberOf(part),
      time: { text: textOf(part, 'created_at') ?? textOf(whole, 'created_at'), assumedZone: ZONE },
    };
    tell(reading, { trackingNumber, carrier, service: 'webhook', shipmentExternalId, ...ids }, said, at);
    if (trackingNumber === null) return;
    const destination = placeOf(pick(whole, 'shipping_address'));
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        ...ids,
        externalId: shipmentExternalId,
        serviceLevel: textOf(part, 'shipping_method') ?? textOf(whole, 'shipping_method'),
        trackingUrl:
          textOf(part, 'tracking_url') ??
          textOf(part, 'shipping_label.tracking_url') ??
          textOf(whole, 'custom_tracking_url'),
        node: nodeOf(whole),
        destination: destination && place(destination),
      }),
    });
  });
};

/** Returns are counted apart from shipments. */
const aboutReturn: Read = (body, _type, reading, path) => {
  const trackingNumber = trackingNumberOf(body);
  const id = idOf(body, 'return_id', 'return_uuid') ?? refuse('a return without an id', '/return_id');
  const externalId = `return-${id}`;
  const carrier = carrierOf(body);
  const status = textOf(body, 'status') ?? refuse('a return without a status', '/status');
  const ids = { orderNumber: orderNumberOf(body), orderExternalId: idOf(body, 'order_id', 'order_uuid') };
  const isNew = status.toLowerCase() === 'pending';
  const said = {
    code: status,
    text: goodsOf(body, 'items.*', isNew ? 'quantity' : 'quantity_received', reading, path),
    time: { text: isNew ? textOf(body, 'created_at') : textOf(body, 'updated_at'), assumedZone: ZONE },
    direction: 'RETURN' as const,
  };
  tell(reading, { trackingNumber, carrier, service: 'return', shipmentExternalId: externalId, ...ids }, said, path);
  if (trackingNumber !== null)
    reading.shipments.push({ trackingNumber, carrier, isReturn: true, ...stated({ externalId, ...ids }) });
};

/** `on_hand` lies in the warehouse, `inventory` of it can be sold. First over all warehouses, then in the one that moved. */
const aboutStock: Read = (body, _type, reading, path) =>
  reading.each(found(body, 'inventory.*', path), (item, at) => {
    const sku = textOf(item, 'sku') ?? refuse('stock of an item without a SKU', '/sku');
    if (pick(item, 'virtual') === true) return;
    const here = pick(item, 'updated_warehouse');
    const all = [
      [item, null],
      [here, idOf(here, 'warehouse_id', 'warehouse_uuid')],
    ] as const;
    const told = all.filter(([from, code]) => count(from, 'on_hand') !== null && (code !== null || from === item));
    if (told.length === 0) reading.note(at, `${sku}: it says what can be sold, not what is there`);
    for (const [from, nodeCode] of told)
      reading.inventory.push({
        sku,
        nodeCode,
        onHand: count(from, 'on_hand') ?? 0,
        at: null,
        ...stated({ available: count(from, 'inventory') }),
      });
  });

const aboutMovement: Read = (body, _type, reading) => {
  const sku = textOf(body, 'sku') ?? refuse('a movement of an item without a SKU', '/sku');
  const [before, change] = [count(body, 'previous_on_hand'), count(body, 'change_in_on_hand')];
  const onHand = count(body, 'on_hand') ?? (before === null || change === null ? null : before + change);
  const at = moment(body, 'created_at') ?? moment(body, 'timestamp');
  const nodeCode = idOf(body, 'warehouse_id', 'warehouse_uuid');
  reading.inventory.push({ sku, nodeCode, onHand: onHand ?? refuse('it does not say how many are left'), at });
};

function count(from: JsonValue | undefined, key: string): number | null {
  const value = textOf(from, key);
  return value !== null && /^-?\d{1,9}$/.test(value) ? Number(value) : null;
}

/** The package has no tracking number yet: only the shipment that it was added to is named. */
const aboutPackage: Read = (body, type, reading, path) => {
  const whole = pick(body, 'fulfillment') ?? body;
  const order = { ...orderOf(whole), shipmentExternalId: idOf(whole, 'shipment_id', 'shipment_uuid') };
  const time = { text: textOf(whole, 'package_added_at') ?? textOf(whole, 'created_at'), assumedZone: ZONE };
  tell(reading, order, { code: type, time }, path);
};

const note =
  (problem: string): Read =>
  (_body, type, reading, path) =>
    reading.note(path, `${type}: ${problem}`);

const READERS: Readonly<Record<string, Read>> = {
  'shipment update': aboutShipment,
  'shipment asn': aboutShipment,
  'package added': aboutPackage,
  'inventory update': aboutStock,
  'inventory change': aboutMovement,
  'return update': aboutReturn,
  'tote complete': aboutPickedTotes,
  'tote cleared': aboutTote,
  'order packed out': aboutTote,
  'po update': note('is about a purchase order'),
  'print barcode': note('is about barcodes of products'),
  'product update': note('is about a product'),
  'generate label': note('asks for a label, which is not made here'),
};

/** Webhooks: their type stands in the body. */
export const webhook: DocumentKind = {
  name: 'webhook',
  fits: (document) => asList(document).some((one) => typeOf(one) !== null),
  read: (document, reading) =>
    reading.each(found(document, '*'), (body, path) => {
      const type = typeOf(body) ?? refuse('it does not say what it is');
      const key = type.replace(/_/g, ' ').toLowerCase();
      const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
      (reader ?? aboutOrder)(body, type.includes('_') ? key : type, reading, path);
    }),
};
