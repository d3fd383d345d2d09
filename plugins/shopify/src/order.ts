import { asObject, asText, eachRecord, milestone, refuse, stated } from '@whereabouts/plugin-sdk';
import type {
  CustomerFacts,
  CustomerTier,
  Issue,
  JsonObject,
  JsonValue,
  MilestoneRecord,
} from '@whereabouts/plugin-sdk';
import type { OrderLineFacts, OrderRecord } from '@whereabouts/plugin-sdk';
import { field, id, list, moment, money, object, plainNumber, text, time } from './fields';
import { placeOf, readFulfillment, type OfOrder, type Told } from './fulfillment';
import { readFulfillmentOrder } from './fulfillment-order';
import { readReturn } from './return';
import { STATUSES } from './status-table';

/** An order, what was said of it, and its fulfillments. */
export function readOrder(body: JsonObject, at: string): Told & { readonly orders: readonly OrderRecord[] } {
  const number = plainNumber(text(body, 'name') ?? text(body, 'order_number')) ?? refuse('an order without a number');
  const issues: Issue[] = [];
  const destination = placeOf(object(body, 'shipping_address'));
  const ofOrder: OfOrder = { orderNumber: number, serviceLevel: serviceLevel(body), destination };
  const within = (name: string, read: (item: JsonObject, path: string) => Told): Told[] => {
    const { items, path } = list(body, name, at);
    return eachRecord(items, path, issues, (item, where) => read(asObject(item) ?? refuse('not an object'), where));
  };
  const inside = [
    ...within('fulfillments', (item, path) => readFulfillment(item, path, ofOrder)),
    ...within('fulfillment_orders', (item, path) => readFulfillmentOrder(item, path, number)),
    ...within('returns', (item, path) => readReturn(item, path, number)),
  ];
  const order: OrderRecord = {
    number,
    ...stated({
      externalId: id(body),
      placedAt: moment(body, 'processed_at') ?? moment(body, 'created_at'),
      updatedAt: moment(body, 'updated_at'),
      cancelledAt: moment(body, 'cancelled_at'),
      customer: customerOf(body),
      value: money(body, 'total_price', 'total_price_set', text(body, 'currency')),
      promise: promiseOf(body),
      lines: linesOf(body, at, issues),
      destination,
    }),
  };
  return {
    orders: [order],
    milestones: [...ownMilestones(body, at, number, issues), ...inside.flatMap((one) => one.milestones)],
    shipments: inside.flatMap((one) => one.shipments),
    issues: [...issues, ...inside.flatMap((one) => one.issues)],
  };
}

/** A refund or an edit of an order: worth a line in its history, and it says nothing of progress. */
export function readOrderNews(body: JsonObject, at: string, code: 'refunds/create' | 'orders/edited'): Told {
  const issues: Issue[] = [];
  const orderExternalId = id(body, 'order_id') ?? refuse('names no order');
  return { milestones: [say({ orderExternalId }, code, null, body, 'created_at', at, issues)], shipments: [], issues };
}

function ownMilestones(body: JsonObject, at: string, number: string, issues: Issue[]): MilestoneRecord[] {
  const placed = text(body, 'processed_at') === null ? 'created_at' : 'processed_at';
  const whose = { orderNumber: number };
  const milestones = [say(whose, 'orders/create', null, body, placed, at, issues)];
  if (text(body, 'cancelled_at') !== null)
    milestones.push(say(whose, 'orders/cancelled', text(body, 'cancel_reason'), body, 'cancelled_at', at, issues));
  return milestones;
}

function say(
  whose: { readonly orderNumber?: string; readonly orderExternalId?: string },
  code: string,
  subCode: string | null,
  body: JsonObject,
  when: string,
  at: string,
  issues: Issue[],
): MilestoneRecord {
  const row = STATUSES.find({ service: 'order', code, subCode });
  return milestone({
    ...whose,
    row,
    trackingNumber: null,
    carrier: null,
    code,
    subCode,
    time: time(body, when, at, issues),
  });
}

