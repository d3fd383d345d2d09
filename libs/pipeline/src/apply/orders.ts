import { deriveOrder, mergeOrders, type OrderStatements, type OrderView } from '@whereabouts/model';
import { orderId, putOrders, readOrders, type OrderKey, type StoredOrder, type Tx } from '@whereabouts/store';
import type { OrderNews } from './heard';

export interface KnownOrder extends StoredOrder {
  readonly view: OrderView;
}

const known = (order: StoredOrder): KnownOrder => ({ ...order, view: deriveOrder(order.statements) });

const byKey = (a: { merchantId: string; id: string }, b: { merchantId: string; id: string }): number =>
  a.merchantId === b.merchantId ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.merchantId < b.merchantId ? -1 : 1;

/** The statements that a batch brings, joined per order. */
function statementsOf(news: readonly OrderNews[]): Map<string, StoredOrder> {
  const orders = new Map<string, StoredOrder>();
  for (const { merchantId, orderId: id, number, statement } of news) {
    const brought: OrderStatements = statement ? { [statement.key]: { at: statement.at, says: statement.says } } : {};
    const order = orders.get(id) ?? { merchantId, id, number, statements: {} };
    orders.set(id, { ...order, statements: mergeOrders(order.statements, brought) });
  }
  return orders;
}

/** Merges what is brought into what is stored. Returns the orders that changed, in key order. */
async function mergeStored(tx: Tx, brought: readonly StoredOrder[]): Promise<KnownOrder[]> {
  const stored = new Map((await readOrders(tx, brought, 'update')).map((order) => [order.id, order]));
  const changed = brought.flatMap((order) => {
    const before = stored.get(order.id)?.statements ?? {};
    const statements = mergeOrders(before, order.statements);
    return stored.has(order.id) && JSON.stringify(before) === JSON.stringify(statements)
      ? []
      : [{ isNew: !stored.has(order.id), order: known({ ...order, statements }) }];
  });
  changed.sort((a, b) => byKey(a.order, b.order));
  const added = changed.filter(({ isNew }) => isNew).map(({ order }) => order);
  const made = added.length ? await putOrders(tx, added, 'keep') : new Set();
  const replaced = changed.filter(({ isNew }) => !isNew).map(({ order }) => order);
  if (replaced.length) await putOrders(tx, replaced);
  // An order that another process added in this moment is merged with what that one said.
  const raced = added.filter(({ id }) => !made.has(id));
  const merged = raced.length ? await mergeStored(tx, raced) : [];
  return [...added.filter(({ id }) => made.has(id)), ...replaced, ...merged];
}

/** Merges what a batch says of orders into the stored ones. Returns those that changed. */
export async function applyOrders(tx: Tx, news: readonly OrderNews[]): Promise<Map<string, KnownOrder>> {
  const brought = [...statementsOf(news).values()];
  const changed = brought.length ? await mergeStored(tx, brought) : [];
  return new Map(changed.map((order) => [order.id, order]));
}

/** An order that a parcel is about to be linked to, by the number that its news claims. */
export interface OrderLink {
  readonly merchantId: string;
  readonly number: string;
}

/**
 * The orders of a batch's parcels. Those that are newly linked are held until commit, an unknown one by an empty row:
 * otherwise an order and its parcel that arrive in the same moment would not see each other.
 */
export async function ordersOfParcels(
  tx: Tx,
  linked: readonly OrderKey[],
  fresh: readonly OrderLink[],
): Promise<Map<string, KnownOrder>> {
  const links = fresh.map(({ merchantId, number }) => ({ merchantId, number, id: orderId(merchantId, number) }));
  const held = links.length ? await readOrders(tx, links, 'share') : [];
  const there = new Set(held.map(({ id }) => id));
  const missing = new Map(links.filter(({ id }) => !there.has(id)).map((link) => [link.id, link]));
  if (missing.size) {
    const empty = [...missing.values()].sort(byKey).map((link) => known({ ...link, statements: {} }));
    const made = await putOrders(tx, empty, 'keep');
    const appeared = empty.filter(({ id }) => !made.has(id));
    held.push(...empty.filter(({ id }) => made.has(id)));
    if (appeared.length) held.push(...(await readOrders(tx, appeared, 'share')));
  }
  const others = linked.filter(({ id }) => !there.has(id) && !missing.has(id));
  const read = others.length ? await readOrders(tx, others, 'none') : [];
  return new Map([...held, ...read].map((order) => [order.id, known(order)]));
}
