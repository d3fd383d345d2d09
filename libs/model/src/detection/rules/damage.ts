import type { Reason } from '../../vocabulary/reasons';
import { instant } from '../../time/instant';
import { AT_ONCE, said, type Rule } from '../rule';
import { ticketsSay } from './tickets';

const DAMAGE: ReadonlySet<Reason> = new Set(['carrier.damage', 'delivery.arrived_damaged']);

/** Somebody reports damage; a later report is a new trouble if the earlier one was closed. */
export const damageReported: Rule = {
  id: 'damage/reported',
  kind: 'DAMAGE_REPORTED',
  look({ readings }) {
    const last = readings.findLast(({ reasons }) => reasons.some((reason) => DAMAGE.has(reason)));
    if (last === undefined) return null;
    const reason = last.reasons.find((named) => DAMAGE.has(named))!;
    const at = instant(last.at);
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () => `${last.source.kind} reported ${reason} with ${last.code} at ${said(at)}.`,
      milestoneIds: [last.id],
      conditionSince: at,
    };
  },
};

/** The customer tells of damage. */
export const damageTicket: Rule = {
  id: 'damage/ticket',
  kind: 'DAMAGE_REPORTED',
  look: ({ tickets }) => ticketsSay(tickets, 'DAMAGE_REPORTED', 'delivery.arrived_damaged'),
};