function linesOf(body: JsonObject, at: string, issues: Issue[]): readonly OrderLineFacts[] | undefined {
  const { items, path } = list(body, 'line_items', at);
  const currency = text(body, 'currency');
  const lines = eachRecord(items, path, issues, (item) => {
    const line = asObject(item) ?? refuse('not an object');
    const quantity = Number(text(line, 'quantity') ?? refuse('a line without a quantity', '/quantity'));
    if (!Number.isInteger(quantity) || quantity < 0) refuse('the quantity is not a whole number', '/quantity');
    const unitPrice = money(
      line,
      'price',
      text(line, 'price') === null ? 'original_unit_price_set' : 'price_set',
      currency,
    );
    const title = text(line, 'title') ?? text(line, 'name') ?? '';
    return {
      sku: text(line, 'sku') ?? '',
      title,
      quantity,
      unitPrice: unitPrice ?? refuse('a line without a price', '/price'),
    };
  });
  return lines.length > 0 ? lines : undefined;
}

/** What the customer chose and was shown at the checkout. */
const serviceLevel = (body: JsonObject): string | null => {
  const first = asObject(list(body, 'shipping_lines', '').items[0]) ?? object(body, 'shipping_line');
  return text(first, 'title');
};

/** Only a delivery window that the checkout stated: the widest one of the order's parts. */
function promiseOf(body: JsonObject): OrderRecord['promise'] {
  const methods = list(body, 'fulfillment_orders', '').items.map((item) => object(asObject(item), 'delivery_method'));
  const ends = methods.map((method) => moment(method, 'max_delivery_date_time')).filter((end) => end !== undefined);
  const starts = methods
    .map((method) => moment(method, 'min_delivery_date_time'))
    .filter((start) => start !== undefined);
  const to = ends.sort().at(-1);
  return to === undefined ? undefined : { ...stated({ from: starts.sort()[0] }), to };
}

function customerOf(body: JsonObject): CustomerFacts | undefined {
  const customer = object(body, 'customer');
  const names = [text(customer, 'first_name'), text(customer, 'last_name')].filter((name) => name !== null);
  const email = object(customer, 'default_email_address');
  const count = Number(text(customer, 'orders_count') ?? text(customer, 'number_of_orders') ?? NaN);
  const facts: CustomerFacts = stated({
    externalId: id(customer),
    name: names.join(' ') || text(customer, 'display_name'),
    email:
      text(customer, 'email') ?? text(email, 'email_address') ?? text(body, 'email') ?? text(body, 'contact_email'),
    phone: text(customer, 'phone') ?? text(body, 'phone'),
    tier: tierOf([...tags(customer), ...tags(body)]),
    // The count includes this order; it is exact when the order is new and grows with later ones.
    earlierOrders: Number.isInteger(count) ? Math.max(0, count - 1) : undefined,
    locale: text(body, 'customer_locale') ?? text(customer, 'locale'),
  });
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** A text with commas (REST, webhooks) or a list (GraphQL). */
function tags(body: JsonObject | null): readonly string[] {
  const value: JsonValue | undefined = field(body, 'tags');
  const words = Array.isArray(value) ? (value as readonly JsonValue[]).map(asText) : (asText(value)?.split(',') ?? []);
  return words.flatMap((word) =>
    word === null
      ? []
      : [
          word
            .trim()
            .toLowerCase()
            .replace(/[\s_-]+/g, ' '),
        ],
  );
}

const VIP: ReadonlySet<string> = new Set(['vip', 'vip customer', 'tier: vip', 'tier:vip']);
/** Tags that merchants and the common subscription apps set. `newsletter subscriber` is none of them. */
const SUBSCRIBER: ReadonlySet<string> = new Set([
  'subscriber',
  'active subscriber',
  'subscription',
  'active subscription',
  'subscription order',
  'subscription first order',
  'subscription recurring order',
]);

function tierOf(words: readonly string[]): CustomerTier | undefined {
  if (words.some((word) => VIP.has(word))) return 'VIP';
  return words.some((word) => SUBSCRIBER.has(word)) ? 'SUBSCRIBER' : undefined;
}
