import {
  addressFaultOf,
  claimFactsOf,
  detect,
  earlier,
  flagsFor,
  holdBack,
  healingOf,
  isRule,
  reconcile,
  type CaseEffect,
  type ChangeType,
  type ClosedEpisode,
  type Policy,
  type ExceptionCase,
  type ExceptionKind,
  type Finding,
  type Flag,
  type Instant,
  type NewCase,
  type OrderView,
  type ReconcileInput,
  type ShipmentView,
  type Silence,
  type Summary,
  type TicketSignal,
  type UsualTimes,
} from '@whereabouts/model';
import type { LockedShipment, StoredCase } from '@whereabouts/store';

/** A shipment that is to be judged: what is known of it, and of its order. */
export interface Look {
  readonly shipment: LockedShipment;
  readonly summary: Summary;
  readonly view: ShipmentView;
  readonly order: OrderView | null;
  /** The tickets that are of it; absent: none. */
  readonly tickets?: readonly TicketSignal[];
  /** What is usual on the ways that it goes; absent where it was not looked up. */
  readonly usual?: readonly UsualTimes[];
  /** Flags of its lane and carrier. */
  readonly repeats?: readonly Flag[];
  /** Whoever could speak of it is silent; null or absent: somebody is not, or nothing rests on it. */
  readonly silence?: Silence | null;
}

/** What is to be written of a case; a new one has no id, number or owner yet. */
export type CaseWrite =
  | { readonly type: 'open'; readonly case: NewCase; readonly action: string; readonly detail: object }
  | {
      readonly type: 'change';
      readonly before: StoredCase;
      readonly case: ExceptionCase;
      readonly changed: readonly string[];
      readonly action: string;
      readonly detail: object;
      readonly changeType: Exclude<ChangeType, 'OPENED' | 'LEFT'>;
    };

export interface Judgement {
  readonly writes: readonly CaseWrite[];
  readonly openCases: number;
  /** When to look again if nothing is heard. */
  readonly nextCheckAt: Instant | null;
}

export interface Findings {
  readonly findings: readonly Finding[];
  readonly nextCheckAt: Instant | null;
}

export const lookAt = (look: Look, policy: Policy, now: Instant): Findings =>
  detect(look.view, look.summary, {
    policy,
    now,
    carrier: look.shipment.carrier,
    tier: look.order?.customer.tier ?? 'STANDARD',
    tickets: look.tickets,
    usual: look.usual,
    addressFault: addressFaultOf(look.shipment.addressValidation),
  });

const isOpen = (one: ExceptionCase): boolean => one.status !== 'CLOSED';

function episodesOf(cases: readonly StoredCase[]): Partial<Record<ExceptionKind, number>> {
  const episodes: Partial<Record<ExceptionKind, number>> = {};
  for (const { kind, episode } of cases) episodes[kind] = Math.max(episodes[kind] ?? 0, episode);
  return episodes;
}

function lastClosedOf(cases: readonly StoredCase[]): Partial<Record<ExceptionKind, ClosedEpisode>> {
  const last: Partial<Record<ExceptionKind, ClosedEpisode>> = {};
  for (const { kind, closedAt, closedBy, detection } of cases) {
    if (closedAt === null || (last[kind] && last[kind].closedAt >= closedAt)) continue;
    last[kind] = {
      closedAt,
      conditionSince: detection.conditionSince,
      by: closedBy !== null && isRule(closedBy) ? 'rule' : 'person',
    };
  }
  return last;
}

function toWrite(effect: CaseEffect, byId: ReadonlyMap<string, StoredCase>): CaseWrite {
  const { action, detail } = effect;
  if (effect.type === 'open') return { type: 'open', case: effect.case, action, detail };
  const before = byId.get(effect.case.id)!;
  return {
    type: 'change',
    before,
    case: effect.case,
    changed: effect.changed,
    action,
    detail,
    changeType: effect.changeType,
  };
}

const soonest = (a: Instant | null, b: Instant): Instant => (a === null ? b : earlier(a, b));

/** The flags that an order raises. */
export const flagsOfOrder = (order: OrderView | null, policy: Policy): Flag[] =>
  order === null
    ? []
    : flagsFor(
        { value: order.value, tier: order.customer.tier, firstTimeBuyer: order.customer.firstTimeBuyer },
        policy,
      );

/**
 * What a look at a shipment does to its cases: reconciles them with the findings. Their clocks run by themselves. Pure.
 * @param cases every case of the shipment, open or closed.
 */
export function judge(
  look: Look,
  findings: Findings,
  cases: readonly StoredCase[],
  policy: Policy,
  now: Instant,
): Judgement {
  const { shipment, view, order } = look;
  const about: About = {
    subject: { merchantId: shipment.merchantId, shipmentId: shipment.id, orderId: shipment.orderId, ticketId: null },
    heals: (current) => healingOf(current, view, policy, look.tickets),
    flags: [...flagsOfOrder(order, policy), ...(look.repeats ?? [])],
    claim: claimFactsOf(view, shipment.carrier, policy),
    silence: look.silence ?? null,
  };
  return judgeAbout(about, findings, cases, policy, now);
}

/** What cases are about, whatever that is: a shipment, an order, or a ticket. */
export interface About extends Pick<ReconcileInput, 'subject' | 'heals' | 'flags' | 'claim'> {
  /** Whose silence findings may rest on; null: nobody's. */
  readonly silence: Silence | null;
}

/** The same for cases about anything. @param cases every case of the subject, open or closed. */
export function judgeAbout(
  { silence, ...about }: About,
  { findings, nextCheckAt }: Findings,
  cases: readonly StoredCase[],
  policy: Policy,
  now: Instant,
): Judgement {
  const open = cases.filter(isOpen);
  const byId = new Map(cases.map((one) => [one.id, one]));
  const { told, waiting } = holdBack(findings, silence, new Set(open.map(({ kind }) => kind)));
  const effects = reconcile({
    ...about,
    open,
    findings: told,
    policy,
    now,
    episodes: episodesOf(cases),
    lastClosed: lastClosedOf(cases),
  });
  const writes = effects.map((effect) => toWrite(effect, byId));
  const after = new Map<string, ExceptionCase>(open.map((one) => [one.id, one]));
  for (const write of writes) if (write.type === 'change') after.set(write.before.id, write.case);
  const opened = writes.filter(({ type }) => type === 'open').length;
  const lookAgainAt = waiting.length > 0 && silence !== null ? soonest(nextCheckAt, silence.until) : nextCheckAt;
  return { writes, openCases: [...after.values()].filter(isOpen).length + opened, nextCheckAt: lookAgainAt };
}
