import type { BusinessCalendar } from '../calendar/business-calendar';
import type { OrderStatements, OrderView } from '../orders/order';
import type { Reading } from '../shipment/reading';
import type { StockLevel } from '../stock/level';
import type { TicketSignal } from '../tickets/signal';
import type { Instant } from '../time/instant';
import type { CustomerTier } from '../vocabulary/exceptions';
import type { ShipmentState } from '../vocabulary/shipment-states';
import type { DetectionPolicy } from './policy';
import type { RuleOf } from './rule';

/** A parcel of an order, as far as the order's own troubles are concerned. */
export interface OrderParcel {
  readonly trackingNumber: string;
  readonly state: ShipmentState;
  readonly isReturn: boolean;
  /** When the carrier got it, or the first scan. */
  readonly leftAt: Instant | null;
}

export interface OrderContext {
  readonly policy: DetectionPolicy;
  readonly now: Instant;
  readonly tier: CustomerTier;
  /** In which the time to ship runs. */
  readonly calendar: BusinessCalendar;
}

/** What a rule of orders looks at. */
export interface OrderRuleInput {
  readonly view: OrderView;
  readonly statements: OrderStatements;
  /** What was reported of the order itself, by time. */
  readonly readings: readonly Reading[];
  /** Without returns and without those that were cancelled. */
  readonly parcels: readonly OrderParcel[];
  /** Tickets of the order that are of none of its parcels as far as is known. */
  readonly tickets: readonly TicketSignal[];
  /** What sources say there is of its articles. */
  readonly stock: readonly StockLevel[];
  readonly context: OrderContext;
}

export type OrderRule = RuleOf<OrderRuleInput>;
