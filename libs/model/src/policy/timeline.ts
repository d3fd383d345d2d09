import type { Instant } from '../time/instant';
import { policyOfVersion, type CompiledPolicy } from './compiled';
import { DEFAULT_POLICY, type Policy } from './policy';

/** An applied document, with when it comes into force. Of two that are, the one with the later time counts, then the later version. */
export interface PolicyVersion {
  /** From 1; 0 are the defaults, before anything was applied. */
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly compiled: CompiledPolicy;
}

/** A surge set was switched on, for a time or until it is switched off; or off. In the order in which that was said. */
export interface SurgeSwitch {
  readonly surge: string;
  readonly isOn: boolean;
  /** `on`: when the period begins; `off`: when the periods of the set end. */
  readonly from: Instant;
  /** Null: until it is switched off. */
  readonly to: Instant | null;
}

/** A stretch of time in which a surge set is on: from the first moment until before the last. */
export interface SurgePeriod {
  readonly surge: string;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** What is known of a merchant's policies. */
export interface PolicyTimeline {
  readonly versions: readonly PolicyVersion[];
  readonly switches: readonly SurgeSwitch[];
}

/** The periods that are left of what was switched on, when everything that was said is taken together. */
export function surgePeriods(switches: readonly SurgeSwitch[]): SurgePeriod[] {
  let periods: SurgePeriod[] = [];
  for (const { surge, isOn, from, to } of switches) {
    if (isOn) periods.push({ surge, from, to });
    else
      periods = periods.flatMap((period) => {
        if (period.surge !== surge || (period.to !== null && period.to <= from)) return [period];
        return period.from < from ? [{ ...period, to: from }] : [];
      });
  }
  return periods;
}

/** The names of the surge sets that are on at a moment, in order. */
export const surgesOn = (periods: readonly SurgePeriod[], at: Instant): string[] =>
  [
    ...new Set(periods.filter(({ from, to }) => from <= at && (to === null || at < to)).map(({ surge }) => surge)),
  ].sort();

/** The version in force at a moment; null while nothing was applied. */
export function versionAt<Version extends Pick<PolicyVersion, 'version' | 'effectiveFrom'>>(
  versions: readonly Version[],
  at: Instant,
): Version | null {
  let best: Version | null = null;
  for (const one of versions) {
    if (one.effectiveFrom > at) continue;
    const isLater =
      best === null ||
      one.effectiveFrom > best.effectiveFrom ||
      (one.effectiveFrom === best.effectiveFrom && one.version > best.version);
    if (isLater) best = one;
  }
  return best;
}

/** The policy in force at a moment: its version, with the surge sets that are on. */
export function policyAt({ versions, switches }: PolicyTimeline, at: Instant): Policy {
  const version = versionAt(versions, at);
  return version === null
    ? DEFAULT_POLICY
    : policyOfVersion(version.version, version.compiled, surgesOn(surgePeriods(switches), at));
}

/** When the policy in force next changes by itself: a version comes into force, a surge period begins or ends. */
export function nextTurn({ versions, switches }: PolicyTimeline, now: Instant): Instant | null {
  const moments = [
    ...versions.map(({ effectiveFrom }) => effectiveFrom),
    ...surgePeriods(switches).flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
  ].filter((at) => at > now);
  return moments.sort()[0] ?? null;
}
