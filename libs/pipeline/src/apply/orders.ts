import {
  canonicalText,
  deriveOrder,
  mergeOrders,
  type Claim,
  type OrderStatements,
  type OrderView,
  type TruthRanking,
} from '@whereabouts/model';
import {
  outOfTurn,
  putOrders,
  readOrders,
  type OrderLock,
  type StoredOrder,
  type Tx,
  type WhenHeld,
} from '@whereabouts/store';
import type { OrderNews } from './heard';

export interface KnownOrder extends StoredOrder {
  readonly view: OrderView;
}

/** Whom a merchant believes. */
export type RankingOf = (merchantId: string) => TruthRanking;

/** The articles of an order, each once. */
export const skusOf = ({ view }: KnownOrder): readonly string[] =>
  [...new Set(view.lines.map(({ sku }) => sku))].sort();

/** An order with what its sources make of it together. */
export const knownOrder = (order: StoredOrder, rankingOf: RankingOf): KnownOrder => ({
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

/** The orders that a batch speaks of, as they stand after it. */
export interface HeardOrders {
  readonly heard: readonly KnownOrder[];
  /** Those that changed, by id, in key order. */
  readonly changed: ReadonlyMap<string, KnownOrder>;
}

/** Merges what is brought into what is stored. */
async function mergeStored(
  tx: Tx,
  brought: readonly StoredOrder[],
  rankingOf: RankingOf,
): Promise<{ all: KnownOrder[]; changed: KnownOrder[] }> {
  const stored = new Map((await readOrders(tx, brought, 'update')).map((order) => [order.id, order]));
  const merged = brought.map((order) => {
    const before = stored.get(order.id);
    const statements = mergeOrders(before?.statements ?? {}, order.statements);
    const isChanged = before === undefined || canonicalText(before.statements) !== canonicalText(statements);
    return {
      isNew: before === undefined,
      isChanged,
      order: knownOrder({ ...order, ...before, statements }, rankingOf),
    };
  });
  merged.sort((a, b) => byKey(a.order, b.order));
  const added = merged.filter(({ isNew }) => isNew).map(({ order }) => order);
  const made = added.length ? await putOrders(tx, added, 'keep') : new Set();
  const replaced = merged.filter(({ isNew, isChanged }) => !isNew && isChanged).map(({ order }) => order);
  if (replaced.length) await putOrders(tx, replaced);
  // An order that another process added in this moment is merged with what that one said.
  const raced = added.filter(({ id }) => !made.has(id));
  const again = raced.length ? await mergeStored(tx, raced, rankingOf) : { all: [], changed: [] };
  const own = added.filter(({ id }) => made.has(id));
  const same = merged.filter(({ isChanged }) => !isChanged).map(({ order }) => order);
  return { all: [...own, ...replaced, ...same, ...again.all], changed: [...own, ...replaced, ...again.changed] };
}

/** Merges what a batch says of orders into the stored ones. */
export async function applyOrders(tx: Tx, news: readonly OrderNews[], rankingOf: RankingOf): Promise<HeardOrders> {
  const brought = [...statementsOf(news).values()];
  const { all, changed } = brought.length ? await mergeStored(tx, brought, rankingOf) : { all: [], changed: [] };
  return { heard: all, changed: new Map(changed.map((order) => [order.id, order])) };
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
  const read = async (wanted: readonly OrderName[], lock: OrderLock, whenHeld?: WhenHeld): Promise<void> => {
    if (wanted.length)
      for (const order of await readOrders(tx, wanted, lock, whenHeld))
        orders.set(order.id, knownOrder(order, rankingOf));
  };
  const missing = (wanted: readonly OrderName[]): OrderName[] => wanted.filter(({ id }) => !orders.has(id)).sort(byKey);

  // Orders go before parcels, which are held already.
  if (fresh.size)
    await outOfTurn(tx, async (whenHeld) => {
      await read(missing([...fresh.values()]), 'no key update', whenHeld);
      const rest = missing([...fresh.values()]);
      return rest.length === 0 || (await readOrders(tx, rest, 'none')).length === 0;
    });
  const added = missing([...fresh.values()]);
  await keepEmpty(tx, added, rankingOf);
  await read(added, 'no key update');
  await read(missing([...linked.values(), ...spokenOf.values()]), 'none');
  await keepEmpty(tx, missing([...spokenOf.values()]), rankingOf);
  return orders;
}

/** Adds orders of which nothing is known but the number; one that appeared meanwhile is left as it is. */
async function keepEmpty(tx: Tx, names: readonly OrderName[], rankingOf: RankingOf): Promise<void> {
  if (names.length)
    await putOrders(
      tx,
      names.map((name) => knownOrder({ ...name, statements: {} }, rankingOf)),
      'keep',
    );
}
