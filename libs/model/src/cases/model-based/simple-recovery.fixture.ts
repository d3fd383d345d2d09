import type { CaseRefusal } from '../commands';
import type { SimpleCase } from './simple-case.fixture';
import type { Asked } from './steps.fixture';

/** What may become of the claim, as one would say it to a colleague. */
export function recover(
  one: SimpleCase,
  now: number,
  rest: (one: SimpleCase) => void,
  { to, outcome, claimed, paid }: Extract<Asked, { type: 'recover' }>,
  step: (change: () => void) => 'done',
): CaseRefusal | 'done' {
  const from = one.recovery.state;
  const isDenied = from === 'SETTLED' && (one.recovery.outcome === 'DENIED' || one.recovery.outcome === 'PAID_PARTIAL');
  const next: Record<string, string[]> = {
    NOT_APPLICABLE: ['INVESTIGATING'],
    INVESTIGATING: ['INVESTIGATING', 'NOT_APPLICABLE', 'CLAIM_FILED', 'SETTLED'],
    CLAIM_FILED: ['CLAIM_FILED', 'INFO_REQUESTED', 'SETTLED'],
    INFO_REQUESTED: ['INFO_REQUESTED', 'CLAIM_FILED', 'SETTLED'],
    APPEALED: ['APPEALED', 'INFO_REQUESTED', 'SETTLED'],
    SETTLED: isDenied ? ['APPEALED'] : [],
  };
  if (!next[from]!.includes(to)) return 'ILLEGAL_TRANSITION';
  if (outcome !== null && to !== 'SETTLED') return 'INVALID';
  const filed = one.recovery.filed || claimed;
  const wasAnswered = one.customer.state === 'RESOLVED';
  if (to === 'SETTLED') {
    if (outcome === null) return 'INVALID';
    const isPaid = outcome === 'PAID_FULL' || outcome === 'PAID_PARTIAL';
    const early = from === 'INVESTIGATING';
    const fits = early
      ? ['WINDOW_EXPIRED', 'NOT_ELIGIBLE', 'UNECONOMIC'].includes(outcome)
      : outcome !== 'WINDOW_EXPIRED';
    if (!fits) return 'ILLEGAL_TRANSITION';
    if (isPaid !== (paid !== null)) return 'INVALID';
    if (isPaid && !filed) return 'INVALID';
    // 80 dollars are claimed.
    if (isPaid && paid! >= 80 !== (outcome === 'PAID_FULL')) return 'INVALID';
    return step(() => {
      one.recovery = { state: to, outcome, filed, paid: isPaid ? paid : one.recovery.paid, at: now };
      if (one.waitsOn === 'CARRIER') rest(one);
    });
  }
  if (to === 'NOT_APPLICABLE')
    return step(() => (one.recovery = { state: to, outcome: null, filed: false, paid: null, at: now }));
  if ((to === 'CLAIM_FILED' || to === 'APPEALED') && !filed) return 'INVALID';
  if (to === from && filed === one.recovery.filed) return 'INVALID';
  return step(() => {
    const isAppeal = from === 'SETTLED';
    one.recovery = {
      ...one.recovery,
      state: to,
      filed,
      outcome: isAppeal ? null : one.recovery.outcome,
      at: now,
    };
    if (to === 'INFO_REQUESTED' && one.waitsOn === 'CARRIER') rest(one);
    if ((to === 'CLAIM_FILED' || to === 'APPEALED') && wasAnswered)
      Object.assign(one, { status: 'WAITING', waitsOn: 'CARRIER', until: null });
  });
}
