import type { Instant } from '../time/instant';
import type { ExceptionKind } from '../vocabulary/exceptions';
import type { ReplayedCase } from './case-book';

/** How a draft differs from the policy in force. */
export const WHAT_IF_EFFECTS = {
  OPENED: 'Only the draft opens it.',
  MISSED: 'Only the policy in force opens it.',
  EARLIER: 'Both open it, and it is due earlier under the draft.',
  LATER: 'Both open it, and it is due later under the draft.',
} as const;
export type WhatIfEffect = keyof typeof WHAT_IF_EFFECTS;

export interface WhatIfDifference {
  readonly kind: ExceptionKind;
  readonly effect: WhatIfEffect;
  /** Under the policy in force. */
  readonly before: ReplayedCase | null;
  /** Under the draft. */
  readonly after: ReplayedCase | null;
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

const isIn = ({ from, to }: Window, one: ReplayedCase | null): boolean =>
  one !== null && one.openedAt >= from && one.openedAt <= to;

const overlaps = (a: ReplayedCase, b: ReplayedCase): boolean =>
  (b.closedAt === null || a.openedAt < b.closedAt) && (a.closedAt === null || b.openedAt < a.closedAt);

/**
 * The differences between the cases of one subject under two policies, as far as they are opened in a window. Two cases
 * of a kind are the same trouble when they are open at the same time.
 */
export function compareCases(
  before: readonly ReplayedCase[],
  after: readonly ReplayedCase[],
  window: Window,
): WhatIfDifference[] {
  const left = [...after];
  const pairs = before.map((one) => {
    const at = left.findIndex((other) => other.kind === one.kind && overlaps(one, other));
    return { before: one, after: at < 0 ? null : left.splice(at, 1)[0]! };
  });
  const differences = pairs.flatMap((pair) => difference(pair, window));
  return [...differences, ...left.flatMap((one) => difference({ before: null, after: one }, window))];
}

function difference(
  { before, after }: { readonly before: ReplayedCase | null; readonly after: ReplayedCase | null },
  window: Window,
): WhatIfDifference[] {
  if (!isIn(window, before) && !isIn(window, after)) return [];
  const effect = effectOf(before, after);
  return effect === null ? [] : [{ kind: (before ?? after)!.kind, effect, before, after }];
}

function effectOf(before: ReplayedCase | null, after: ReplayedCase | null): WhatIfEffect | null {
  if (before === null || after === null) return before === null ? 'OPENED' : 'MISSED';
  if (before.dueAt !== after.dueAt) return after.dueAt < before.dueAt ? 'EARLIER' : 'LATER';
  if (before.openedAt === after.openedAt) return null;
  return after.openedAt < before.openedAt ? 'EARLIER' : 'LATER';
}
