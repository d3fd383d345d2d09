import { instant } from '../../time/instant';
import { AT_ONCE, said, type Rule } from '../rule';

/** A forward shipment goes back or is back. */
export const returning: Rule = {
  id: 'return-to-sender/reported',
  kind: 'RETURN_TO_SENDER',
  look({ view, readings, isReturn }) {
    if (isReturn || (view.state !== 'RETURNING' && view.state !== 'RETURNED')) return null;
    const back = readings.filter(({ state }) => state === 'RETURNING' || state === 'RETURNED');
    const first = back[0];
    const newest = back.at(-1);
    if (first === undefined || newest === undefined) return null;
    const told = [...back, ...readings.filter(({ state }) => state === 'ATTEMPT_FAILED' || state === null)];
    const reason = told.flatMap(({ reasons }) => reasons)[0] ?? null;
    return {
      dueAt: AT_ONCE,
      reason,
      thresholds: {},
      because: () =>
        `${first.source.kind} sends it back since ${said(instant(first.at))} (${reason ?? 'no reason was given'})${view.state === 'RETURNED' ? '; it is back at the shipper' : ''}.`,
      milestoneIds: first === newest || view.state === 'RETURNING' ? [first.id] : [first.id, newest.id],
      conditionSince: instant(first.at),
    };
  },
};
