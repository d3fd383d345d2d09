import { healingOf } from '../cases/healing';
import { detectShipment } from '../detection/detect';
import { isPromiseOpen } from '../detection/rules/promise-at-risk';
import { addressFaultOf, type AddressValidation } from '../evidence/recorded';
import type { Policy } from '../policy/policy';
import { silenceOf } from '../silence/hold-back';
import type { Milestone } from '../shipment/milestone';
import type { TruthRanking } from '../shipment/ranking';
import { mergeSummaries, summarize, type Summary } from '../shipment/summary';
import { claimsView } from '../shipment/claims-view';
import { shipmentFacts, type ShipmentFacts } from '../shipment/view';
import type { Instant } from '../time/instant';
import type { CustomerTier } from '../vocabulary/exceptions';
import type { UsualAt } from './lane-history';
import { inOrder, latestAt, type ReplayedSubject } from './replay';
import { voicesAt, type VoiceHistory } from './silence-history';
import { newsOfTickets, ticketsAt, type TicketHistory } from './ticket-history';

/** A shipment as it is replayed: what sources said of it beside milestones counts from the beginning. */
export interface ReplayedParcel {
  readonly carrier: string;
  readonly tier: CustomerTier;
  /** Claims of its sources and of its order. */
  readonly claims: Summary;
  readonly milestones: readonly Milestone[];
  readonly tickets: readonly TicketHistory[];
  /** Checks of its address as it was packed, the earliest first. */
  readonly validations: readonly AddressValidation[];
}

/** What was known of a parcel from a moment on. */
export interface Known {
  readonly at: Instant;
  readonly summary: Summary;
  readonly facts: ShipmentFacts;
}

/** What a hub knew beside its parcels. */
export interface ReplayedWorld {
  readonly usual: UsualAt;
  readonly voices: readonly VoiceHistory[];
}

type Told = Pick<ReplayedParcel, 'claims' | 'milestones' | 'tickets' | 'validations'>;

const otherNews = ({ tickets, validations }: Pick<Told, 'tickets' | 'validations'>): (Instant | null)[] =>
  tickets.length + validations.length === 0
    ? []
    : [...newsOfTickets(tickets), ...validations.map(({ checkedAt }) => checkedAt)];

/**
 * What was known of a parcel after each receipt of milestones, in the order of receipt; before the first of them it was
 * announced only, from when anything else was said of it.
 */
export function knowledgeOf(told: Told, truth: TruthRanking): Known[] {
  const { claims, milestones } = told;
  const said = claimsView(claims, truth);
  const received = [...milestones].sort((a, b) =>
    a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0,
  );
  const known: Known[] = [];
  const first = inOrder(otherNews(told))[0];
  if (first !== undefined && !(received[0] !== undefined && received[0].receivedAt <= first))
    known.push({ at: first, summary: claims, facts: shipmentFacts(claims, truth, said) });
  let summary = claims;
  for (let from = 0; from < received.length;) {
    const at = received[from]!.receivedAt;
    let to = from + 1;
    while (to < received.length && received[to]!.receivedAt === at) to += 1;
    const before = summary;
    summary = mergeSummaries(summary, summarize(received.slice(from, to)));
    if (summary !== before || known.length === 0)
      known.push({ at, summary, facts: shipmentFacts(summary, truth, said) });
    from = to;
  }
  return known;
}

/** A parcel under a policy. @param known what was known of it under the policy's ranking of sources, not nothing. */
export function replayedParcel(
  parcel: ReplayedParcel,
  known: readonly Known[],
  { usual, voices }: ReplayedWorld,
  policy: Policy,
): ReplayedSubject {
  const { carrier, tier, tickets, validations } = parcel;
  const current = latestAt(known);
  const heard = known.map(({ at }) => at);
  const others = otherNews(parcel);
  return {
    news: others.length === 0 ? heard : inOrder([...heard, ...others]),
    look(now) {
      const { facts, summary } = current(now)!;
      const { view } = facts;
      const signals = tickets.length === 0 ? [] : ticketsAt(tickets, now);
      const validation = validations.findLast(({ checkedAt }) => checkedAt <= now) ?? null;
      const route = { carrier, service: view.serviceLevel, lane: view.lane };
      return {
        ...detectShipment(facts, {
          policy,
          now,
          carrier,
          tier,
          tickets: signals,
          addressFault: addressFaultOf(validation),
          usual: isPromiseOpen(view, now) ? usual(route, policy.promise.usual.windowMonths, now) : [],
        }),
        heals: (one) => healingOf(one, view, policy, signals),
        silence: () =>
          voices.length === 0 ? null : silenceOf(carrier, summary, voicesAt(voices, now), policy.silence, now),
      };
    },
  };
}
