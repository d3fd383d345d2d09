import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import type { DetectionPolicy } from '../detection/policy';
import type { Finding } from '../detection/finding';
import { absorberOf } from '../detection/precedence';
import { later, type Instant } from '../time/instant';
import { caseRef, type Detection, type ExceptionCase } from './case';
import { joinAbsorbed, joinFinding, markHealed, type Absorbed } from './evidence';
import type { Healing } from './healing';

/** The newest closed case of a kind: what it was about decides whether a finding is news. */
export interface ClosedEpisode {
  readonly closedAt: Instant;
  readonly conditionSince: Instant;
  readonly by: 'person' | 'rule';
}

/** What a verdict on an open case rests on. */
export type Judged = Pick<ExceptionCase, 'kind' | 'number' | 'detection'>;

export interface VerdictInput<Case extends Judged> {
  /** The open cases of the subject, at most one of a kind. */
  readonly open: readonly Case[];
  readonly findings: readonly Finding[];
  /** Why a case is over though nobody closed it; null while a person must look. */
  readonly heals: (current: Case) => Healing | null;
  /** Nobody but a person closes it. */
  readonly isUnderWay: (current: Case) => boolean;
  readonly policy: Pick<DetectionPolicy, 'off'>;
  readonly now: Instant;
  readonly lastClosed: Readonly<Partial<Record<ExceptionKind, ClosedEpisode>>>;
}

/** A case to open, and what it takes over. */
export interface ToOpen {
  readonly finding: Finding;
  readonly absorbed: readonly Absorbed[];
}

/** What becomes of an open case. */
export type Fate =
  | { readonly type: 'absorbed'; readonly into: ExceptionKind }
  | { readonly type: 'healed'; readonly healing: Healing }
  /** With its evidence from now on: the same when nothing is new. Reason absent: as it was. */
  | {
      readonly type: 'stays';
      readonly detection: Detection;
      readonly reason?: Reason | null;
      readonly action: 'evidence-joined' | 'healed-left-open';
    };

export interface Verdict<Case extends Judged> {
  readonly opens: readonly ToOpen[];
  /** Of every open case, in the order in which they are given. */
  readonly fates: readonly { readonly current: Case; readonly fate: Fate }[];
}

/**
 * What detection makes of the cases of a subject: which are opened, joined, taken over, or over. Knows of no clock: what
 * has to be written for it is `reconcile`'s to say.
 */
export function verdictOf<Case extends Judged>(input: VerdictInput<Case>): Verdict<Case> {
  const known = new Set(input.open.map(({ kind }) => kind));
  const findings = firstOfKind(input.findings);
  const news = [...findings.values()].filter((finding) => !known.has(finding.kind) && isNews(finding, input));
  const kinds = new Set([...known, ...news.map(({ kind }) => kind)]);
  const closing = new Set(input.open.filter((one) => absorberOf(one.kind, kinds) !== null && !input.isUnderWay(one)));
  const absorbed = [
    ...[...closing].map((one) => absorbedCase(one, findings.get(one.kind))),
    ...news.map(absorbedFinding),
  ];
  const takenBy = (kind: ExceptionKind): Absorbed[] =>
    kinds.size < 2 ? [] : absorbed.filter((one) => absorberOf(one.kind, kinds) === kind);
  const fateOf = (current: Case): Fate =>
    closing.has(current)
      ? { type: 'absorbed', into: absorberOf(current.kind, kinds)! }
      : reviewed(current, findings.get(current.kind), takenBy(current.kind), input);
  return {
    opens: news
      .filter(({ kind }) => absorberOf(kind, kinds) === null)
      .map((finding) => ({ finding, absorbed: takenBy(finding.kind) })),
    fates: input.open.map((current) => ({ current, fate: fateOf(current) })),
  };
}

/** An open case that nothing takes over: joined by its finding, or healed, or as it was. */
function reviewed<Case extends Judged>(
  current: Case,
  finding: Finding | undefined,
  absorbed: readonly Absorbed[],
  { heals, isUnderWay, policy }: VerdictInput<Case>,
): Fate {
  const { detection } = current;
  if (finding !== undefined) {
    const { reason } = finding;
    return {
      type: 'stays',
      detection: joinFinding(detection, finding, absorbed),
      reason,
      action: 'evidence-joined',
    };
  }
  const healing = policy.off.includes(current.kind) ? null : heals(current);
  if (healing === null)
    return { type: 'stays', detection: joinAbsorbed(detection, absorbed), action: 'evidence-joined' };
  if (!isUnderWay(current)) return { type: 'healed', healing };
  return { type: 'stays', detection: markHealed(detection, healing.because), action: 'healed-left-open' };
}

const absorbedCase = ({ kind, number, detection }: Judged, finding: Finding | undefined): Absorbed => ({
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
function isNews(
  { kind, conditionSince, opensUntil }: Finding,
  { lastClosed, now }: Pick<VerdictInput<Judged>, 'lastClosed' | 'now'>,
): boolean {
  if (opensUntil !== undefined && now > opensUntil) return false;
  const last = lastClosed[kind];
  if (last?.by === 'person' && conditionSince <= last.conditionSince) return false;
  return (Object.entries(lastClosed) as [ExceptionKind, ClosedEpisode][]).every(
    ([other, { closedAt, by }]) => by !== 'person' || conditionSince > closedAt || absorberOf(kind, [other]) === null,
  );
}
