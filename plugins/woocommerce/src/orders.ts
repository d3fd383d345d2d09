import {
  addEvent,
  endOfPromise,
  eventTime,
  flagAt,
  found,
  moneyFact,
  pick,
  place,
  refuse,
  stated,
  textAt,
  type CustomerFacts,
  type EventTimeInput,
  type Found,
  type Instant,
  type JsonValue,
  type OrderRecord,
  type Place,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { metaOf, metaText, readParcels, type Meta } from './parcels';
import type { Config } from './settings';

type Moment = 'created' | 'modified' | 'completed' | 'paid';

const TIMES = {
  created: { gmt: 'date_created_gmt', local: 'date_created', legacy: 'created_at' },
  modified: { gmt: 'date_modified_gmt', local: 'date_modified', legacy: 'updated_at' },
  completed: { gmt: 'date_completed_gmt', local: 'date_completed', legacy: 'completed_at' },
  paid: { gmt: 'date_paid_gmt', local: 'date_paid', legacy: 'paid_at' },
} as const;

/** Two spellings of each time: in GMT by name, or of the shop's clock. API v1 writes some in GMT without saying so. */
function timeOf(order: JsonValue, moment: Moment, zone: string | undefined): EventTimeInput {
  const paths = TIMES[moment];
  const gmt = textAt(order, paths.gmt);
  if (gmt !== null) return { text: gmt, offset: 'Z' };
  const legacy = textAt(order, paths.legacy);
  const text = textAt(order, paths.local) ?? legacy;
  const inGmt = moment === 'completed' || moment === 'paid';
  return inGmt && text !== legacy
    ? { text, offset: 'Z' }
    : { text, ...(zone === undefined ? {} : { assumedZone: zone }) };
}

/** When the status began, as far as the order says: what has no time of its own is as of the last change. */
const BEGAN: ReadonlyMap<string, Moment> = new Map([
  ['pending', 'created'],
  ['processing', 'paid'],
  ['completed', 'completed'],
  ['shipped', 'completed'],
]);
const DRAFTS: ReadonlySet<string> = new Set(['draft', 'auto-draft', 'checkout-draft']);

/** An order of the REST API v1 to v3, or of the legacy API: what was ordered, its status, its parcels. */
export function readOrder({ value: order, path }: Found, reading: Reading, settings: Partial<Config>): void {
  const externalId = textAt(order, 'id');
  const number =
    textAt(order, 'number', 'order_number', 'id')?.replace(/^#\s*/, '') || refuse('an order without an id');
  const status = textAt(order, 'status')?.replace(/^wc-/, '') ?? refuse('an order without a status', '/status');
  const at = (moment: Moment): EventTimeInput => timeOf(order, moment, settings.timeZone);
  const instant = (moment: Moment): Instant | null => eventTime(at(moment)).occurredAt;
  const isPlaced = !DRAFTS.has(status);
  const destination = addressOf(order, 'shipping') ?? addressOf(order, 'billing');
  const meta = metaOf({ value: order, path }, reading);
  const whose = { orderNumber: number, orderExternalId: externalId };
  const serviceLevel = textAt(order, 'shipping_lines.0.method_title', 'shipping_methods');
  const sentAt = ['completed', 'shipped'].includes(status) ? at('completed') : null;
  const ofOrder = { ...whose, serviceLevel, destination, sentAt: sentAt?.text ? sentAt : null };
  const isNumbered = readParcels({ value: order, path }, meta, ofOrder, { reading, settings });
  const promised = endOfPromise({ text: promiseOf(meta, settings), place: destination });
  if (isPlaced)
    reading.orders.push({
      number,
      ...stated({
        externalId,
        placedAt: instant('created'),
        updatedAt: instant('modified'),
        cancelledAt: status === 'cancelled' ? instant('modified') : null,
        customer: customerOf(order, meta),
        value: moneyFact(pick(order, 'total'), pick(order, 'currency')),
        promise: promised === null ? null : { to: promised },
        lines: linesOf({ value: order, path }, reading),
        destination,
      }),
    });
  if (isPlaced)
    addEvent(
      reading,
      CODES,
      { ...whose, carrier: null, service: 'order' },
      { code: 'created', time: at('created') },
      path,
    );
  const own = at(BEGAN.get(status) ?? 'modified');
  const isUnsent = flagAt(order, 'needs_processing') === false;
  const special = isUnsent ? 'unsent order' : isNumbered ? 'numbered order' : 'order';
  const service = CODES.find({ service: special, code: status }) === null ? 'order' : special;
  const time = own.text ? own : at('modified');
  addEvent(reading, CODES, { ...whose, carrier: null, service }, { code: status, time }, path);
}

/** The order of a refund is named by its links only. */
export function readRefund({ value: refund, path }: Found, reading: Reading): void {
  const up = textAt(refund, '_links.up.0.href') ?? '';
  const orderExternalId = textAt(refund, 'order_id', 'parent_id') ?? /\/orders\/(\d+)\/?$/.exec(up)?.[1] ?? null;
  if (orderExternalId === null || orderExternalId === '0')
    return reading.note(path, 'a refund that says not of which order');
  const said = { code: 'refund', time: timeOf(refund, 'created', undefined) };
  addEvent(reading, CODES, { orderExternalId, carrier: null, service: 'order' }, said, path);
}

function addressOf(order: JsonValue, which: 'shipping' | 'billing'): Place | null {
  const address = pick(order, which) ?? pick(order, which === 'shipping' ? 'shipping_address' : 'billing_address');
  const city = textAt(address, 'city');
  const postalCode = textAt(address, 'postcode');
  // A country alone is the default of the shop, not an address.
  if (city === null && postalCode === null) return null;
  return place({
    street: textAt(address, 'address_1'),
    city,
    region: textAt(address, 'state'),
    postalCode,
    country: textAt(address, 'country'),
  });
}

function customerOf(order: JsonValue, meta: Meta): CustomerFacts | null {
  const [bill, legacyBill] = [pick(order, 'billing'), pick(order, 'billing_address')];
  const first = (name: string): string | null => textAt(bill, name) ?? textAt(legacyBill, name);
  const name = [first('first_name'), first('last_name')].filter(Boolean).join(' ');
  const id = textAt(order, 'customer_id', 'customer.id');
  // WooCommerce Subscriptions: renewals are made by it, first orders hold what they begin.
  const isSubscriber =
    textAt(order, 'created_via') === 'subscription' || metaText(meta('_subscription_renewal')) !== null;
  const facts: CustomerFacts = stated({
    externalId: id === '0' ? null : id,
    name,
    email: first('email') ?? textAt(order, 'customer.email'),
    phone: first('phone') ?? textAt(order, 'shipping.phone'),
    tier: isSubscriber ? ('SUBSCRIBER' as const) : null,
  });
  return Object.keys(facts).length > 0 ? facts : null;
}

function linesOf({ value: order, path }: Found, reading: Reading): OrderRecord['lines'] | null {
  const lines: NonNullable<OrderRecord['lines']>[number][] = [];
  reading.each(found(order, 'line_items.*', path), (line) => {
    const quantity = Number(textAt(line, 'quantity') ?? refuse('a line without a quantity', '/quantity'));
    if (!(quantity >= 0)) refuse('the quantity is not a number', '/quantity');
    const price = textAt(line, 'price') ?? (quantity > 0 ? String(Number(textAt(line, 'total')) / quantity) : null);
    // Shares of a discount have as many digits as a computer writes.
    const unitPrice =
      moneyFact(price, pick(order, 'currency')) ?? moneyFact(Number(price).toFixed(4), pick(order, 'currency'));
    const said = { sku: textAt(line, 'sku') ?? '', title: textAt(line, 'name') ?? '', quantity };
    lines.push({ ...said, unitPrice: unitPrice ?? refuse('a line without a price', '/price') });
  });
  return lines.length > 0 ? lines : null;
}

/** Days that the customer chose: Iconic Delivery Slots, WooCommerce Order Delivery, Order Delivery Date. */
const PROMISES = ['jckwds_date_ymd', '_delivery_date', '_orddd_timestamp', '_orddd_lite_timestamp'];

function promiseOf(meta: Meta, { promiseMeta }: Partial<Config>): string | null {
  const keys = promiseMeta === undefined ? PROMISES : [promiseMeta, ...PROMISES];
  let text: string | null = null;
  for (const key of keys) text ??= metaText(meta(key));
  if (/^\d{10}$/.test(text ?? '')) return new Date(Number(text) * 1000).toISOString().slice(0, 10);
  return text?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? null;
}
