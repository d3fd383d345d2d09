import { isOut, measured, type StockLevel } from '../../stock/level';
import { instant, later, type Instant } from '../../time/instant';
import type { OrderRule, OrderRuleInput } from '../order-rule';
import { AT_ONCE, said } from '../rule';
import { isCancelled, isPicked } from './order-state';

/**
 * An article of an order that waits is gone at every place that is known of. Told before the time to ship runs out. What
 * is allocated to the order is there for it.
 */
export const orderNoStock: OrderRule = {
  id: 'inventory-short/no-stock',
  kind: 'INVENTORY_SHORT',
  look(input) {
    const { view, readings, context } = input;
    const { placedAt } = view;
    if (placedAt === null || isCancelled(input) || isPicked(input)) return null;
    if (readings.some(({ code }) => code === 'ALLOCATED')) return null;
    const gone = goneOf(input);
    if (gone.length === 0) return null;
    const { measure } = context.policy.noStock;
    const skus = [...new Set(gone.map(({ sku }) => sku))];
    return {
      dueAt: AT_ONCE,
      reason: 'shipper.out_of_stock',
      thresholds: { measure },
      because: () =>
        `Ordered at ${said(placedAt)} and not picked, and there is no stock of ${skus.join(', ')}: ${gone.map((one) => levelText(one, input)).join('; ')}.`,
      milestoneIds: [],
      conditionSince: gone.reduce((since, { at }) => later(since, instant(at)), placedAt),
    };
  },
};

/** What is ordered, and what there is of it. */
type Wanted = Pick<OrderRuleInput, 'view' | 'stock'> & { readonly context: Pick<OrderRuleInput['context'], 'policy'> };

/** The levels of those articles of which no place has any, in one order. */
function goneOf({ view, stock, context }: Wanted): readonly StockLevel[] {
  const { toldBy, measure } = context.policy.noStock;
  const told = stock.filter(({ sourceKind }) => toldBy.includes(sourceKind));
  return [...new Set(view.lines.map(({ sku }) => sku))].sort().flatMap((sku) => {
    const own = told.filter((level) => level.sku === sku);
    return own.every((level) => isOut(level, measure)) ? own.sort(byPlace) : [];
  });
}

/**
 * The nodes that an order lacks its articles at: those that keep what is gone; where nothing is known to be gone, the one that
 * keeps its articles, if there is but one.
 */
export function nodesLacking({ view, stock, context }: Wanted): readonly string[] {
  const { toldBy } = context.policy.noStock;
  const nodesOf = (levels: readonly StockLevel[]): string[] =>
    [...new Set(levels.flatMap(({ nodeCode }) => nodeCode ?? []))].sort();
  const gone = nodesOf(goneOf({ view, stock, context }));
  if (gone.length > 0) return gone;
  const skus = new Set(view.lines.map(({ sku }) => sku));
  const keeping = nodesOf(stock.filter(({ sku, sourceKind }) => skus.has(sku) && toldBy.includes(sourceKind)));
  return keeping.length === 1 ? keeping : [];
}

const placeOf = ({ nodeCode, sourceId }: StockLevel): string => `${nodeCode ?? ''}|${sourceId}`;
const byPlace = (a: StockLevel, b: StockLevel): number => (placeOf(a) < placeOf(b) ? -1 : 1);

const MEASURED = { ON_HAND: 'on hand', AVAILABLE: 'available' } as const;

function levelText(level: StockLevel, { context }: OrderRuleInput): string {
  const { measure } = context.policy.noStock;
  const where = level.nodeCode === null ? '' : ` at ${level.nodeCode}`;
  return `${level.sku} ${measured(level, measure)} ${MEASURED[measure]}${where}, as told for ${timeText(level.at)}`;
}

const timeText = (at: Instant): string => said(instant(at));
