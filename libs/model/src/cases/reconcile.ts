import type { Finding } from '../detection/finding';
import type { Policy } from '../policy/policy';
import type { ClaimFacts } from '../claims/claim-window';
import { withWindow } from '../claims/recovery';
import type { Instant } from '../time/instant';
import type { ExceptionKind } from '../vocabulary/exceptions';
import { caseRef, isUnderWay, type ExceptionCase, type Flag } from './case';
import type { CaseEffect } from './case-effect';
import { lateSteps } from './clock-steps';
import { clocksInStep } from './clocks';
import { closed, CLOSING_CHANGES } from './closing';
import { joinAbsorbed } from './evidence';
import type { Healing } from './healing';
import { newCase, type CaseSubject } from './new-case';
import { verdictOf, type ClosedEpisode, type Fate, type ToOpen } from './verdict';

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
  const { opens, fates } = verdictOf({ ...input, isUnderWay });
  const effects = opens.map((one) => opening(one, input));
  const closings: CaseEffect[] = [];
  for (const { current, fate } of fates)
    for (const effect of inTime(current, (one) => effectOf(one, fate, input), input))
      (effect.type === 'close' ? closings : effects).push(effect);
  return [...effects, ...closings];
}

/** What has to be written for what becomes of a case; null: nothing. */
function effectOf(current: ExceptionCase, fate: Fate, input: ReconcileInput): CaseEffect | null {
  switch (fate.type) {
    case 'absorbed':
      return absorption(current, fate.into, input);
    case 'healed':
      return healed(current, fate.healing, input);
    case 'stays':
      return updated(current, fate, input);
  }
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

function opening({ finding, absorbed }: ToOpen, input: ReconcileInput): CaseEffect {
  const { subject, flags, policy, now, episodes, claim } = input;
  const episode = (episodes[finding.kind] ?? 0) + 1;
  const draft = newCase({ subject, finding, flags, episode, claim, policy, now });
  const detection = joinAbsorbed(draft.detection, absorbed);
  const detail = { rule: detection.rule, policyVersion: detection.policyVersion, because: detection.because };
  return { type: 'open', case: { ...draft, detection }, action: 'opened', detail, changeType: 'OPENED' };
}

function absorption(
  current: ExceptionCase,
  into: ExceptionKind,
  { open, policy, now }: Pick<ReconcileInput, 'open' | 'policy' | 'now'>,
): CaseEffect {
  const closeCode = policy.closeCodes.absorbedBy[into] ?? policy.closeCodes.healed;
  const by = open.find(({ kind }) => kind === into);
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

function healed(
  current: ExceptionCase,
  { closeCode, because }: Healing,
  { policy, now }: Pick<ReconcileInput, 'policy' | 'now'>,
): CaseEffect {
  return {
    type: 'close',
    case: closed(current, closeCode, `rule:${current.detection.rule}`, policy, now),
    changed: CLOSING_CHANGES,
    action: 'healed',
    detail: { closeCode, because: `Closed by itself: ${because}.` },
    changeType: 'CLOSED',
  };
}

/** The case with what is new in it, or null when nothing is. */
function updated(
  current: ExceptionCase,
  { detection, reason = current.reason, action }: Extract<Fate, { type: 'stays' }>,
  { flags, subject, claim, policy, now }: ReconcileInput,
): CaseEffect | null {
  const added = flags.filter(({ code }) => !current.flags.some((flag) => flag.code === code));
  const next = {
    ...current,
    detection,
    reason,
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
