import {
  asObject,
  asText,
  eachRecord,
  header,
  normalized,
  readJson,
  unreadable,
  withoutRefused,
  withStrange,
} from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject, JsonValue, Normalized, RawInput } from '@whereabouts/plugin-sdk';
import { readInventory } from './inventory';
import { readOrder } from './order';
import { readReturn } from './return';
import { readShipment } from './shipment';
import type { Told } from './told';
import { readLogLine, readTracking } from './tracking';

/** Webhook bodies and REST answers of ShipBob, single or in lists: stored bytes to records. */
export function normalize(input: RawInput): Normalized {
  const json = readJson(input.body);
  if (!json.ok) return unreadable(json.problem);
  const topic = header(input.headers, 'x-webhook-topic') ?? header(input.headers, 'shipbob-topic');
  return withStrange(json.value, () => read(json.value, topic?.toLowerCase() ?? null));
}

function read(document: JsonValue, topic: string | null): Normalized {
  const issues: Issue[] = [];
  const told = readAll(document, '', topic, issues);
  return normalized({
    orders: told.flatMap((one) => one.orders ?? []),
    shipments: told.flatMap((one) => one.shipments ?? []),
    milestones: told.flatMap((one) => one.milestones ?? []),
    inventory: told.flatMap((one) => one.inventory ?? []),
    issues: [...issues, ...told.flatMap((one) => one.issues ?? [])],
  });
}

/** Reads a record, a list of records, or a page of them (`items`), or what an envelope holds (`data`). */
function readAll(value: JsonValue, at: string, topic: string | null, issues: Issue[]): readonly Told[] {
  const body = asObject(value);
  if (Array.isArray(value) || Array.isArray(body?.items)) {
    const items = (body === null ? value : body.items) as readonly JsonValue[];
    if (items.length === 0) issues.push({ path: at, problem: 'a list of nothing', kind: 'note' });
    return items.flatMap((item, index) => alone(item, `${at}${body === null ? '' : '/items'}/${index}`, topic, issues));
  }
  const inner = asObject(body?.data);
  return inner === null ? alone(value, at, topic, issues) : alone(inner, `${at}/data`, topic, issues);
}

/** One record: a bad one becomes an issue at its own path. */
function alone(value: JsonValue, at: string, topic: string | null, issues: Issue[]): readonly Told[] {
  const own: Issue[] = [];
  const told = eachRecord([value], '', own, () => withoutRefused(readOne(value, at, topic), at));
  issues.push(...own.map((issue) => ({ ...issue, path: at + issue.path.slice('/0'.length) })));
  return told;
}

type Reader = (body: JsonObject, at: string, topic: string | null) => Told;

/** The topic stands in a header only, and files have none: a body is known by its fields. The first that fits decides. */
const READERS: readonly (readonly [fields: readonly string[], read: Reader])[] = [
  [['log_type_id'], readLogLine],
  [['current_status'], readTracking],
  [['event_time', 'tracking'], readTracking],
  [['history', 'status'], readTracking],
  [['carrier_tracking_number'], readTracking],
  [['shipments', 'recipient'], readOrder],
  [['shipments', 'order_number'], readOrder],
  [['order_number', 'products'], readOrder],
  [['order_number', 'recipient'], readOrder],
  [['return_type'], readReturn],
  [['original_shipment_id', 'status'], readReturn],
  [['status_details'], (body, at, topic) => readShipment(body, at, null, topic)],
  [['order_id', 'tracking'], (body, at, topic) => readShipment(body, at, null, topic)],
  [['order_id', 'ship_option'], (body, at, topic) => readShipment(body, at, null, topic)],
  [['order_id', 'estimated_fulfillment_date'], (body, at, topic) => readShipment(body, at, null, topic)],
  [['inventory_id'], readInventory],
  [['results', 'summary'], readBatch],
  [['canceled_shipment_results'], readCancellation],
];

