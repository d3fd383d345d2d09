import {
  caseRef,
  clockChange,
  type ClockChange,
  type ExceptionKind,
  type Instant,
  type Policy,
} from '@whereabouts/model';
import { openCasesAfter, type Queryable } from '@whereabouts/store';

/** An open case whose due time a policy would move. */
export interface SlaExample {
  readonly caseId: string;
  /** `EX-12` */
  readonly ref: string;
  readonly kind: ExceptionKind;
  readonly dueBefore: Instant | null;
  readonly dueAfter: Instant | null;
}

export interface SlaMoves {
  readonly cases: number;
  /** The first few. */
  readonly examples: readonly SlaExample[];
}

/** What a policy would do to the due times of the cases that are open now. */
export interface SlaPreview {
  readonly openCases: number;
  /** They would count as breached at once. */
  readonly breached: SlaMoves;
  /** They are late now, and would have time left. A breach that was recorded stays on record. */
  readonly relieved: SlaMoves;
  readonly sooner: SlaMoves;
  readonly later: SlaMoves;
}

const PAGE = 500;
const EXAMPLES = 5;

/** Reads every open case of a merchant under two policies. Changes nothing. */
export async function slaPreview(
  db: Queryable,
  merchantId: string,
  policies: { readonly before: Policy; readonly after: Policy },
  now: Instant,
): Promise<SlaPreview> {
  const moves: Record<ClockChange['effect'], { cases: number; examples: SlaExample[] }> = {
    BREACHED: { cases: 0, examples: [] },
    RELIEVED: { cases: 0, examples: [] },
    SOONER: { cases: 0, examples: [] },
    LATER: { cases: 0, examples: [] },
  };
  let openCases = 0;
  for (let after: string | null = null; ;) {
    const page = await openCasesAfter(db, merchantId, after, PAGE);
    openCases += page.length;
    for (const one of page) {
      const change = clockChange(one, policies, now);
      if (change === null) continue;
      const tally = moves[change.effect];
      tally.cases += 1;
      const due = one.sla.firstActionAt === null ? 'firstActionDueAt' : 'resolutionDueAt';
      if (tally.examples.length < EXAMPLES)
        tally.examples.push({
          caseId: one.id,
          ref: caseRef(one.number),
          kind: one.kind,
          dueBefore: change.before[due],
          dueAfter: change.after[due],
        });
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  return {
    openCases,
    breached: moves.BREACHED,
    relieved: moves.RELIEVED,
    sooner: moves.SOONER,
    later: moves.LATER,
  };
}
