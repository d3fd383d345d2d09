import { addBusinessTime } from '../../calendar/business-time';
import type { OrderLine, OrderStatements } from '../../orders/order';
import { PREPARATION } from '../../shipment/reading';
import { after, HOUR, instant } from '../../time/instant';
import { AT_ONCE, said } from '../rule';
import type { OrderRule, OrderRuleInput } from '../order-rule';
import { beforePromise } from '../threshold';
import { stockMissing } from './backordered';
import { isCancelled, isPicked } from './order-state';

/** A single article is not there and in a parcel at once; of several, another one may have left. */
const leftWhole = ({ view, parcels }: OrderRuleInput): boolean =>
  view.lines.length <= 1 && parcels.some(({ state }) => state !== 'EXPECTED');

/** The warehouse says of the order that its goods are not there. */
export const orderBackordered: OrderRule = {
  id: 'inventory-short/backordered',
  kind: 'INVENTORY_SHORT',
  look(input) {
    if (input.view.cancelledAt !== null || leftWhole(input)) return null;
    return stockMissing(input.readings.map((reading) => ({ ...reading, by: reading.source.kind })));
  },
};

/** Nobody began to pick it within the time that the policy gives. */
export const shipByMissed: OrderRule = {
  id: 'inventory-short/ship-by',
  kind: 'INVENTORY_SHORT',
  look(input) {
    const { view, context, readings } = input;
    const { shipBy } = context.policy;
    const { placedAt } = view;
    if (placedAt === null || isCancelled(input) || isPicked(input)) return null;
    if (shipBy.onlyKnownToWarehouse && !isKnownToWarehouse(input)) return null;
    const hours = shipBy.hours[context.tier];
    const regular = addBusinessTime(context.calendar, placedAt, hours * HOUR);
    if (regular === null) return null;
    const dueAt = beforePromise(regular, placedAt, view.promise?.to, shipBy.nearPromise);
    const known = readings.filter(({ source }) => source.kind === 'WAREHOUSE').at(-1) ?? readings.at(-1);
    return {
      dueAt,
      reason: 'shipper.not_ready',
      thresholds: { hours, tier: context.tier, calendar: shipBy.calendar },
      because: () =>
        `Ordered at ${said(placedAt)} and not picked by ${said(dueAt)}, as the time to ship of ${hours} h asks${promised(input)}.`,
      milestoneIds: known === undefined ? [] : [known.id],
      conditionSince: placedAt,
    };
  },
};

const promised = ({ view: { promise } }: OrderRuleInput): string =>
  promise === null ? '' : `; promised for ${said(promise.to)}`;

/** An order that no warehouse ever spoke of is shipped by somebody who reports no picks. */
const isKnownToWarehouse = ({ readings, statements }: OrderRuleInput): boolean =>
  readings.some(({ source }) => source.kind === 'WAREHOUSE') ||
  Object.keys(statements).some((key) => key.startsWith('WAREHOUSE:'));

/** One parcel of the order left, and another one still lies in the warehouse: nobody planned that. */
export const orderSplit: OrderRule = {
  id: 'inventory-short/split',
  kind: 'INVENTORY_SHORT',
  look({ parcels, context, view }) {
    const lying = parcels.filter(({ state }) => PREPARATION.has(state) && state !== 'HANDED_OVER');
    const left = parcels.flatMap(({ leftAt }) => (leftAt === null ? [] : [leftAt])).sort();
    const first = left[0];
    if (view.cancelledAt !== null || lying.length === 0 || first === undefined) return null;
    const { hours } = context.policy.split;
    const dueAt = after(first, hours * HOUR);
    const numbers = lying.map(({ trackingNumber }) => trackingNumber).sort();
    return {
      dueAt,
      reason: 'shipper.not_ready',
      thresholds: { hours },
      because: () =>
        `The first of ${parcels.length} parcels left at ${said(first)}, and ${numbers.join(', ')} did not leave within ${hours} h, by ${said(dueAt)}.`,
      milestoneIds: [],
      conditionSince: first,
    };
  },
};

/** The warehouse ships another article than the shop sold, beside others that both know. */
export const orderSubstituted: OrderRule = {
  id: 'inventory-short/substituted',
  kind: 'INVENTORY_SHORT',
  look({ statements, view }) {
    if (view.cancelledAt !== null) return null;
    const sold = linesOf(statements, 'STOREFRONT:');
    const packed = linesOf(statements, 'WAREHOUSE:');
    if (sold === null || packed === null) return null;
    const [wanted, given] = [skusOf(sold.lines), skusOf(packed.lines)];
    const missing = [...wanted].filter((sku) => !given.has(sku)).sort();
    const instead = [...given].filter((sku) => !wanted.has(sku)).sort();
    // Two systems that name no article alike name all of them differently.
    if (missing.length === 0 || instead.length === 0 || missing.length === wanted.size) return null;
    const at = instant(packed.at);
    return {
      dueAt: AT_ONCE,
      reason: 'shipper.out_of_stock',
      thresholds: {},
      because: () =>
        `The warehouse said at ${said(at)} that it ships ${instead.join(', ')}, and ${missing.join(', ')} was sold.`,
      milestoneIds: [],
      conditionSince: at,
    };
  },
};

type Lines = readonly Pick<OrderLine, 'sku'>[];

const skusOf = (lines: Lines): ReadonlySet<string> => new Set(lines.map(({ sku }) => sku));

/** The newest list of a kind of source; of two of one moment, the one of the source that sorts first. */
function linesOf(statements: OrderStatements, kind: string): { at: string; lines: Lines } | null {
  let newest: { at: string; lines: Lines } | null = null;
  for (const key of Object.keys(statements).sort()) {
    const { at, says } = statements[key]!;
    if (key.startsWith(kind) && says.lines !== undefined && (newest === null || at > newest.at))
      newest = { at, lines: says.lines };
  }
  return newest;
}