/** Answers that are no news of an order or a parcel. Stock without a SKU (API 1.0) cannot be told. */
const OTHERS: readonly (readonly [fields: readonly string[], what: string])[] = [
  [['purchase_order_number', 'status'], 'a warehouse receiving order'],
  [['total_onhand_quantity'], 'stock without a SKU'],
  [['topics', 'url'], 'a webhook subscription'],
  [['topic', 'subscription_url'], 'a webhook subscription'],
  [['variants'], 'a product'],
  [['fulfillable_inventory_items'], 'a product'],
  [['application_name', 'scopes'], 'a channel'],
  [['access_token'], 'a token'],
  [['abbreviation', 'is_active'], 'a fulfillment center'],
];

function readOne(value: JsonValue, at: string, topic: string | null): Told {
  const body = asObject(value);
  if (body === null) {
    const said = asText(value);
    // The Tracking API answers a bad request with a bare text.
    return said === null || at !== '' ? issue(at, 'not an object', 'record') : issue(at, said, 'source-error');
  }
  const reader = READERS.find(([fields]) => fields.every((name) => Object.hasOwn(body, name)))?.[1];
  if (reader !== undefined) return reader(body, at, topic);
  const other = OTHERS.find(([fields]) => fields.every((name) => Object.hasOwn(body, name)))?.[1];
  if (other !== undefined) return issue(at, `${other}: says nothing of orders or parcels`, 'note');
  const errors = errorsOf(body, at);
  if (errors.length > 0) return { issues: errors };
  return topic === null
    ? issue(at, 'no order, shipment, return, stock or error of ShipBob in this document', 'record')
    : issue(at, `${topic}: says nothing of orders or parcels`, 'note');
}

/** The answer to an upload of many: only what failed is worth telling. */
function readBatch(body: JsonObject, at: string): Told {
  const results = Array.isArray(body.results) ? (body.results as readonly JsonValue[]) : [];
  const failed = results.flatMap((item, index): Issue[] => {
    const result = asObject(item);
    if (result === null || result.isSuccess !== false) return [];
    const problem = asText(asObject(result.error)?.message) ?? 'failed without a reason';
    return [{ path: `${at}/results/${index}`, problem, kind: 'source-error' }];
  });
  return failed.length > 0 ? { issues: failed } : issue(at, `all ${results.length} shipments were updated`, 'note');
}

/** The answer to a cancellation, which says of each shipment whether it came in time. */
function readCancellation(body: JsonObject, at: string): Told {
  const results = Array.isArray(body.canceled_shipment_results)
    ? (body.canceled_shipment_results as readonly JsonValue[])
    : [];
  const failed = results.flatMap((item, index): Issue[] => {
    const result = asObject(item);
    if (result === null || result.is_success !== false) return [];
    const problem = asText(result.reason) ?? 'the shipment was not cancelled';
    return [{ path: `${at}/canceled_shipment_results/${index}`, problem, kind: 'source-error' }];
  });
  return failed.length > 0 ? { issues: failed } : issue(at, 'the order was cancelled', 'note');
}

/** `{code, message}`, problem details with a title, or texts by field, where the field can be the empty one. */
function errorsOf(body: JsonObject, at: string): Issue[] {
  const message = asText(body.message) ?? asText(body.detail) ?? asText(body.title) ?? asText(body.error);
  const code = asText(body.code) ?? asText(body.status) ?? asText(body.statusCode);
  const fields = Object.entries(asObject(body.errors) ?? body).filter(([, value]) => isTexts(value));
  const byField = fields.map(([key, value]): Issue => {
    const path = `${at}${asObject(body.errors) === null ? '' : '/errors'}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    return {
      path,
      problem:
        (value as readonly JsonValue[]).flatMap((one) => asText(one) ?? []).join('; ') || 'an error without a message',
      kind: 'source-error',
    };
  });
  if (message === null) return byField;
  return [{ path: at, problem: code === null ? message : `${code}: ${message}`, kind: 'source-error' }, ...byField];
}

const isTexts = (value: JsonValue): boolean =>
  Array.isArray(value) && value.length > 0 && (value as readonly JsonValue[]).every((one) => typeof one === 'string');

const issue = (path: string, problem: string, kind: Issue['kind']): Told => ({ issues: [{ path, problem, kind }] });
