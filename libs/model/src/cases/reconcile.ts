import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Finding } from '../detection/finding';
import type { Policy } from '../policy/policy';
import type { ClaimFacts } from '../claims/claim-window';
import { withWindow } from '../claims/recovery';
import { absorberOf } from '../detection/precedence';
import { later, type Instant } from '../time/instant';
import { caseRef, isUnderWay, type ExceptionCase, type Flag } from './case';
import type { CaseEffect } from './case-effect';
import { lateSteps } from './clock-steps';
import { clocksInStep } from './clocks';
import { closed, CLOSING_CHANGES } from './closing';
import { joinAbsorbed, joinFinding, markHealed, type Absorbed } from './evidence';
import type { Healing } from './healing';
import { newCase, type CaseSubject } from './new-case';

/** The newest closed case of a kind: what it was about decides whether a finding is news. */
export interface ClosedEpisode {
  readonly closedAt: Instant;
  readonly conditionSince: Instant;
  readonly by: 'person' | 'rule';
}

export interface ReconcileInput {
  /** The open cases of the subject, at most one of a kind. */
  readonly open: readonly ExceptionCase[];
  readonly findings: readonly Finding[];
  /** Why a case is over though nobody closed it; null while a person must look. */
  readonly heals: (current: ExceptionCase) => Healing | null;
  readonly policy: Policy;
  readonly now: Instant;
  /** How many cases of a kind there were, the open one included. */
  readonly episodes: Readonly<Partial<Record<ExceptionKind, number>>>;
  readonly lastClosed: Readonly<Partial<Record<ExceptionKind, ClosedEpisode>>>;
  /** Flags that hold now. New ones are added to open cases; none is taken away. */
  readonly flags: readonly Flag[];
  readonly subject: CaseSubject;
  /** What decides on claims with the carrier; absent where there is no parcel. */
  readonly claim?: ClaimFacts;
}

/**
 * Brings the cases of a subject in line with what detection finds: one open case per kind, repeated signals join it,
 * a stronger kind takes over weaker ones, what healed by itself closes. An effect finds its case as the timer of a moment
 * that has passed would have left it, and what that would have said comes first. Applied twice it does nothing the second
 * time. Opens and updates come before closes.
 */
export function reconcile(input: ReconcileInput): CaseEffect[] {
  const open = new Map(input.open.map((current) => [current.kind, current]));
  const findings = firstOfKind(input.findings);
  const news = [...findings.values()].filter((finding) => !open.has(finding.kind) && isNews(finding, input));
  const kinds = new Set([...open.keys(), ...news.map(({ kind }) => kind)]);
  const closing = new Set(input.open.filter((one) => absorberOf(one.kind, kinds) !== null && !isUnderWay(one)));
  const absorbed = [
    ...[...closing].map((one) => absorbedCase(one, findings.get(one.kind))),
    ...news.map(absorbedFinding),
  ];
  const takenBy = (kind: ExceptionKind): Absorbed[] => absorbed.filter((one) => absorberOf(one.kind, kinds) === kind);

  const effects: CaseEffect[] = [];
  const closings: CaseEffect[] = [];
  for (const finding of news)
    if (absorberOf(finding.kind, kinds) === null) effects.push(opening(finding, takenBy(finding.kind), input));
  for (const current of input.open) {
    const settle = (one: ExceptionCase): CaseEffect | null =>
      closing.has(current)
        ? absorption(one, absorberOf(one.kind, kinds)!, open, input)
        : review(one, findings.get(one.kind), takenBy(one.kind), input);
    for (const effect of inTime(current, settle, input)) (effect.type === 'close' ? closings : effects).push(effect);
  }
  return [...effects, ...closings];
}

/** The effect on a case, after what time did to it and no timer saw yet. A case without an effect is left to the timer. */
function inTime(
  current: ExceptionCase,
  settle: (one: ExceptionCase) => CaseEffect | null,
  { policy, now }: ReconcileInput,
): CaseEffect[] {
  const effect = settle(current);
  if (effect === null) return [];
  const late = lateSteps(current, policy, now);
  const latest = late.at(-1)?.case;
  const after = latest === undefined ? effect : settle(latest);
  return [...late.map((step) => ({ type: 'clock' as const, ...step })), ...(after === null ? [] : [after])];
}

const absorbedCase = ({ kind, number, detection }: ExceptionCase, finding: Finding | undefined): Absorbed => ({
  kind,
  ref: caseRef(number),
  milestoneIds: [...detection.milestoneIds, ...(finding?.milestoneIds ?? [])],
});

const absorbedFinding = ({ kind, milestoneIds }: Finding): Absorbed => ({ kind, ref: null, milestoneIds });

/**
 * Of several findings of a kind the first speaks; the milestones and tickets of the others are evidence too. A ticket is
 * news whatever is known already: the trouble is as new as the newest of them.
 */
function firstOfKind(findings: readonly Finding[]): ReadonlyMap<ExceptionKind, Finding> {
  const byKind = new Map<ExceptionKind, Finding>();
  for (const finding of findings) {
    const first = byKind.get(finding.kind);
    byKind.set(finding.kind, first === undefined ? finding : joined(first, finding));
  }
  return byKind;
}

