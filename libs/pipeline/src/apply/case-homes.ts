import {
  isUnderWay,
  lateSteps,
  mergedInto,
  movedTo,
  TICKET_MATCHES,
  type Instant,
  type Policy,
  type PolicyOf,
} from '@whereabouts/model';
import type { StoredCase, TicketHome } from '@whereabouts/store';
import type { CaseWrite } from './judge';
import type { Match } from './ticket-match';

const isOpen = ({ status }: StoredCase): boolean => status !== 'CLOSED';

/** The subject that a case is about. */
const subjectOf = ({ shipmentId, orderId, ticketId }: StoredCase): string => shipmentId ?? orderId ?? ticketId ?? '';

/** A ticket speaks for the case alone: with it the case moves. */
const isByTicket = ({ detection: { rule, ticketIds = [] } }: StoredCase): boolean =>
  rule.endsWith('/ticket') && ticketIds.length > 0;

const sayHome = (match: Match): string =>
  match.by === null ? 'whose it is, is not known any more' : TICKET_MATCHES[match.by];

/**
 * Cases follow the tickets that they rest on: to the shipment or order that these prove to be of. One whose new home
 * has an open case of its kind closes into that; one with money in play stays where it is. Pure.
 * @param cases every open and closed case of the subjects at hand.
 */
export function homeCases(
  cases: readonly StoredCase[],
  matches: ReadonlyMap<string, Match>,
  policyOf: PolicyOf,
  now: Instant,
): CaseWrite[] {
  const taken = new Map(cases.filter(isOpen).map((one) => [`${subjectOf(one)}|${one.kind}`, one]));
  return cases
    .filter((one) => isOpen(one) && isByTicket(one))
    .flatMap((before): CaseWrite[] => {
      const match = homeOf(before, matches);
      const target = match && (match.shipmentId ?? match.orderId);
      if (!match || !target || target === subjectOf(before)) return [];
      const home: TicketHome = { shipmentId: match.shipmentId, orderId: match.orderId };
      const key = `${target}|${before.kind}`;
      const there = taken.get(key);
      if (there && isUnderWay(before)) return [];
      const policy: Policy = policyOf(before.merchantId);
      const late = lateSteps(before, policy, now);
      const latest = late.at(-1)?.case ?? before;
      const effect = there
        ? mergedInto(latest, there, sayHome(match), policy, now)
        : movedTo(latest, home, sayHome(match), now);
      taken.delete(`${subjectOf(before)}|${before.kind}`);
      if (!there) taken.set(key, before);
      return [...late, effect].map((step) => ({ type: 'change', before, ...step }));
    });
}

/** Where the newest of its tickets that is known here belongs. */
function homeOf({ detection: { ticketIds = [] } }: StoredCase, matches: ReadonlyMap<string, Match>): Match | null {
  const known = ticketIds.flatMap((id) => matches.get(id) ?? []);
  return known.at(-1) ?? null;
}
