import {
  addEvent,
  asObject,
  documentReader,
  endOfPromise,
  found,
  foundAll,
  holds,
  itself,
  pick,
  readJson,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { carrierOf, destinationOf, listOf, moment, placeOf, tell, textOf } from './fields';
import { readFulfillment, readMarketplaceOrder, readShipment } from './fulfillment';
import { noNews, stock } from './stock';

/** What an answer is about: the XML API names its answer twice. */
function bodyOf(document: JsonValue): Found {
  const [payload] = found(document, 'payload');
  if (payload !== undefined && asObject(payload.value) !== null) return payload;
  const answer = asObject(document);
  for (const name in answer)
    if (name.endsWith('Response')) {
      const inside = `${name.slice(0, -'Response'.length)}Result`;
      const [result] = found(answer[name], inside, `/${name}`);
      if (result !== undefined) return result;
    }
  return { value: document, path: '' };
}

const tracking: DocumentKind = {
  name: 'getPackageTrackingDetails',
  fits(document) {
    const { value } = bodyOf(document);
    return (
      textOf(value, 'packageNumber') !== null && textOf(value, 'currentStatus', 'trackingNumber', 'shipDate') !== null
    );
  },
  read(document, reading) {
    const { value, path } = bodyOf(document);
    const trackingNumber = textOf(value, 'trackingNumber', 'amazonFulfillmentTrackingNumber');
    const carrier = carrierOf(value);
    const shipmentExternalId = trackingNumber === null ? `package-${textOf(value, 'packageNumber') ?? '?'}` : null;
    const parcel = { trackingNumber, carrier, shipmentExternalId };
    const destination = destinationOf(pick(value, 'shipToAddress') ?? pick(value, 'ShipToAddress'));
    const location = textOf(value, 'additionalLocationInfo');
    const events = listOf(value, path, 'trackingEvents');
    reading.each(events, (event, at) => {
      const code = textOf(event, 'eventCode');
      const said = {
        code,
        subCode: code === 'EVENT_301' ? location : null,
        text: textOf(event, 'eventDescription'),
        time: { text: textOf(event, 'eventDate') },
        place: placeOf(pick(event, 'eventAddress') ?? pick(event, 'EventAddress')),
      };
      addEvent(reading, CODES, { ...parcel, service: 'event' }, said, at);
    });
    const status = textOf(value, 'currentStatus');
    if (events.length === 0 && status !== null)
      tell(
        reading,
        'package',
        parcel,
        { code: status, text: textOf(value, 'currentStatusDescription'), time: {} },
        path,
      );
    if (trackingNumber === null) return;
    reading.shipments.push({
      trackingNumber,
      carrier,
      ...stated({
        shippedAt: moment(value, 'shipDate'),
        carrierEstimate: endOfPromise({
          text: textOf(value, 'deliveryWindow.endDate', 'estimatedArrivalDate', 'estimatedArrivalDateTime'),
          place: destination,
        }),
        trackingUrl: linkOf(textOf(value, 'customerTrackingLink')),
        destination,
      }),
    });
  },
};

/** The link comes escaped as a whole. */
function linkOf(written: string | null): string | null {
  if (written === null || !/^https?%3A/i.test(written)) return written;
  try {
    return decodeURIComponent(written).trim();
  } catch {
    return null;
  }
}

const fulfillment: DocumentKind = {
  name: 'fulfillment orders',
  fits(document) {
    const { value } = bodyOf(document);
    return fulfillmentOrders(value, '').length > 0 || listOf(value, '', 'fulfillmentOrder').length > 0;
  },
  read(document, reading) {
    const body = bodyOf(document);
    const [one] = found(body.value, 'fulfillmentOrder', body.path).concat(
      found(body.value, 'FulfillmentOrder', body.path),
    );
    if (one !== undefined) return readFulfillment(one, body, reading);
    const all = fulfillmentOrders(body.value, body.path);
    reading.each(all, (value, path) => readFulfillment({ value, path }, { value, path }, reading));
  },
};

/** Lists of orders; those of 2026-07-04 are told from the marketplace's by their status. */
function fulfillmentOrders(value: JsonValue, path: string): readonly Found[] {
  const listed = listOf(value, path, 'fulfillmentOrders');
  if (listed.length > 0) return listed;
  const newer = found(value, 'orders.*', path);
  const isFulfillment = (one: JsonValue) => textOf(one, 'statusUpdateTime', 'receiveTime') !== null;
  if (newer.some((one) => isFulfillment(one.value))) return newer;
  return isFulfillment(value) && textOf(value, 'orderId') !== null ? [{ value, path }] : [];
}

const ORDERS = ['Orders.*', 'orders.*', 'order'];

const marketplaceOrders = (value: JsonValue, path: string): readonly Found[] => {
  const lists = foundAll(value, ORDERS, path);
  if (lists.length > 0) return lists;
  return textOf(value, 'AmazonOrderId') !== null && textOf(value, 'OrderStatus') !== null ? [{ value, path }] : [];
};

const orders: DocumentKind = {
  name: 'getOrder, getOrders',
  fits(document) {
    const { value } = bodyOf(document);
    return Array.isArray(pick(value, 'Orders')) || marketplaceOrders(value, '').length > 0;
  },
  read(document, reading) {
    const { value, path } = bodyOf(document);
    const list = marketplaceOrders(value, path);
    if (list.length === 0) reading.note(path, 'no orders in it');
    reading.each(list, (order, at) => readMarketplaceOrder({ value: order, path: at }, reading));
  },
};

/** Errors of the APIs, and of those before them. */
const errors: DocumentKind = {
  name: 'error',
  fits: (document) => errorsOf(document).length > 0 || textOf(document, 'error') !== null || isMessage(document),
  read(document, reading) {
    for (const { value, path } of errorsOf(document))
      reading.sourceError(path, [textOf(value, 'code'), textOf(value, 'message')].filter(Boolean).join(': '));
    const error = textOf(document, 'error') ?? (isMessage(document) ? textAt(document, 'message') : null);
    if (error !== null)
      reading.sourceError('', [error, textOf(document, 'error_description')].filter(Boolean).join(': '));
  },
};
/** The gateway before the APIs says no more than that. */
const isMessage = (document: JsonValue): boolean => Object.keys(asObject(document) ?? {}).join() === 'message';
const ERRORS = ['errors.*', 'Errors.*', 'ErrorResponse.Error.*'];
const errorsOf = (document: JsonValue): readonly Found[] => foundAll(document, ERRORS);

type Notice = (body: JsonValue, path: string, at: string | null, reading: Reading) => void;

const NOTICES: Readonly<Record<string, Notice>> = {
  FULFILLMENT_ORDER_STATUS(body, path, at, reading) {
    const id = textOf(body, 'sellerFulfillmentOrderId') ?? refuse('a notification of no order');
    const whole = { carrier: null, orderExternalId: id };
    const time = { text: textOf(body, 'statusUpdatedDateTime') ?? at };
    const status = textOf(body, 'fulfillmentOrderStatus');
    if (status !== null) tell(reading, 'fulfillment', whole, { code: status, time }, path);
    reading.each(listOf(body, path, 'fulfillmentShipment'), (value, on) => {
      const parcels = readShipment({ value, path: on }, { whole, changed: time.text, destination: null }, reading);
      const numbers = parcels.map((one) => textOf(one.value, 'packageNumber')).filter((one) => one !== null);
      for (const number of new Set(numbers)) reading.follow.push(`packages/${number}`);
    });
    reading.each(listOf(body, path, 'fulfillmentReturnItem'), (item, on) => {
      const sku = textOf(item, 'SellerSKU', 'sellerSku') ?? refuse('a returned item without a SKU');
      const quantity = textOf(item, 'returnedQuantity');
      const said = {
        code: 'PROCESSED',
        text: quantity === null ? sku : `${sku} × ${quantity}`,
        time: { text: textOf(item, 'receivedDateTime') },
        direction: 'RETURN' as const,
      };
      tell(reading, 'return', { ...whole, shipmentExternalId: `return-${id}` }, said, on);
    });
    reading.follow.push(`fulfillment-orders/${id}`);
  },
  FBA_OUTBOUND_SHIPMENT_STATUS(body, path, at, reading) {
    const shipmentExternalId = textOf(body, 'amazonShipmentId') ?? refuse('a notification of no shipment');
    const id = textOf(body, 'amazonOrderId');
    const parcel = { carrier: null, shipmentExternalId, orderNumber: id, orderExternalId: id };
    tell(reading, 'shipment', parcel, { code: textOf(body, 'shipmentStatus'), time: { text: at } }, path);
  },
  ORDER_CHANGE(body, path, at, reading) {
    const id = textOf(body, 'amazonOrderId') ?? refuse('a notification of no order');
    const change = textOf(body, 'orderChangeType');
    const isRequest = /^buyerrequested/i.test(change ?? '');
    const said = {
      code: isRequest ? change : (textOf(body, 'summary.orderStatus', 'orderStatus') ?? change),
      text: textOf(body, 'orderChangeTrigger.changeReason'),
      time: { text: textOf(body, 'orderChangeTrigger.timeOfOrderChange') ?? at },
    };
    tell(reading, 'order', { carrier: null, orderNumber: id, orderExternalId: id }, said, path);
    const summary = pick(body, 'Summary') ?? pick(body, 'summary');
    const to = endOfPromise({ text: textOf(summary, 'latestDeliveryDate') });
    reading.orders.push({
      number: id,
      externalId: id,
      ...stated({ placedAt: moment(summary, 'purchaseDate'), promise: to === null ? null : { to } }),
    });
    reading.follow.push(`orders/${id}`);
  },
};

const isNotice = (value: JsonValue): boolean => textOf(value, 'notificationType') !== null;

/** As EventBridge or SNS hands it on, in a queue or not: JSON, or text that holds JSON. */
function unwrapped({ value, path }: Found): Found {
  if (isNotice(value)) return { value, path };
  for (const name of ['detail', 'Message', 'Body', 'body']) {
    const [inside] = found(value, name, path);
    if (inside === undefined) continue;
    const text = typeof inside.value === 'string' ? readJson(Buffer.from(inside.value)) : null;
    const inner = text === null ? inside.value : text.ok ? text.value : null;
    // A queue of SNS messages wraps twice.
    return isNotice(inner) || name === 'Message' || name === 'detail'
      ? { value: inner, path: inside.path }
      : unwrapped({ value: inner, path: inside.path });
  }
  return { value, path };
}

const QUEUES = ['Records.*', 'Messages.*'];

function noticesOf(document: JsonValue): readonly Found[] {
  const queued = foundAll(document, QUEUES);
  return (queued.length > 0 ? queued : itself(document)).map(unwrapped);
}

const notification: DocumentKind = {
  name: 'notification',
  fits: (document) => noticesOf(document).some(({ value }) => isNotice(value)),
  read: (document, reading) =>
    reading.each(noticesOf(document), (value, path) => {
      const type = textOf(value, 'notificationType') ?? refuse('not a notification');
      // `Payload` holds one thing, named after the notification.
      const payload = pick(value, 'Payload') ?? pick(value, 'payload') ?? null;
      const key = type === 'ORDER_STATUS_CHANGE' ? 'ORDER_CHANGE' : type;
      const read = Object.hasOwn(NOTICES, key) ? NOTICES[key] : undefined;
      if (read === undefined) return reading.note(path, `${type}: says nothing of orders or parcels`);
      const name = Object.keys(asObject(payload) ?? {}).find((one) => /Notification$/.test(one));
      const at = `${path}/${holds(value, 'Payload') ? 'Payload' : 'payload'}`;
      const body = name === undefined ? payload : (pick(payload, name) ?? null);
      read(body, name === undefined ? at : `${at}/${name}`, textOf(value, 'eventTime'), reading);
    }),
};

/** SNS asks whether its messages are wanted. */
const subscription: DocumentKind = {
  name: 'SNS subscription',
  fits: (document) => /^(Uns|S)ubscri(be|ption)Confirmation$/.test(textAt(document, 'Type') ?? ''),
  read: (_document, reading) =>
    reading.note('', 'SNS waits: the subscription is confirmed by opening its SubscribeURL'),
};

export const normalize = documentReader({
  formats: ['json', 'xml'],
  kinds: [notification, subscription, tracking, fulfillment, errors, orders, stock, noNews],
});
