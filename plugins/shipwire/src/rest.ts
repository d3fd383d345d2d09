import {
  addEvent,
  asObject,
  carrierCode,
  endOfPromise,
  found,
  goodsText,
  holds,
  momentAt,
  pick,
  place,
  placeAt,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type Found,
  type Instant,
  type JsonValue,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** Whatever Shipwire answers is wrapped: `resource` holds it, lists in `items`, each of which is wrapped again. */
export const itemsOf = (value: JsonValue, path: string, at: string): readonly Found[] =>
  found(value, `${path === '' ? '' : `${path}.`}resource.items.*`, at).map((item) => unwrapped(item));
const unwrapped = ({ value, path }: Found): Found => {
  const inner = pick(value, 'resource');
  return inner === undefined ? { value, path } : { value: inner, path: `${path}/resource` };
};

/** Services are abbreviations that begin with the carrier: `UPS GD`. */
export const carrierOf = (text: string | null): string | null =>
  text === null || /^\d+$/.test(text) ? null : carrierCode(text);
export const withoutHash = (number: string | null): string | null => number?.replace(/^#\s*/, '') || null;

const DATES = [
  'createdDate',
  'submittedDate',
  'pickedUpDate',
  'processedDate',
  'completedDate',
  'deliveredDate',
  'returnedDate',
  'cancelledDate',
];
const SAYS_IT: Readonly<Record<string, string>> = {
  completed: 'completedDate',
  delivered: 'deliveredDate',
  returned: 'returnedDate',
  cancelled: 'cancelledDate',
  canceled: 'cancelledDate',
};

function readOrder(order: JsonValue, path: string, reading: Reading): void {
  const externalId = textAt(order, 'id') ?? refuse('an order without an id', '/id');
  const number = withoutHash(textAt(order, 'orderNo', 'externalId'));
  const parcel: ParcelSaid = { carrier: null, orderNumber: number, orderExternalId: externalId };
  const say = (service: string, code: string | null, text: string | null, time: string | null, at = path) =>
    addEvent(reading, CODES, { ...parcel, service }, { code, text, time: { text: time } }, at);
  const events = pick(order, 'events.resource') ?? null;
  for (const date of DATES) {
    const text = textAt(events, date);
    if (text !== null) say('order', date, null, text, `${path}/events/resource`);
  }
  const status = textAt(order, 'status');
  const holds = itemsOf(order, 'holds', path);
  if (status !== null && textAt(events, SAYS_IT[status.toLowerCase()] ?? '') === null)
    say('status', status, null, textAt(order, 'lastUpdatedDate'));
  reading.each(holds, (hold, at) => readHold(hold, parcel, at, reading));
  const short = goodsText(order, 'items.resource.items.*.resource', {
    sku: ['sku'],
    quantity: 'backordered',
    reading,
    at: path,
  });
  if (short !== null) say('order', 'backordered', short, textAt(order, 'lastUpdatedDate'));
  const to = pick(order, 'shipTo.resource') ?? null;
  const destination = place(
    placeAt(to, { city: 'city', region: 'state', postalCode: 'postalCode', country: 'country' }),
  );
  const customer = stated({ name: textAt(to, 'name'), email: textAt(to, 'email'), phone: textAt(to, 'phone') });
  if (number !== null)
    reading.orders.push({
      number,
      ...stated({
        externalId,
        updatedAt: momentAt(order, 'lastUpdatedDate'),
        cancelledAt: momentAt(events, 'cancelledDate'),
        customer: Object.keys(customer).length > 0 ? customer : null,
        destination,
      }),
    });
  const nodeCode = textAt(order, 'routing.resource.warehouseId');
  const node =
    nodeCode === null ? null : { code: nodeCode, ...stated({ name: textAt(order, 'routing.resource.warehouseName') }) };
  const service = textAt(order, 'options.resource.carrierCode', 'options.resource.serviceLevelCode');
  reading.each(itemsOf(order, 'trackings', path), (tracking, at) =>
    readTracking(tracking, at, reading, {
      orderNumber: number,
      orderExternalId: externalId,
      serviceLevel: service,
      node,
      destination,
      shippedAt: momentAt(events, 'completedDate'),
      carrierEstimate: endOfPromise({ text: textAt(events, 'expectedDate') }),
    }),
  );
}

function readHold(hold: JsonValue, parcel: ParcelSaid, path: string, reading: Reading): void {
  const type = textAt(hold, 'type') ?? refuse('a hold without a type', '/type');
  const subCode = textAt(hold, 'subType');
  const description = textAt(hold, 'description');
  const said = { code: type, subCode, text: description, time: { text: textAt(hold, 'appliedDate') } };
  // A hold that was cleared held the order all the same.
  const lookUp = { text: [type, subCode, description].filter(Boolean).join(' ').replace(/_/g, ' ') };
  addEvent(reading, CODES, { ...parcel, service: 'hold' }, { ...said, lookUp }, path);
}

/** Where a date of a tracking belongs to. */
const PLACES: Readonly<Record<string, Parameters<typeof placeAt>[1]>> = {
  firstScanDate: { region: 'firstScanRegion', postalCode: 'firstScanPostalCode', country: 'firstScanCountry' },
  deliveredDate: {
    city: 'deliveryCity',
    region: 'deliveryRegion',
    postalCode: 'deliveryPostalCode',
    country: 'deliveryCountry',
  },
};

interface OfOrder {
  readonly orderNumber?: string | null;
  readonly orderExternalId?: string | null;
  readonly serviceLevel?: string | null;
  readonly node?: { readonly code: string } | null;
  readonly destination?: ReturnType<typeof place>;
  readonly shippedAt?: Instant | null;
  readonly carrierEstimate?: Instant | null;
}

function readTracking(tracking: JsonValue, path: string, reading: Reading, order: OfOrder): void {
  const trackingNumber = textAt(tracking, 'tracking') ?? refuse('a tracking without a number', '/tracking');
  const carrier = carrierOf(textAt(tracking, 'carrier', 'carrierCode'));
  const ids = {
    orderNumber: order.orderNumber ?? withoutHash(textAt(tracking, 'orderNo')),
    orderExternalId: order.orderExternalId ?? textAt(tracking, 'orderId'),
  };
  const whose = { trackingNumber, carrier, ...ids };
  const dates = ['labelCreatedDate', 'firstScanDate', 'deliveredDate'].filter(
    (date) => textAt(tracking, date) !== null,
  );
  if (dates[0] !== 'labelCreatedDate' && textAt(tracking, 'trackedDate') !== null) dates.unshift('trackedDate');
  for (const date of dates) {
    const at = PLACES[date];
    addEvent(
      reading,
      CODES,
      { ...whose, service: 'tracking' },
      {
        code: date,
        time: { text: textAt(tracking, date) },
        place: at === undefined ? null : placeAt(tracking, at),
      },
      path,
    );
  }
  const summary = textAt(tracking, 'summary');
  if (summary !== null)
    addEvent(
      reading,
      CODES,
      { ...whose, service: 'summary' },
      { code: null, text: summary, time: { text: textAt(tracking, 'summaryDate') } },
      path,
    );
  const { orderNumber: _n, orderExternalId: _id, ...more } = order;
  reading.shipments.push({
    trackingNumber,
    carrier,
    ...stated({ ...ids, ...more, trackingUrl: textAt(tracking, 'url') }),
  });
}

/** Parts that were not asked for are links. */
const idInLink = (item: JsonValue): string | null =>
  /\/orders\/(\d{1,12})(?:[?/]|$)/.exec(textAt(item, 'originalOrder.resourceLocation') ?? '')?.[1] ?? null;

/** Returns are counted apart from orders. */
function readReturn(item: JsonValue, path: string, reading: Reading): void {
  const externalId = `return-${textAt(item, 'id') ?? refuse('a return without an id', '/id')}`;
  const parcel = {
    carrier: null,
    shipmentExternalId: externalId,
    service: 'return',
    orderExternalId: textAt(item, 'originalOrder.resource.id', 'orderId') ?? idInLink(item),
  };
  const say = (code: string, text: string | null) =>
    addEvent(reading, CODES, parcel, { code, direction: 'RETURN', time: { text } }, path);
  const events = pick(item, 'events.resource') ?? null;
  for (const date of ['createdDate', 'completedDate', 'cancelledDate']) {
    const text = textAt(events, date);
    if (text !== null) say(date, text);
  }
  const status = textAt(item, 'status');
  if (status !== null && textAt(events, SAYS_IT[status.toLowerCase()] ?? '') === null)
    say(status, textAt(item, 'lastUpdatedDate'));
  reading.each(itemsOf(item, 'trackings', path), (tracking) => {
    const trackingNumber = textAt(tracking, 'tracking') ?? refuse('a tracking without a number', '/tracking');
    const carrier = carrierOf(textAt(tracking, 'carrier'));
    reading.shipments.push({
      trackingNumber,
      carrier,
      isReturn: true,
      ...stated({ externalId, trackingUrl: textAt(tracking, 'url') }),
    });
  });
}

function readStock(item: JsonValue, _path: string, reading: Reading): void {
  const sku = textAt(item, 'sku') ?? refuse('stock of an item without a SKU', '/sku');
  const good = textAt(item, 'good');
  if (good === null || !/^-?\d{1,9}$/.test(good)) refuse('no quantity of goods', '/good');
  reading.inventory.push({
    sku,
    nodeCode: textAt(item, 'warehouseId'),
    onHand: Number(good),
    at: momentAt(item, 'availableDate'),
  });
}

/** Purchase orders and receivings look like orders; alerts and transitions tell other things beside a SKU. */
const IS_TOLD = /^(v\d+\.)?(order|tracking|return(?!\.hold)|stock)\b/;

/** Goods to come, prices, products, and the account's webhooks with their secrets. */
const OTHERS = ['arrangement', 'vendorId', 'purchaseOrderNo', 'rates', 'classification', 'topic', 'secret'];

type Read = (value: JsonValue, path: string, reading: Reading) => void;
const readerOf = (value: JsonValue, topic: string | null): Read | null => {
  if (topic !== null && !IS_TOLD.test(topic)) return null;
  if (/\breturn\./.test(topic ?? '')) return readReturn;
  const has = (...keys: readonly string[]) => keys.some((key) => pick(value, key) !== undefined);
  if (has('tracking')) return (tracking, path, reading) => readTracking(tracking, path, reading, {});
  if (has('originalOrder')) return readReturn;
  if (topic === null && has('arrangement', 'vendorId', 'purchaseOrderNo')) return null;
  if (has('orderNo', 'transactionId', 'events') || (has('status') && has('shipTo', 'trackings'))) return readOrder;
  if (has('subType') || (has('type') && has('appliedDate')))
    return (hold, path, reading) =>
      readHold(
        hold,
        {
          carrier: null,
          service: 'hold',
          orderExternalId: textAt(hold, 'orderId'),
        },
        path,
        reading,
      );
  return has('sku') && !has('classification') ? readStock : null;
};

/** Answers of the REST API, and webhooks: the same with a topic, wrapped in `body`. */
export const rest: DocumentKind = {
  name: 'REST',
  fits: (document) =>
    holds(document, 'resource', 'body', 'errors', 'topic', 'resourceLocation') || holds(document, 'message'),
  read(document, reading) {
    const topic = textAt(document, 'topic');
    const [body, at] = holds(document, 'body') ? [pick(document, 'body') ?? null, '/body'] : [document, ''];
    const [status, message] = [textAt(body, 'status'), textAt(body, 'message')];
    const isFault = status === null ? message !== null : Number(status) >= 400;
    if (isFault) reading.sourceError(at, [status, message ?? 'an error'].filter(Boolean).join(': '));
    for (const { value, path } of [...found(body, 'errors.*', at), ...found(body, 'warnings.*', at)]) {
      const text = [textAt(value, 'code'), textAt(value, 'message')].filter(Boolean).join(': ') || 'an error';
      if (textAt(value, 'type') === 'error' || path.includes('/errors/')) reading.sourceError(path, text);
      else reading.note(path, text);
    }
    const single = asObject(pick(body, 'resource'));
    const isList = Array.isArray(single?.items);
    const all = isList ? itemsOf(body, '', at) : single === null ? [] : [{ value: single, path: `${at}/resource` }];
    reading.each(all, (value, path) => {
      const read = readerOf(value, topic);
      if (read === null)
        return topic === null && !holds(value, ...OTHERS)
          ? refuse('neither an order, a tracking, a return nor stock')
          : reading.note(path, `${topic ?? 'something else'}: says nothing of orders or parcels`);
      read(value, path, reading);
      // A webhook about an order has links where its parts would be.
      const link = textAt(body, 'resourceLocation');
      if (topic !== null && read === readOrder && link !== null && !holds(value, 'trackings.resource'))
        reading.follow.push(`${link.split('?', 1)[0] ?? link}?expand=all`);
    });
    if (all.length === 0 && reading.issues.length === 0)
      reading.note(at, topic === null ? 'nothing in it' : `${topic}: nothing in it`);
  },
};
