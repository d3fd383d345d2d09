import {
  addEvent,
  asObject,
  asText,
  documentReader,
  found,
  pick,
  readJson,
  refuse,
  stated,
  textAt,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Normalized,
  type RawInput,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { camelCased, embedded } from './hal';
import { orderNumberOf, readOrder, readPackage, readTracking } from './orders';

const has = (value: JsonValue, ...paths: readonly string[]): boolean =>
  paths.some((path) => pick(value, path) !== undefined);
const countOf = (value: JsonValue, ...paths: readonly string[]): number | null => {
  const text = textAt(value, ...paths);
  return text !== null && /^-?\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : null;
};

/** Orders, packages, stock and items, however they are wrapped: alone, embedded, or in a `resourceList`. */
function listOf(document: JsonValue): readonly Found[] {
  const root = { value: document, path: '' };
  const lists = ['order', 'package', 'item', 'orderparceltrackpackageinfo', 'summary', 'stockdetail'].flatMap(
    (relation) => embedded(root, relation),
  );
  const plain = ['resourceList', 'summaries'].flatMap((name) => found(document, `${name}.*`));
  if (lists.length + plain.length > 0) return [...lists, ...plain];
  return isRecord(document) ? [root] : [];
}

const isRecord = (value: JsonValue): boolean =>
  has(value, 'readOnly.orderId', 'packageId', 'itemIdentifier.sku', 'orderId', 'deliveryStatus');

function readOne(item: Found, reading: Reading, zone: string | undefined): void {
  const { value, path } = item;
  if (has(value, 'readOnly.orderId')) return readOrder(item, { reading, zone });
  if (has(value, 'deliveryStatus')) return readTracking(item, reading, zone);
  if (has(value, 'packageId')) return void readPackage(item, { carrier: null }, { reading, zone }, null);
  if (isStock(value)) return readStock(value, reading);
  if (has(value, 'readOnly.orderItemId', 'itemIdentifier.sku'))
    return reading.note(
      path,
      `item ${textAt(value, 'itemIdentifier.sku') ?? '?'}: it does not say of which order it is`,
    );
  if (has(value, 'orderId'))
    return reading.note(path, `order ${textAt(value, 'referenceNum') ?? '?'}: a summary says nothing of its progress`);
  refuse('neither an order, a package nor stock');
}

const isStock = (value: JsonValue): boolean => has(value, 'onHand', 'onHandQty');

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

const records = (zone: string | undefined): DocumentKind => ({
  name: 'orders, packages and stock',
  fits: (document) =>
    asObject(document)?._embedded !== undefined || has(document, 'resourceList', 'summaries') || isRecord(document),
  read(document, reading) {
    const list = listOf(document);
    reading.each(list, (value, path) => readOne({ value, path }, reading, zone));
    if (list.length === 0) reading.note('', 'nothing of orders or stock in it');
  },
});

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
const event = (zone: string | undefined): DocumentKind => ({
  name: 'webhook',
  fits: (document) => textAt(document, 'eventType') !== null,
  read(document, reading) {
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
    if (has(body, 'readOnly.orderId')) readOrder({ value: body, path: '/resource/body' }, { reading, zone });
    else reading.follow.push(`orders/${orderExternalId}`);
  },
});

const errors: DocumentKind = {
  name: 'error',
  fits: (document) => has(document, 'errorCode', 'error', 'message', 'hint'),
  read(document, reading) {
    const text = [textAt(document, 'errorCode', 'error'), textAt(document, 'hint', 'message', 'error_description')];
    reading.sourceError('', text.filter(Boolean).join(': ') || 'an error without a message');
  },
};

const readerOf = (zone?: string) => documentReader({ kinds: [event(zone), records(zone), errors].map(anyCase) });

/** Reads documents whose fields begin with capital letters like the others. */
const anyCase = ({ name, fits, read }: DocumentKind): DocumentKind => ({
  name,
  fits: (document, input) => fits(plainly(document), input),
  read: (document, reading) => read(plainly(document), reading),
});
const plainly = (document: JsonValue): JsonValue =>
  Object.keys(asObject(document) ?? {}).some((key) => /^[A-Z]/.test(key)) ? camelCased(document) : document;

const plain = readerOf();

export const normalize = (input: RawInput, { timeZone }: { readonly timeZone?: string } = {}): Normalized =>
  (timeZone === undefined ? plain : readerOf(timeZone))(input);
