import type { Ailing, Healing } from '../cases/healing';
import type { Detected } from '../detection/finding';
import type { Policy } from '../policy/policy';
import { holdBack, type Silence } from '../silence/hold-back';
import { earlier, type Instant } from '../time/instant';
import { caseBook, type ReplayedCase } from './case-book';

/** What a look at a subject finds. */
export interface Sight extends Detected {
  readonly heals: (current: Ailing) => Healing | null;
  /** Whose silence findings may rest on; null: nobody's. Asked only where something is found. */
  readonly silence: () => Silence | null;
}

/** A parcel, an order or a ticket, and what was known of it when. */
export interface ReplayedSubject {
  /** When there was something new to look at: in order, each once. */
  readonly news: readonly Instant[];
  /**
   * Under the policy that is tried. Looks go forward in time. What is the same sight as before finds and heals the same,
   * and rests on nobody's silence.
   */
  look(now: Instant): Sight;
}

/** More looks than any rule needs: a subject that wants them is left as it stands. */
const MOST_LOOKS = 1_000;

/** The cases that a policy opens while news of a subject comes in and time goes by until a moment. Pure. */
export function replay({ news, look }: ReplayedSubject, policy: Policy, until: Instant): ReplayedCase[] {
  const book = caseBook(policy);
  let looks = 0;
  /** What was judged already, and would be judged the same. */
  let settled: Sight | null = null;
  const lookAt = (now: Instant): Instant | null => {
    looks += 1;
    const sight = look(now);
    const { findings, nextCheckAt, heals, silence } = sight;
    if (sight === settled) return nextCheckAt;
    if (findings.length === 0 && !book.hasOpen()) return nextCheckAt;
    const whose = findings.length === 0 ? null : silence();
    const { told, waiting } =
      whose === null ? { told: findings, waiting: [] } : holdBack(findings, whose, book.openKinds());
    settled = book.judge(told, heals, now) ? null : sight;
    if (waiting.length === 0 || whose === null) return nextCheckAt;
    return nextCheckAt === null ? whose.until : earlier(nextCheckAt, whose.until);
  };
  for (const [index, at] of news.entries()) {
    if (at > until) break;
    const end = news[index + 1] ?? null;
    let next = lookAt(at);
    while (next !== null && next <= until && (end === null || next < end) && looks < MOST_LOOKS) next = lookAt(next);
  }
  return book.all();
}

/** Moments in order, each once. */
export const inOrder = (moments: readonly (Instant | null)[]): Instant[] =>
  [...new Set(moments)].filter((at) => at !== null).sort();

/** What holds at moments that go forward; null before anything does. @param changes in order. */
export function latestAt<Change extends { readonly at: Instant }>(
  changes: readonly Change[],
): (now: Instant) => Change | null {
  let next = 0;
  return (now) => {
    while (next < changes.length && changes[next]!.at <= now) next += 1;
    return changes[next - 1] ?? null;
  };
}
