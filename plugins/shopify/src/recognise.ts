import { asText, type JsonObject } from '@whereabouts/plugin-sdk';
import { field } from './fields';

export type Kind =
  | 'order'
  | 'fulfillment'
  | 'fulfillment_event'
  | 'fulfillment_order'
  | 'fulfillment_request'
  | 'order_edit'
  | 'refund'
  | 'return'
  | 'reverse_delivery'
  | 'customer';

const BY_TYPE: ReadonlyMap<string, Kind> = new Map([
  ['Order', 'order'],
  ['Fulfillment', 'fulfillment'],
  ['FulfillmentEvent', 'fulfillment_event'],
  ['FulfillmentOrder', 'fulfillment_order'],
  ['Refund', 'refund'],
  ['Return', 'return'],
  ['ReverseDelivery', 'reverse_delivery'],
  ['Customer', 'customer'],
]);

/** The name of a field or the resource of a topic, such as `moved_fulfillment_order`, `orders` or `fulfillmentEvent`. */
const BY_NAME: readonly (readonly [RegExp, Kind])[] = [
  [/(^|_)fulfillment_events?$/, 'fulfillment_event'],
  [/^(?!reverse_)(\w+_)?fulfillment_orders?$/, 'fulfillment_order'],
  [/(^|_)fulfillment_requests?$/, 'fulfillment_request'],
  [/(^|_)fulfillments?$/, 'fulfillment'],
  [/^(?!draft_|reverse_)(\w+_)?orders?$/, 'order'],
  [/^order_edit$/, 'order_edit'],
  [/^refunds?$/, 'refund'],
  [/^returns?$/, 'return'],
  [/^reverse_deliver(y|ies)$/, 'reverse_delivery'],
  [/^customers?$/, 'customer'],
];

/** The same few names come in every document; a document that names thousands of its own must not fill the memory. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 60;
const remembered = new Map<string, Kind | null>();

export function kindOfName(name: string): Kind | null {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const kind = toldByName(name);
  if (name.length > LONGEST_REMEMBERED) return kind;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, kind);
  return kind;
}

function toldByName(name: string): Kind | null {
  const rest = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return BY_NAME.find(([pattern]) => pattern.test(rest))?.[1] ?? null;
}

/** What a topic delivers. Of the topics about orders only these bring the order itself, without an envelope. */
export function kindOfTopic(topic: string): Kind | null {
  const [resource = '', event = ''] = topic.split('/');
  if (resource === 'orders' && !/^(create|updated|paid|cancelled|fulfilled|partially_fulfilled)$/.test(event))
    return null;
  return kindOfName(resource);
}

/** Fields by which a body without an envelope tells what it is. The first that fits decides. */
const BY_FIELDS: readonly (readonly [readonly string[], Kind])[] = [
  [['happened_at'], 'fulfillment_event'],
  [['fulfillment_service_id', 'order_id'], 'fulfillment_request'],
  [['assigned_location_id', 'status'], 'fulfillment_order'],
  [['fulfillment_holds', 'status'], 'fulfillment_order'],
  [['refund_line_items', 'order_id'], 'refund'],
  [['tracking_numbers'], 'fulfillment'],
  [['tracking_info'], 'fulfillment'],
  [['tracking_company', 'order_id'], 'fulfillment'],
  [['shipment_status', 'order_id'], 'fulfillment'],
  [['order_number'], 'order'],
  [['financial_status', 'line_items'], 'order'],
  [['display_fulfillment_status'], 'order'],
  [['verified_email'], 'customer'],
];

/** What an object is: by its global id, else by the name it stands under, else by its fields. */
export function recognise(value: JsonObject, named: Kind | null): Kind | null {
  const globalId = asText(field(value, 'admin_graphql_api_id')) ?? asText(value.id) ?? '';
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(globalId)?.[1];
  if (type !== undefined) return BY_TYPE.get(type) ?? null;
  if (named !== null) return named;
  const byFields = BY_FIELDS.find(([names]) => names.every((name) => field(value, name) !== undefined));
  return byFields?.[1] ?? null;
}

const OF_REFERENCES: ReadonlySet<string> = new Set(['id', 'admin_graphql_api_id', 'legacyResourceId', '__typename']);

/** Does it only name something that is told elsewhere? */
export const isReference = (value: JsonObject): boolean =>
  Object.keys(value).length > 0 && Object.keys(value).every((key) => OF_REFERENCES.has(key));
