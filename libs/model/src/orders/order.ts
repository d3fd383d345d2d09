import { canonicalText } from '../canonical-text';
import { DEFAULT_RANKING, rankOf, type TruthFact, type TruthRanking } from '../shipment/ranking';
import type { Place } from '../shipment/milestone';
import type { Instant } from '../time/instant';
import type { CustomerTier } from '../vocabulary/exceptions';
import type { SourceKind } from '../vocabulary/sources';

export interface Money {
  /** Decimal text, as the source wrote it. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

export interface OrderLine {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly fragile: boolean;
}

export interface Customer {
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly tier: CustomerTier;
  /** True only when a source says that no order came before. */
  readonly firstTimeBuyer: boolean;
  readonly locale: string | null;
}

export interface Promised {
  readonly from: Instant | null;
  readonly to: Instant;
  readonly source: SourceKind;
}

/** What one source says of an order; absent means unsaid. */
export interface OrderStatement {
  readonly placedAt?: Instant;
  readonly cancelledAt?: Instant;
  readonly customer?: {
    readonly externalId?: string;
    readonly name?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly tier?: CustomerTier;
    readonly earlierOrders?: number;
    readonly locale?: string;
  };
  readonly value?: Money;
  readonly promise?: { readonly from?: Instant; readonly to: Instant };
  readonly lines?: readonly (Omit<OrderLine, 'fragile'> & { readonly fragile?: boolean })[];
  readonly destination?: Place;
}

/** The latest word of each source, by `KIND:sourceId`. */
export type OrderStatements = Readonly<Record<string, { readonly at: Instant; readonly says: OrderStatement }>>;

export interface OrderView {
  readonly placedAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly customer: Customer;
  readonly value: Money | null;
  readonly promise: Promised | null;
  readonly lines: readonly OrderLine[];
  readonly destination: Place | null;
}

const newer = (a: OrderStatements[string], b: OrderStatements[string]): OrderStatements[string] => {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return canonicalText(a.says) >= canonicalText(b.says) ? a : b;
};

/** Joins what was known with what is new: the newest word of each source stays. Any order gives the same result. */
export function mergeOrders(a: OrderStatements, b: OrderStatements): OrderStatements {
  const merged: Record<string, OrderStatements[string]> = { ...a };
  for (const [key, statement] of Object.entries(b)) {
    const known = merged[key];
    merged[key] = known ? newer(known, statement) : statement;
  }
  // Keys in one order, so that equal statements are equal text.
  return Object.fromEntries(Object.entries(merged).sort(([x], [y]) => (x < y ? -1 : 1)));
}

const kindOf = (key: string): SourceKind => key.slice(0, key.indexOf(':')) as SourceKind;

/** The order as the best-ranked source tells it; the promise has a ranking of its own. */
export function deriveOrder(statements: OrderStatements, ranking: TruthRanking = DEFAULT_RANKING): OrderView {
  const by = (fact: TruthFact): [string, OrderStatements[string]][] =>
    Object.entries(statements).sort(
      ([a], [b]) => rankOf(ranking, fact, kindOf(a)) - rankOf(ranking, fact, kindOf(b)) || (a < b ? -1 : 1),
    );
  const ranked = by('order');
  const first = <T>(pick: (says: OrderStatement) => T | undefined): T | null => {
    for (const [, { says }] of ranked) {
      const value = pick(says);
      if (value !== undefined) return value;
    }
    return null;
  };
  const promised = by('promise').find(([, { says }]) => says.promise);
  const promise = promised?.[1].says.promise;
  return {
    placedAt: first((says) => says.placedAt),
    cancelledAt: first((says) => says.cancelledAt),
    customer: {
      externalId: first((says) => says.customer?.externalId),
      name: first((says) => says.customer?.name),
      email: first((says) => says.customer?.email),
      phone: first((says) => says.customer?.phone),
      tier: first((says) => says.customer?.tier) ?? 'STANDARD',
      firstTimeBuyer: first((says) => says.customer?.earlierOrders) === 0,
      locale: first((says) => says.customer?.locale),
    },
    value: first((says) => says.value),
    promise: promised && promise ? { from: promise.from ?? null, to: promise.to, source: kindOf(promised[0]) } : null,
    lines: (first((says) => says.lines) ?? []).map((line) => ({ ...line, fragile: line.fragile ?? false })),
    destination: first((says) => says.destination),
  };
}
