import { reconcile, type ClosedEpisode } from '../cases/reconcile';
import type { ExceptionCase } from '../cases/case';
import type { Ailing, Healing } from '../cases/healing';
import type { CaseSubject } from '../cases/new-case';
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
  /** Brings the cases in line with what is found. */
  judge(findings: readonly Finding[], heals: (current: Ailing) => Healing | null, now: Instant): void;
  all(): ReplayedCase[];
}

export function caseBook(subject: CaseSubject, policy: Policy): CaseBook {
  const open = new Map<string, ExceptionCase>();
  const all = new Map<string, ReplayedCase>();
  const episodes: Partial<Record<ExceptionKind, number>> = {};
  const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};

  const opened = (draft: Omit<ExceptionCase, 'id' | 'number' | 'ownerId'>): void => {
    const id = String(all.size + 1);
    open.set(id, { ...draft, id, number: all.size + 1, ownerId: '' });
    episodes[draft.kind] = (episodes[draft.kind] ?? 0) + 1;
    const { kind, openedAt, sla, detection } = draft;
    all.set(id, { kind, openedAt, closedAt: null, dueAt: sla.firstActionDueAt, because: detection.because });
  };
  const closed = (one: ExceptionCase, now: Instant): void => {
    open.delete(one.id);
    all.set(one.id, { ...all.get(one.id)!, closedAt: now });
    lastClosed[one.kind] = { closedAt: now, conditionSince: one.detection.conditionSince, by: 'rule' };
  };

  return {
    hasOpen: () => open.size > 0,
    openKinds: () => new Set([...open.values()].map(({ kind }) => kind)),
    all: () => [...all.values()],
    judge(findings, heals, now) {
      const effects = reconcile({
        open: [...open.values()],
        findings,
        heals,
        policy,
        now,
        episodes,
        lastClosed,
        flags: [],
        subject,
      });
      for (const effect of effects)
        if (effect.type === 'open') opened(effect.case);
        else if (effect.type === 'close') closed(effect.case, now);
        else open.set(effect.case.id, effect.case);
    },
  };
}