function joined({ opensUntil: firstUntil, ...first }: Finding, { opensUntil: otherUntil, ...other }: Finding): Finding {
  const milestoneIds = [...new Set([...first.milestoneIds, ...other.milestoneIds])];
  const until = firstUntil && otherUntil ? { opensUntil: later(firstUntil, otherUntil) } : {};
  if (other.ticketIds === undefined) return { ...first, ...until, milestoneIds };
  const ticketIds = [...new Set([...(first.ticketIds ?? []), ...other.ticketIds])];
  const conditionSince = later(first.conditionSince, other.conditionSince);
  return { ...first, ...until, milestoneIds, ticketIds, conditionSince };
}

/**
 * A person who closed a case has dealt with its condition, and with all that the case would have taken over until then:
 * only a condition that began later is news. What a rule closed is news as soon as it holds again.
 */
function isNews({ kind, conditionSince, opensUntil }: Finding, { lastClosed, now }: ReconcileInput): boolean {
  if (opensUntil !== undefined && now > opensUntil) return false;
  const last = lastClosed[kind];
  if (last?.by === 'person' && conditionSince <= last.conditionSince) return false;
  return (Object.entries(lastClosed) as [ExceptionKind, ClosedEpisode][]).every(
    ([other, { closedAt, by }]) => by !== 'person' || conditionSince > closedAt || absorberOf(kind, [other]) === null,
  );
}

function opening(found: Finding, absorbed: readonly Absorbed[], input: ReconcileInput): CaseEffect {
  const { subject, flags, policy, now, episodes, claim } = input;
  const episode = (episodes[found.kind] ?? 0) + 1;
  const draft = newCase({ subject, finding: found, flags, episode, claim, policy, now });
  const detection = joinAbsorbed(draft.detection, absorbed);
  const detail = { rule: detection.rule, policyVersion: detection.policyVersion, because: detection.because };
  return { type: 'open', case: { ...draft, detection }, action: 'opened', detail, changeType: 'OPENED' };
}

function absorption(
  current: ExceptionCase,
  into: ExceptionKind,
  open: ReadonlyMap<ExceptionKind, ExceptionCase>,
  { policy, now }: ReconcileInput,
): CaseEffect {
  const closeCode = policy.closeCodes.absorbedBy[into] ?? policy.closeCodes.healed;
  const by = open.get(into);
  const because = `Taken over by the ${into} case${by === undefined ? '' : ` ${caseRef(by.number)}`}.`;
  return {
    type: 'close',
    case: closed(current, closeCode, 'rule:precedence', policy, now),
    changed: CLOSING_CHANGES,
    action: 'absorbed',
    detail: { into, closeCode, because },
    changeType: 'CLOSED',
  };
}

/** An open case that nothing takes over: joined by its finding, or healed, or as it was. */
function review(
  current: ExceptionCase,
  finding: Finding | undefined,
  absorbed: readonly Absorbed[],
  input: ReconcileInput,
): CaseEffect | null {
  const { heals, policy, now } = input;
  if (finding !== undefined)
    return updated(
      current,
      { detection: joinFinding(current.detection, finding, absorbed), reason: finding.reason },
      input,
    );
  const healing = policy.off.includes(current.kind) ? null : heals(current);
  if (healing === null) return updated(current, { detection: joinAbsorbed(current.detection, absorbed) }, input);
  if (isUnderWay(current))
    return updated(current, { detection: markHealed(current.detection, healing.because) }, input, 'healed-left-open');
  return {
    type: 'close',
    case: closed(current, healing.closeCode, `rule:${current.detection.rule}`, policy, now),
    changed: CLOSING_CHANGES,
    action: 'healed',
    detail: { closeCode: healing.closeCode, because: `Closed by itself: ${healing.because}.` },
    changeType: 'CLOSED',
  };
}

/** The case with what is new in it, or null when nothing is. */
function updated(
  current: ExceptionCase,
  news: Partial<Pick<ExceptionCase, 'detection' | 'reason'>>,
  { flags, subject, claim, policy, now }: ReconcileInput,
  action: 'evidence-joined' | 'healed-left-open' = 'evidence-joined',
): CaseEffect | null {
  const added = flags.filter(({ code }) => !current.flags.some((flag) => flag.code === code));
  const next = {
    ...current,
    ...news,
    flags: added.length === 0 ? current.flags : [...current.flags, ...added],
    shipmentId: current.shipmentId ?? subject.shipmentId,
    orderId: current.orderId ?? subject.orderId,
    recoveryTrack: claim ? withWindow(current.recoveryTrack, { facts: claim, policy, now }) : current.recoveryTrack,
  };
  const changed = (['detection', 'reason', 'flags', 'shipmentId', 'orderId', 'recoveryTrack'] as const).filter(
    (field) => next[field] !== current[field],
  );
  if (changed.length === 0) return null;
  const inStep = next.recoveryTrack === current.recoveryTrack ? next : clocksInStep(next, policy, now);
  return {
    type: 'update',
    case: { ...inStep, version: current.version + 1, updatedAt: now },
    changed,
    action,
    detail: { because: next.detection.because },
    changeType: 'UPDATED',
  };
}
