import {
  addEvent,
  asList,
  asObject,
  asText,
  documentReader,
  found,
  foundAll,
  holds,
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
import { camelCased, embedded } from './hal';
import { orderNumberOf, readOrder, readPackage, readTracking } from './orders';

const countOf = (value: JsonValue, ...paths: readonly string[]): number | null => {
  const text = textAt(value, ...paths);
  return text !== null && /^-?\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : null;
};

/** What of the settings matters here. */
type OfAccount = { readonly timeZone?: string };

const RELATIONS = ['order', 'package', 'item', 'orderparceltrackpackageinfo', 'summary', 'stockdetail'];
const LISTS = ['resourceList.*', 'summaries.*'];

/** Orders, packages, stock and items, however they are wrapped: alone, embedded, or in a `resourceList`. */
function listOf(document: JsonValue): readonly Found[] {
  const root = { value: document, path: '' };
  // One order embeds its items and packages, and is told with them.
  if (holds(document, 'readOnly.orderId')) return [root];
  const lists = RELATIONS.flatMap((relation) => embedded(root, relation));
  const plain = foundAll(document, LISTS);
  if (lists.length + plain.length > 0) return [...lists, ...plain];
  return isRecord(document) ? [root] : [];
}

const isRecord = (value: JsonValue): boolean =>
  holds(value, 'readOnly.orderId', 'packageId', 'itemIdentifier.sku', 'orderId', 'deliveryStatus');

function readOne(item: Found, reading: Reading, zone: string | undefined): void {
  const { value, path } = item;
  if (holds(value, 'readOnly.orderId')) return readOrder(item, { reading, zone });
  if (holds(value, 'deliveryStatus')) return readTracking(item, reading, zone);
  if (holds(value, 'packageId')) return void readPackage(item, { carrier: null }, { reading, zone }, null);
  if (isStock(value)) return readStock(value, reading);
  if (holds(value, 'readOnly.orderItemId', 'itemIdentifier.sku'))
    return reading.note(
      path,
      `item ${textAt(value, 'itemIdentifier.sku') ?? '?'}: it does not say of which order it is`,
    );
  if (holds(value, 'orderId'))
    return reading.note(path, `order ${textAt(value, 'referenceNum') ?? '?'}: a summary says nothing of its progress`);
  if (holds(value, 'readOnly', 'id')) return reading.note(path, 'something else of the warehouse');
  refuse('neither an order, a package nor stock');
}

const isStock = (value: JsonValue): boolean => holds(value, 'onHand', 'onHandQty');

function readStock(value: JsonValue, reading: Reading): void {
  const sku = textAt(value, 'itemIdentifier.sku') ?? refuse('stock of an item without a SKU', '/itemIdentifier/sku');
  const onHand = countOf(value, 'onHand', 'onHandQty') ?? refuse('no quantity on hand', '/onHand');
  reading.inventory.push({
    sku,
    nodeCode: textAt(value, 'facilityId', 'facilityIdentifier.id'),
    onHand,
    at: null,
    ...stated({ available: countOf(value, 'available', 'availableQty') }),
  });
}

const records: DocumentKind<OfAccount> = {
  name: 'orders, packages and stock',
  fits: (document) =>
    asObject(document)?._embedded !== undefined ||
    holds(document, 'resourceList', 'summaries', 'totalResults') ||
    isRecord(document),
  read(document, reading, { timeZone }) {
    const list = listOf(document);
    reading.each(list, (value, path) => readOne({ value, path }, reading, timeZone));
    if (list.length === 0) reading.note('', 'nothing of orders or stock in it');
  },
};

/** `data` holds ids, as JSON within the JSON; older ones are `{"OrderId":"206568"}` as well, unescaped. */
function idIn(data: JsonValue | undefined): string | null {
  const written = asText(data);
  const inner = written === null ? null : readJson(Buffer.from(written));
  return textAt(inner?.ok ? inner.value : data, 'OrderId', 'orderId');
}

/** The link names what the event is about: `/orders/206568?detail=…`. */
const idInLink = (document: JsonValue): string | null =>
  /\/orders\/(\d{1,12})(?:[?/]|$)/.exec(textAt(document, 'resource.href') ?? '')?.[1] ?? null;

/** An event, with or without what it is about. Without, the order is followed. */
const event: DocumentKind<OfAccount> = {
  name: 'webhook',
  fits: (document) => textAt(document, 'eventType') !== null,
  read(document, reading, { timeZone: zone }) {
    const name = textAt(document, 'eventType') ?? '';
    const code = name.replace(/[\s._-]+/g, '');
    const body = camelCased(pick(document, 'resource.body') ?? null);
    if (!/^order/i.test(code) || /^orderitem/i.test(code)) {
      if (isStock(body)) return readStock(body, reading);
      return reading.note('', `${name}: says nothing of orders or parcels`);
    }
    const orderExternalId =
      textAt(body, 'readOnly.orderId') ??
      idIn(pick(document, 'data')) ??
      idInLink(document) ??
      refuse('an event of no order', '/data');
    const said = {
      code: name,
      lookUp: { code },
      text: textAt(document, 'tags'),
      time: { text: textAt(document, 'eventDateTimeUtc', 'dateTime', 'createDateTimeUtc'), zone: 'UTC' },
    };
    const orderNumber = orderNumberOf(body);
    addEvent(reading, CODES, { carrier: null, service: 'event', orderNumber, orderExternalId }, said, '');
    if (holds(body, 'readOnly.orderId')) readOrder({ value: body, path: '/resource/body' }, { reading, zone });
    else reading.follow.push(`orders/${orderExternalId}`);
  },
};

/** Alone, or several in a list. */
const errors: DocumentKind = {
  name: 'error',
  fits: (document) =>
    asList(document).some((one) => holds(camelCased(one), 'errorCode', 'error', 'message', 'hint', 'descriptor')),
  read(document, reading) {
    for (const { value, path } of found(document, '*')) {
      const one = camelCased(value);
      const text = [
        textAt(one, 'errorCode', 'error'),
        textAt(one, 'descriptor'),
        textAt(one, 'hint', 'message', 'error_description'),
      ];
      reading.sourceError(path, text.filter(Boolean).join(': ') || 'an error without a message');
    }
  },
};

/** Reads documents whose fields begin with capital letters like the others. */
const anyCase = ({ name, fits, read }: DocumentKind<OfAccount>): DocumentKind<OfAccount> => ({
  name,
  fits: (document, input) => fits(plainly(document), input),
  read: (document, reading, settings) => read(plainly(document), reading, settings),
});
function plainly(document: JsonValue): JsonValue {
  const object = asObject(document);
  for (const key in object) if (key >= 'A' && key < '[') return camelCased(document);
  return document;
}

/** Receipts, items, customers and tokens. */
const others: DocumentKind<OfAccount> = {
  name: 'something else',
  fits: (document) => holds(document, 'readOnly', 'itemId', 'access_token'),
  read: (_document, reading) => reading.note('', 'nothing of orders or stock in it'),
};

export const normalize = documentReader({ kinds: [event, records, errors, others].map(anyCase) });
