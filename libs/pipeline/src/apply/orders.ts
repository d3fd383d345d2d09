import {
  canonicalText,
  deriveOrder,
  mergeOrders,
  type Claim,
  type OrderStatements,
  type OrderView,
  type TruthRanking,
} from '@whereabouts/model';
import { putOrders, readOrders, type OrderLock, type StoredOrder, type Tx } from '@whereabouts/store';
import type { OrderNews } from './heard';

export interface KnownOrder extends StoredOrder {
  readonly view: OrderView;
}

/** Whom a merchant believes. */
export type RankingOf = (merchantId: string) => TruthRanking;

const known = (order: StoredOrder, rankingOf: RankingOf): KnownOrder => ({
  ...order,
  view: deriveOrder(order.statements, rankingOf(order.merchantId)),
});

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
async function mergeStored(tx: Tx, brought: readonly StoredOrder[], rankingOf: RankingOf): Promise<KnownOrder[]> {
  const stored = new Map((await readOrders(tx, brought, 'update')).map((order) => [order.id, order]));
  const changed = brought.flatMap((order) => {
    const before = stored.get(order.id)?.statements ?? {};
    const statements = mergeOrders(before, order.statements);
    return stored.has(order.id) && canonicalText(before) === canonicalText(statements)
      ? []
      : [{ isNew: !stored.has(order.id), order: known({ ...order, statements }, rankingOf) }];
  });
  changed.sort((a, b) => byKey(a.order, b.order));
  const added = changed.filter(({ isNew }) => isNew).map(({ order }) => order);
  const made = added.length ? await putOrders(tx, added, 'keep') : new Set();
  const replaced = changed.filter(({ isNew }) => !isNew).map(({ order }) => order);
  if (replaced.length) await putOrders(tx, replaced);
  // An order that another process added in this moment is merged with what that one said.
  const raced = added.filter(({ id }) => !made.has(id));
  const merged = raced.length ? await mergeStored(tx, raced, rankingOf) : [];
  return [...added.filter(({ id }) => made.has(id)), ...replaced, ...merged];
}

/** Merges what a batch says of orders into the stored ones. Returns those that changed. */
export async function applyOrders(
  tx: Tx,
  news: readonly OrderNews[],
  rankingOf: RankingOf,
): Promise<Map<string, KnownOrder>> {
  const brought = [...statementsOf(news).values()];
  const changed = brought.length ? await mergeStored(tx, brought, rankingOf) : [];
  return new Map(changed.map((order) => [order.id, order]));
}

export interface OrderName {
  readonly merchantId: string;
  readonly id: string;
  readonly number: string;
}

/** The orders that a batch's parcels need, by id. */
export interface WantedOrders {
  /** Parcels are linked to them already. */
  readonly linked: Map<string, OrderName>;
  /** Parcels are about to be linked to them. */
  readonly fresh: Map<string, OrderName>;
  /** A source names them, and a better source another one. */
  readonly spokenOf: Map<string, OrderName>;
}

/** The numbers that claims name. */
export const orderNumbersOf = (claims: readonly Claim[]): string[] =>
  claims.flatMap(({ fact, value }) => (fact === 'orderNumber' && typeof value === 'string' && value ? [value] : []));

/**
 * The orders of a batch's parcels. Those that are newly linked are held until commit, an unknown one by an empty row:
 * otherwise an order and its parcel that arrive in the same moment would not see each other. Every order that anybody
 * speaks of has a row, so that the order in which sources speak makes no difference.
 */
export async function ordersOfParcels(
  tx: Tx,
  { linked, fresh, spokenOf }: WantedOrders,
  rankingOf: RankingOf,
): Promise<Map<string, KnownOrder>> {
  const orders = new Map<string, KnownOrder>();
  const read = async (wanted: readonly OrderName[], lock: OrderLock): Promise<void> => {
    if (wanted.length)
      for (const order of await readOrders(tx, wanted, lock)) orders.set(order.id, known(order, rankingOf));
  };
  const missing = (wanted: readonly OrderName[]): OrderName[] => wanted.filter(({ id }) => !orders.has(id)).sort(byKey);

  await read([...fresh.values()], 'share');
  const added = missing([...fresh.values()]);
  await keepEmpty(tx, added, rankingOf);
  await read(added, 'share');
  await read(missing([...linked.values(), ...spokenOf.values()]), 'none');
  await keepEmpty(tx, missing([...spokenOf.values()]), rankingOf);
  return orders;
}

/** Adds orders of which nothing is known but the number; one that appeared meanwhile is left as it is. */
async function keepEmpty(tx: Tx, names: readonly OrderName[], rankingOf: RankingOf): Promise<void> {
  if (names.length)
    await putOrders(
      tx,
      names.map((name) => known({ ...name, statements: {} }, rankingOf)),
      'keep',
    );
}
