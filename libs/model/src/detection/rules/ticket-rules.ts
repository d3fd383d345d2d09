import type { TicketSignal } from '../../tickets/signal';
import type { ExceptionKind } from '../../vocabulary/exceptions';
import type { Reason } from '../../vocabulary/reasons';
import type { RuleOf } from '../rule';
import { ticketsSay } from './tickets';

const alone = (id: string, kind: ExceptionKind, reason: Reason | null): RuleOf<TicketSignal> => ({
  id,
  kind,
  look: (ticket) => ticketsSay([ticket], kind, reason),
});

/** Tickets of which nobody knows the shipment: they open a case all the same, which moves once it is known. */
export const TICKET_RULES: readonly RuleOf<TicketSignal>[] = [
  alone('damage/ticket', 'DAMAGE_REPORTED', 'delivery.arrived_damaged'),
  alone('delivered-not-received/ticket', 'DELIVERED_NOT_RECEIVED', 'recipient.says_not_received'),
  alone('wrong-or-missing-item/ticket', 'WRONG_OR_MISSING_ITEM', null),
];
