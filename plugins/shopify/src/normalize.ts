import {
  asObject,
  asText,
  eachRecord,
  header,
  holds,
  normalized,
  pick,
  readJson,
  unreadable,
  withoutRefused,
  withStrange,
} from '@whereabouts/plugin-sdk';
import type { Issue, JsonObject, JsonValue, Normalized, RawInput } from '@whereabouts/plugin-sdk';
import { readEvent, readFulfillment } from './fulfillment';
import { note, readFulfillmentOrder, readFulfillmentRequest } from './fulfillment-order';
import { readOrder, readOrderNews } from './order';
import { isReference, kindOfName, kindOfTopic, recognise, type Kind } from './recognise';
import { readReturn, readReverseDelivery } from './return';

/** Webhook bodies, Admin REST resources and lists, Admin GraphQL replies: stored bytes to records. */
export function normalize(input: RawInput): Normalized {
  const json = readJson(input.body);
  if (!json.ok) return unreadable(json.problem);
  const topic = header(input.headers, 'x-shopify-topic')?.toLowerCase() ?? null;
  const aside = ASIDE.find(([pattern]) => pattern.test(topic ?? ''));
  if (aside !== undefined) return joined([note('', `${topic}: ${aside[1]}`)], []);
  // "Send test notification": an order that nobody placed, with an address that nobody lives at.
  if (header(input.headers, 'x-shopify-test')?.toLowerCase() === 'true')
    return joined([note('', `${topic ?? 'no topic'}: a test notification, which tells of nothing`)], []);
  return withStrange(json.value, () => read(json.value, topic));
}

function read(document: JsonValue, topic: string | null): Normalized {
  const reading: Reading = { parts: [], issues: [], seen: false };
  const body = asObject(document);
  if (body !== null) errorsOf(body, reading);
  if (Object.keys(body ?? {}).join() === 'count') return joined([note('', 'a count')], []);
  const named = topic === null ? null : kindOfTopic(topic);
  const fromGraphql = asObject(body?.data) !== null;
  walk(fromGraphql ? (body?.data ?? null) : document, fromGraphql ? '/data' : '', named, 0, reading);
  if (fromGraphql && reading.parts.length + reading.issues.length === 0)
    reading.issues.push({ path: '/data', problem: 'the reply holds nothing', kind: 'note' });
  else if (!reading.seen) reading.issues.push({ path: '', ...unknownDocument(topic, body) });
  else if (reading.parts.length + reading.issues.length === 0)
    reading.issues.push({ path: '', problem: 'a list of nothing', kind: 'note' });
  return joined(reading.parts, reading.issues);
}

/** Topics whose bodies hold no news of an order or a parcel, whatever else they hold. */
const ASIDE: readonly (readonly [RegExp, string])[] = [
  [/\/deleted?$/, 'the shop deleted something; what was reported of it stands'],
  [/\/(redact|data_request)$/, 'a privacy request of the shop, which its operator has to answer'],
];

interface Reading {
  readonly parts: Partial<Normalized>[];
  readonly issues: Issue[];
  /** Was there anything that this plugin knows, were it an empty list? */
  seen: boolean;
}

/** Envelopes of the Admin REST API around what is no news of an order or a parcel. */
const OTHERS =
  /^(product|variant|image|shop|draft_order|transaction|risk|checkout|location|fulfillment_service|carrier_service|webhook|inventory_level|inventory_item|metafield|gift_card|event|cancellation_request|custom_collection|smart_collection|price_rule|discount_code|user|country|currency|polic|page|payout)(s|ies)?$/;

function unknownDocument(topic: string | null, body: JsonObject | null): Omit<Issue, 'path'> {
  const [name, more] = Object.keys(body ?? {});
  const other = topic ?? (name !== undefined && more === undefined && OTHERS.test(name) ? name : null);
  return other === null
    ? { problem: 'no order, fulfillment or error of Shopify in this document', kind: 'record' }
    : { problem: `${other}: says nothing of orders or parcels`, kind: 'note' };
}

/** How deep resources lie in a GraphQL reply (`data.orders.edges.0.node`), with room to spare. */
const MAX_DEPTH = 8;

function walk(value: JsonValue, at: string, named: Kind | null, depth: number, reading: Reading): void {
  if (named !== null) reading.seen = true;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    items.forEach((item, index) => walkItem(item, `${at}/${index}`, named, depth, reading));
    return;
  }
  const body = asObject(value);
  if (body === null || depth > MAX_DEPTH) return;
  if (depth > 0 && isReference(body)) return;
  if (isConnection(body)) return descend(body, at, named, depth, reading);
  const kind = recognise(body, isEnvelope(body) ? null : named);
  if (kind === null) return descend(body, at, null, depth, reading);
  reading.seen = true;
  alone(at, reading.issues, () => void reading.parts.push(withoutRefused(readers[kind](body, at), at)));
}

