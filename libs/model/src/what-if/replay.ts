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
  /** Under the policy that is tried. Looks go forward in time. */
  look(now: Instant): Sight;
}

/** More looks than any rule needs: a subject that wants them is left as it stands. */
const MOST_LOOKS = 1_000;

/** The cases that a policy opens while news of a subject comes in and time goes by until a moment. Pure. */
export function replay({ news, look }: ReplayedSubject, policy: Policy, until: Instant): ReplayedCase[] {
  const book = caseBook(policy);
  let looks = 0;
  const lookAt = (now: Instant): Instant | null => {
    looks += 1;
    const { findings, nextCheckAt, heals, silence } = look(now);
    if (findings.length === 0 && !book.hasOpen()) return nextCheckAt;
    const whose = findings.length === 0 ? null : silence();
    const { told, waiting } = holdBack(findings, whose, book.openKinds());
    book.judge(told, heals, now);
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
