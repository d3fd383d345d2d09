import type { OrderStatements, OrderView } from '../orders/order';
import type { Milestone } from '../shipment/milestone';
import { readingsOf } from '../shipment/reading';
import { summarize } from '../shipment/summary';
import type { StockLevel } from '../stock/level';
import type { TicketSignal } from '../tickets/signal';
import { lookThrough } from './detect';
import type { DetectContext, Detected } from './finding';
import type { OrderContext, OrderParcel, OrderRuleInput } from './order-rule';
import { isCancelled, isPicked } from './rules/order-state';
import { ORDER_RULES } from './rules/order-rules';
import { TICKET_RULES } from './rules/ticket-rules';

/** What is known of an order, in any order. */
export interface OrderFacts {
  readonly view: OrderView;
  readonly statements: OrderStatements;
  /** What was told of the order itself, not of one of its parcels. */
  readonly milestones: readonly Milestone[];
  readonly parcels: readonly OrderParcel[];
  /** Tickets that are of the order and of none of its parcels, as far as is known. */
  readonly tickets: readonly TicketSignal[];
  /** What sources say there is of its articles. Absent: not looked up. */
  readonly stock?: readonly StockLevel[];
}

/** What is wrong with an order itself, and when to look again if nothing is heard: see `detect`. */
export const detectOrder = (facts: OrderFacts, context: OrderContext): Detected =>
  lookThrough(ORDER_RULES, orderInput(facts, context), context);

/** What a ticket tells while neither its shipment nor its order is known. */
export const detectTicket = (ticket: TicketSignal, context: Pick<DetectContext, 'policy' | 'now'>): Detected =>
  lookThrough(TICKET_RULES, ticket, context);

/** Nobody began to pick it: what is missing of it matters. */
export const isWaiting = (facts: OrderFacts): boolean => {
  const read = { ...facts, ...readOf(facts) };
  return facts.view.placedAt !== null && !isCancelled(read) && !isPicked(read);
};

const readOf = ({ milestones, parcels }: OrderFacts): Pick<OrderRuleInput, 'readings' | 'parcels'> => ({
  readings: readingsOf(summarize(milestones), false),
  parcels: parcels.filter(({ isReturn, state }) => !isReturn && state !== 'CANCELLED'),
});

const orderInput = (facts: OrderFacts, context: OrderContext): OrderRuleInput => ({
  view: facts.view,
  statements: facts.statements,
  tickets: facts.tickets,
  stock: facts.stock ?? [],
  ...readOf(facts),
  context,
});