function walkItem(item: JsonValue, at: string, named: Kind | null, depth: number, reading: Reading): void {
  if (asObject(item) !== null) walk(item, at, named, depth + 1, reading);
  else if (named !== null) reading.issues.push({ path: at, problem: 'not an object', kind: 'record' });
}

/** A list of the GraphQL API, or one edge of it. */
const isConnection = (body: JsonObject): boolean =>
  Array.isArray(pick(body, 'nodes')) || Array.isArray(pick(body, 'edges')) || holds(body, 'node');

/** An envelope such as `{"order": {…}}`: it says nothing itself. */
const isEnvelope = (body: JsonObject): boolean =>
  !holds(body, 'id', 'name', 'status') &&
  Object.entries(body).some(([key, value]) => kindOfName(key) !== null && typeof value === 'object');

function descend(body: JsonObject, at: string, named: Kind | null, depth: number, reading: Reading): void {
  const connection = isConnection(body);
  for (const [key, value] of Object.entries(body)) {
    const path = `${at}/${/[~/]/.test(key) ? key.replace(/~/g, '~0').replace(/\//g, '~1') : key}`;
    if (/userErrors$/i.test(key)) reading.issues.push(...userErrors(value, path));
    else if (connection ? !/^(nodes|edges|node)$/.test(key) : /^(errors?|extensions)$/.test(key)) continue;
    else if (typeof value === 'object') walk(value, path, kindOfName(key) ?? named, depth + 1, reading);
    else if (kindOfName(key) !== null && depth === 0) walkItem(value, path, kindOfName(key), depth, reading);
  }
}

/** Reads one record so that a bad one becomes an issue at its own path. */
function alone(at: string, issues: Issue[], read: () => void): void {
  const own: Issue[] = [];
  eachRecord([null], '', own, read);
  issues.push(...own.map((issue) => ({ ...issue, path: at + issue.path.slice('/0'.length) })));
}

const readers: Readonly<Record<Kind, (body: JsonObject, at: string) => Partial<Normalized>>> = {
  order: readOrder,
  fulfillment: (body, at) => readFulfillment(body, at),
  fulfillment_event: readEvent,
  fulfillment_order: (body, at) => readFulfillmentOrder(body, at),
  fulfillment_request: readFulfillmentRequest,
  order_edit: (body, at) => readOrderNews(body, at, 'orders/edited'),
  return: (body, at) => readReturn(body, at),
  reverse_delivery: readReverseDelivery,
  refund: (body, at) => readOrderNews(body, at, 'refunds/create'),
  customer: (_, at) => note(at, 'a customer without an order: nothing of it is kept'),
};

/** The error reply of REST (`errors` as text, list or object) or of GraphQL (`errors[]` with messages). */
function errorsOf(body: JsonObject, reading: Reading): void {
  const errors = pick(body, 'errors') ?? pick(body, 'error');
  if (errors === undefined || errors === null) return;
  reading.seen = true;
  const path = holds(body, 'errors') ? '/errors' : '/error';
  const list = Array.isArray(errors) ? (errors as readonly JsonValue[]) : [errors];
  list.forEach((error, index) => {
    const object = asObject(error);
    const problem = asText(object?.message) ?? asText(error) ?? JSON.stringify(error).slice(0, 500);
    const code = asText(asObject(object?.extensions)?.code);
    const where = Array.isArray(errors) ? `${path}/${index}` : path;
    reading.issues.push({
      path: where,
      problem: code === null ? problem : `${code}: ${problem}`,
      kind: 'source-error',
    });
  });
}

function userErrors(value: JsonValue, path: string): Issue[] {
  return (Array.isArray(value) ? (value as readonly JsonValue[]) : []).map((error, index) => {
    const message = asText(asObject(error)?.message) ?? 'an error without a message';
    return { path: `${path}/${index}`, problem: message, kind: 'source-error' };
  });
}

function joined(parts: readonly Partial<Normalized>[], issues: readonly Issue[]): Normalized {
  return normalized({
    orders: parts.flatMap((part) => part.orders ?? []),
    shipments: parts.flatMap((part) => part.shipments ?? []),
    milestones: parts.flatMap((part) => part.milestones ?? []),
    issues: [...issues, ...parts.flatMap((part) => part.issues ?? [])],
  });
}
