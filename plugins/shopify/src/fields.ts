import { asObject, eventTime, textAt, type EventTime, type Instant, type Issue } from '@whereabouts/plugin-sdk';
import type { JsonObject, JsonValue, MoneyFact } from '@whereabouts/plugin-sdk';

/** A field under its REST name (`created_at`), or under the name that the Admin GraphQL API gives it (`createdAt`). */
export function field(object: JsonObject | null, name: string): JsonValue | undefined {
  if (object === null) return undefined;
  if (Object.hasOwn(object, name)) return object[name];
  const graphql = graphqlName(name);
  return Object.hasOwn(object, graphql) ? object[graphql] : undefined;
}

/** Names are those that this plugin asks for: as few as there are fields. */
const graphqlNames = new Map<string, string>();

function graphqlName(name: string): string {
  const known = graphqlNames.get(name);
  if (known !== undefined) return known;
  const graphql = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  graphqlNames.set(name, graphql);
  return graphql;
}

/** A name holds no dots, so that the name is its path. */
export const text = (object: JsonObject | null, name: string): string | null =>
  textAt(object ?? undefined, name, graphqlName(name));
export const object = (parent: JsonObject | null, name: string): JsonObject | null => asObject(field(parent, name));

/** A list with its path: an array, or a GraphQL connection with `nodes` or `edges`. */
export function list(parent: JsonObject, name: string, at: string): { items: readonly JsonValue[]; path: string } {
  const value = field(parent, name);
  const path = `${at}/${name}`;
  if (Array.isArray(value)) return { items: value as readonly JsonValue[], path };
  const connection = asObject(value);
  if (Array.isArray(connection?.nodes))
    return { items: connection.nodes as readonly JsonValue[], path: `${path}/nodes` };
  if (!Array.isArray(connection?.edges)) return { items: [], path };
  const edges = connection.edges as readonly JsonValue[];
  return { items: edges.map((edge) => asObject(edge)?.node ?? null), path: `${path}/edges` };
}

/** An id as text: `450789469`, also of `gid://shopify/Order/450789469`. */
export function id(parent: JsonObject | null, name = 'id'): string | null {
  const written = text(parent, name);
  return written?.startsWith('gid:') ? written.replace(/^gid:\/\/shopify\/\w+\/([^?]+).*$/, '$1') : written;
}

/** The number that people say: the order's name without `#`, and without the counter of a fulfillment (`.1`, `-F1`). */
export const plainNumber = (name: string | null): string | null => name?.replace(/^#/, '').trim() || null;
export const numberOfFulfillment = (name: string | null): string | null =>
  plainNumber(name?.replace(/(\.|-F)\d+$/, '') ?? null);

/** A time of an event; what is wrong with it becomes a note. */
export function time(parent: JsonObject, name: string, at: string, issues: Issue[]): EventTime {
  const read = eventTime({ text: text(parent, name) });
  if (read.problem !== undefined && read.occurredLocal !== null)
    issues.push({ path: `${at}/${name}`, problem: read.problem, kind: 'note' });
  return read;
}

/** A time as a fact of a record: absent when it is not given or cannot be read. */
export const moment = (parent: JsonObject | null, name: string): Instant | undefined =>
  eventTime({ text: text(parent, name) }).occurredAt ?? undefined;

/** Money of the shop: a plain amount with its currency beside it, or a money set (`total_price_set.shop_money`). */
export function money(parent: JsonObject, plain: string, set: string, currency: string | null): MoneyFact | undefined {
  const shop = object(object(parent, set), 'shop_money');
  const amount = text(parent, plain) ?? text(shop, 'amount');
  const code = (text(parent, plain) === null ? null : currency) ?? text(shop, 'currency_code') ?? currency;
  if (amount === null || !/^-?\d+(\.\d+)?$/.test(amount) || code === null || !/^[A-Z]{3}$/.test(code)) return undefined;
  return { amount, currency: code };
}
