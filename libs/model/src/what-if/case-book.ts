import type { Detection } from '../cases/case';
import { firstActionDueAt } from '../cases/clocks';
import { joinAbsorbed } from '../cases/evidence';
import type { Ailing, Healing } from '../cases/healing';
import { detectionOf } from '../cases/new-case';
import { verdictOf, type ClosedEpisode, type Judged, type ToOpen } from '../cases/verdict';
import type { Finding } from '../detection/finding';
import type { Policy } from '../policy/policy';
import type { Instant } from '../time/instant';
import type { ExceptionKind } from '../vocabulary/exceptions';

/** A case that the hub opens when nobody but the hub does anything. */
export interface ReplayedCase {
  readonly kind: ExceptionKind;
  readonly openedAt: Instant;
  /** Null: open at the end of the replay. */
  readonly closedAt: Instant | null;
  /** When the first action is due, as the policy has it when the case is opened. */
  readonly dueAt: Instant;
  readonly because: string;
}

/** The cases of one subject, which nobody works. */
export interface CaseBook {
  hasOpen(): boolean;
  openKinds(): ReadonlySet<ExceptionKind>;
  /**
   * Brings the cases in line with what is found. True when that closed any: what they had taken over may be opened when the
   * same is judged again.
   */
  judge(findings: readonly Finding[], heals: (current: Ailing) => Healing | null, now: Instant): boolean;
  all(): ReplayedCase[];
}

/** An open case as far as verdicts go: its clocks run beside them, and nobody is there to hear. */
interface OpenCase extends Judged {
  detection: Detection;
}

export function caseBook(policy: Policy): CaseBook {
  /** By number, from 1. */
  const all: ReplayedCase[] = [];
  let open: readonly OpenCase[] = [];
  const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};

  const opened = ({ finding, absorbed }: ToOpen, now: Instant): OpenCase => {
    const { kind } = finding;
    const detection = joinAbsorbed(detectionOf(finding, now), absorbed);
    const dueAt = firstActionDueAt(kind, policy, now);
    all.push({ kind, openedAt: now, closedAt: null, dueAt, because: detection.because });
    return { kind, number: all.length, detection };
  };
  const closed = ({ kind, number, detection: { conditionSince } }: OpenCase, now: Instant): void => {
    all[number - 1] = { ...all[number - 1]!, closedAt: now };
    lastClosed[kind] = { closedAt: now, conditionSince, by: 'rule' };
  };

  return {
    hasOpen: () => open.length > 0,
    openKinds: () => new Set(open.map(({ kind }) => kind)),
    all: () => all,
    judge(findings, heals, now) {
      const { opens, fates } = verdictOf({ open, findings, heals, isUnderWay: () => false, policy, now, lastClosed });
      const stay = fates.flatMap(({ current, fate }) => {
        if (fate.type !== 'stays') {
          closed(current, now);
          return [];
        }
        current.detection = fate.detection;
        return [current];
      });
      open = [...stay, ...opens.map((one) => opened(one, now))];
      return stay.length < fates.length;
    },
  };
}
