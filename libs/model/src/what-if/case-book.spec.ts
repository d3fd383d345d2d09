import fc from 'fast-check';
import { MADRID_OFFICE } from '../calendar/office.fixture';
import type { ExceptionCase } from '../cases/case';
import { subject } from '../cases/case.fixture';
import { healingOf } from '../cases/healing';
import { reconcile } from '../cases/reconcile';
import type { ClosedEpisode } from '../cases/verdict';
import { detect } from '../detection/detect';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { anyClaims, anyHistory, hour } from '../shipment/history.fixture';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import type { ExceptionKind } from '../vocabulary/exceptions';
import { caseBook, type CaseBook, type ReplayedCase } from './case-book';

const policy: Policy = {
  ...DEFAULT_POLICY,
  calendars: { ...DEFAULT_POLICY.calendars, office: MADRID_OFFICE },
  sla: {
    ...DEFAULT_POLICY.sla,
    calendar: 'office',
    kinds: {
      ...DEFAULT_POLICY.sla.kinds,
      FAILED_ATTEMPT: { ...DEFAULT_POLICY.sla.kinds.FAILED_ATTEMPT, calendar: 'business' },
    },
  },
};

/** The cases of a subject as the hub writes them, clocks and all. */
function lived(): Pick<CaseBook, 'judge' | 'all'> {
  const cases: ExceptionCase[] = [];
  const opened: Pick<ReplayedCase, 'because' | 'dueAt'>[] = [];
  const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};
  const judge: CaseBook['judge'] = (findings, heals, now) => {
    const open = cases.filter(({ closedAt }) => closedAt === null);
    const effects = reconcile({ open, findings, heals, policy, now, episodes: {}, lastClosed, flags: [], subject });
    for (const effect of effects) {
      if (effect.type === 'open') {
        const { detection, sla } = effect.case;
        opened.push({ because: detection.because, dueAt: sla.firstActionDueAt });
        cases.push({ ...effect.case, id: String(cases.length), number: cases.length + 1, ownerId: '' });
        continue;
      }
      cases[Number(effect.case.id)] = effect.case;
      const { kind, detection } = effect.case;
      if (effect.type === 'close')
        lastClosed[kind] = { closedAt: now, conditionSince: detection.conditionSince, by: 'rule' };
    }
    return effects.some(({ type }) => type === 'close');
  };
  const all = (): ReplayedCase[] =>
    cases.map(({ kind, openedAt, closedAt }, n) => ({ kind, openedAt, closedAt, ...opened[n]! }));
  return { judge, all };
}

it('keeps the cases that the hub would write, each due when its clock says, whatever is found and when', () => {
  fc.assert(
    fc.property(anyHistory, anyClaims, fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 }), (...given) => {
      const [history, claims, looks] = given;
      const [book, hub] = [caseBook(policy), lived()];
      for (const [told, at] of [...looks].sort((a, b) => a - b).entries()) {
        const now = hour(at);
        const summary = summarize(history.slice(0, (told + 1) * 3), claims);
        const view = deriveShipment(summary);
        const { findings } = detect(view, summary, { policy, now, carrier: 'ups', tier: 'STANDARD' });
        const judge = (one: Pick<CaseBook, 'judge'>): boolean =>
          one.judge(findings, (ailing) => healingOf(ailing, view, policy), now);
        let closes = judge(book);
        expect(closes).toBe(judge(hub));
        expect(book.all()).toEqual(hub.all());
        while (closes) closes = judge(book);
        const settled = [...book.all()];
        expect(judge(book)).toBe(false);
        expect(book.all()).toEqual(settled);
        while (judge(hub));
      }
    }),
    { numRuns: 500 },
  );
});
