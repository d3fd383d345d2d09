import {
  addEvent,
  asObject,
  errorDocument,
  flagAt,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  refuse,
  stated,
  type DocumentKind,
  type Found,
  type JsonValue,
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
  ZONE,
} from './fields';

/** What is asked of a shipment: its labels, and of its order what may stop it. */
export const QUERY = `query ($number: String!) {
  shipments(tracking_number: $number) {
    data(first: 5) { edges { node {
      id legacy_id order_id warehouse_id created_date address { city state zip country }
      shipping_labels {
        tracking_number carrier shipping_name shipping_method created_date picked_up delivered refunded tracking_status
        tracking_url dimensions { weight height width length }
      }
      order {
        id legacy_id order_number partner_order_id order_date updated_at fulfillment_status required_ship_date
        holds { fraud_hold address_hold shipping_method_hold operator_hold payment_hold client_hold }
        line_items(first: 20) { edges { node { sku quantity backorder_quantity } } }
      }
    } } }
  }
}`;

const HOLDS = ['address_hold', 'fraud_hold', 'payment_hold', 'operator_hold', 'client_hold', 'shipping_method_hold'];

/** Things of a kind: the nodes of a query of many, the data of a query of one, and what a mutation changed. */
function nodes(document: JsonValue, kind: string): readonly Found[] {
  const changes = Object.keys(asObject(pick(document, 'data')) ?? {}).filter((name) => name.startsWith(`${kind}_`));
  return [
    ...found(document, `data.${kind}s.data.edges.*`).map(({ value, path }) => ({
      value: pick(value, 'node') ?? null,
      path: `${path}/node`,
    })),
    ...found(document, `data.${kind}.data`),
    ...changes.flatMap((name) => found(document, `data.${name}.${kind}`)),
  ];
}

export const graphql: DocumentKind = {
  name: 'answer of the GraphQL API',
  fits: (document) => holds(document, 'data', 'errors'),
  read(document, reading) {
    for (const { value, path } of found(document, 'errors.*'))
      reading.sourceError(
        path,
        [textOf(value, 'code'), textOf(value, 'message')].filter(Boolean).join(': ') || 'an error',
      );
    const [shipments, orders, returns] = ['shipment', 'order', 'return'].map((kind) => nodes(document, kind));
    if (![shipments, orders, returns].some((some) => some?.length) && reading.issues.length === 0)
      reading.note('', 'no shipments');
    reading.each(shipments ?? [], (shipment, path) =>
      readShipment(shipment, pick(shipment, 'order') ?? null, path, reading),
    );
    reading.each(orders ?? [], (order, path) => {
      readOrder(order, path, reading);
      reading.each(found(order, 'shipments.*', path), (shipment, at) => readShipment(shipment, order, at, reading));
    });
    reading.each(returns ?? [], (one, path) => readReturn(one, path, reading));
  },
};

/** Errors that come without GraphQL: of the gateway, and of the service that gives out tokens. */
export const error = errorDocument({ name: 'error', whole: ['error', ['error_description', 'message']] });

function readShipment(shipment: JsonValue, order: JsonValue, path: string, reading: Reading): void {
  const externalId = idOf(shipment, 'legacy_id', 'id') ?? refuse('a shipment without an id', '/id');
  const ids = {
    orderNumber: orderNumberOf(order),
    orderExternalId: idOf(order, 'legacy_id', 'id') ?? idOf(shipment, 'order_id'),
  };
  if (order !== null && holds(shipment, 'order')) readOrder(order, `${path}/order`, reading);
  const destination = placeOf(pick(shipment, 'address'));
  reading.each(found(shipment, 'shipping_labels.*', path), (label, at) => {
    const made = textOf(label, 'created_date');
    if (made === null && textOf(label, 'tracking_number') === null) refuse('a label without number and date');
    const trackingNumber = trackingNumberOf(label);
    const carrier = carrierOf(label);
    const parcel = { trackingNumber, carrier, shipmentExternalId: externalId, ...ids };
    const created = made ?? textOf(shipment, 'created_date');
    const say = (service: string, code: string, text: string | null) =>
      addEvent(reading, CODES, { ...parcel, service }, { code, time: { text, assumedZone: ZONE } }, at);
    say('label', 'created_date', created);
    const tracking = textOf(label, 'tracking_status');
    const flag = ['refunded', 'voided', 'delivered', 'picked_up'].find(
      (key) => (pick(label, key) ?? pick(shipment, key)) === true,
    );
    if (flag !== undefined) say('label', flag, null);
    if (tracking !== null && tracking !== flag) say('tracking', tracking, null);
    if (trackingNumber === null) return;
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        ...ids,
        externalId,
        serviceLevel: textOf(label, 'shipping_method') ?? textOf(label, 'shipping_name'),
        trackingUrl: textOf(label, 'tracking_url'),
        node: nodeOf(shipment),
        destination: destination && place(destination),
        declared: parcelFacts({
          weight: pick(label, 'dimensions.weight'),
          weightUnit: 'oz',
          length: pick(label, 'dimensions.length'),
          width: pick(label, 'dimensions.width'),
          height: pick(label, 'dimensions.height'),
          lengthUnit: 'in',
        }),
      }),
    });
  });
}

/** The order's own statuses are the account's words, so only what ShipHero itself defines is told. */
function readOrder(order: JsonValue, path: string, reading: Reading): void {
  const number = orderNumberOf(order) ?? refuse('an order without a number', '/order_number');
  const orderExternalId = idOf(order, 'legacy_id', 'id');
  const destination = placeOf(pick(order, 'shipping_address'));
  reading.orders.push({
    number,
    ...stated({
      externalId: orderExternalId,
      placedAt: moment(order, 'order_date'),
      updatedAt: moment(order, 'updated_at'),
      destination: destination && place(destination),
    }),
  });
  const say = (code: string, text: string | null) =>
    addEvent(
      reading,
      CODES,
      { carrier: null, service: 'order', orderNumber: number, orderExternalId },
      { code, text, time: {} },
      path,
    );
  const status = textOf(order, 'fulfillment_status');
  if (status !== null && /^cancell?ed$/i.test(status)) say(status, null);
  for (const hold of HOLDS) if (flagAt(order, `holds.${hold}`) === true) say(hold, null);
  const short = goodsOf(order, 'line_items.edges.*.node', 'backorder_quantity', reading, path);
  if (short !== null) say('backorder_quantity', short);
}

/** Returns are counted apart from shipments. When a return got its status is not said, only when it was made. */
function readReturn(one: JsonValue, path: string, reading: Reading): void {
  const id = idOf(one, 'legacy_id', 'id') ?? refuse('a return without an id', '/id');
  const status = textOf(one, 'status') ?? refuse('a return without a status', '/status');
  const [trackingNumber, carrier, externalId] = [trackingNumberOf(one), carrierOf(one), `return-${id}`];
  const order = pick(one, 'order') ?? null;
  const ids = {
    orderNumber: orderNumberOf(order),
    orderExternalId: idOf(one, 'order_id') ?? idOf(order, 'legacy_id', 'id'),
  };
  const time = /^pending$/i.test(status) ? { text: textOf(one, 'created_at'), assumedZone: ZONE } : {};
  addEvent(
    reading,
    CODES,
    { trackingNumber, carrier, service: 'return', shipmentExternalId: externalId, ...ids },
    { code: status, text: goodsOf(one, 'line_items.*', 'quantity', reading, path), time, direction: 'RETURN' },
    path,
  );
  if (trackingNumber !== null)
    reading.shipments.push({ trackingNumber, carrier, isReturn: true, ...stated({ externalId, ...ids }) });
}
