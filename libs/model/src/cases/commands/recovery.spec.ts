import { hour } from '../../shipment/history.fixture';
import { RECOVERY_TRACK_STATUSES, type RecoveryTrackStatus } from '../../vocabulary/exceptions';
import type { ExceptionCase, RecoveryTrack } from '../case';
import { caseOf } from '../case.fixture';
import type { AdvanceRecoveryCommand } from './recovery';
import { RECOVERY_STEPS } from './transitions';
import { accept, agent, refuse } from './commands.fixture';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const opened = caseOf('STALLED_IN_TRANSIT', hour(0));
const at = (status: RecoveryTrackStatus, change: Partial<RecoveryTrack> = {}): ExceptionCase => ({
  ...opened,
  recoveryTrack: { ...opened.recoveryTrack, status, claimOpensAt: null, claimDeadline: null, ...change },
});
const filed = { claimReference: 'C-7', claimed: usd('80.00'), filedAt: hour(2) };
const step = (to: RecoveryTrackStatus, more: Partial<AdvanceRecoveryCommand> = {}): AdvanceRecoveryCommand => ({
  type: 'advance-recovery',
  to,
  ...more,
});
const claim = step('CLAIM_FILED', { claimReference: ' C-7 ', claimed: usd('80.00') });
const paid = { paid: usd('80.00'), paidAt: hour(8), paymentSource: 'invoice 12' };

describe('recovery', () => {
  it('goes from the investigation to the payment', () => {
    let current = accept(opened, step('INVESTIGATING'), agent(hour(1))).case;
    current = accept(current, claim, agent(hour(2))).case;
    expect(current.recoveryTrack).toMatchObject({ ...filed, status: 'CLAIM_FILED' });
    expect(current.recoveryTrack.followUpAt! > hour(2)).toBe(true);
    current = accept(current, step('INFO_REQUESTED'), agent(hour(3))).case;
    current = accept(current, step('CLAIM_FILED', { followUpAt: hour(50) }), agent(hour(4))).case;
    expect(current.recoveryTrack).toMatchObject({ filedAt: hour(2), followUpAt: hour(50) });
    current = accept(current, step('SETTLED', { outcome: 'PAID_FULL', ...paid }), agent(hour(9))).case;
    expect(current.recoveryTrack).toMatchObject({ status: 'SETTLED', ...paid, followUpAt: null, updatedAt: hour(9) });
    expect(current.customerTrack).toBe(opened.customerTrack);
  });

  const statuses = Object.keys(RECOVERY_TRACK_STATUSES) as RecoveryTrackStatus[];
  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))(
    'from %s to %s follows the table',
    (from, to) => {
      const outcome = to === 'SETTLED' ? ('NOT_ELIGIBLE' as const) : undefined;
      const current = at(from, { ...filed, outcome: from === 'SETTLED' ? 'DENIED' : null });
      const command = step(to, { outcome, claimReference: 'C-8', claimed: usd('81') });
      if (RECOVERY_STEPS[from].includes(to))
        expect(accept(current, command, agent(hour(3))).case.recoveryTrack.status).toBe(to);
      else
        expect(refuse(current, command, agent(hour(3)))).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: ['to'] });
    },
  );

  it('is filed with a reference and an amount', () => {
    const wrong = step('CLAIM_FILED', { claimed: usd('80') });
    expect(refuse(at('INVESTIGATING'), wrong, agent(hour(1)))).toMatchObject({
      code: 'INVALID',
      field: ['claimReference'],
    });
    const more = step('CLAIM_FILED', { claimReference: 'C-7' });
    expect(refuse(at('INVESTIGATING'), more, agent(hour(1)))).toMatchObject({ code: 'INVALID', field: ['claimed'] });
  });

  it.each([
    [hour(4.99), 'takes this claim from', 'Snooze'],
    [hour(10.01), 'took this claim until', 'WINDOW_EXPIRED'],
  ])('is not filed at %s, outside the window', (now, fact, advice) => {
    const windowed = at('INVESTIGATING', { claimOpensAt: hour(5), claimDeadline: hour(10), windowSource: 'guide 7' });
    const { code, message } = refuse(windowed, claim, agent(now));
    expect([code, message]).toEqual(['ILLEGAL_TRANSITION', expect.stringContaining(fact)]);
    expect(message).toContain(advice);
    expect(message).toContain('guide 7');
    for (const inside of [hour(5), hour(10)])
      expect(accept(windowed, claim, agent(inside)).case.recoveryTrack.status).toBe('CLAIM_FILED');
  });

  it.each<[string, Partial<AdvanceRecoveryCommand>, string]>([
    ['no outcome', {}, 'outcome'],
    ['no amount', { outcome: 'PAID_FULL', ...paid, paid: null }, 'paid'],
    ['no date', { outcome: 'PAID_FULL', ...paid, paidAt: null }, 'paidAt'],
    ['no source', { outcome: 'PAID_FULL', ...paid, paymentSource: ' ' }, 'paymentSource'],
    ['a payment to come', { outcome: 'PAID_FULL', ...paid, paidAt: hour(99) }, 'paidAt'],
    ['a part as all', { outcome: 'PAID_FULL', ...paid, paid: usd('79.99') }, 'outcome'],
    ['all as a part', { outcome: 'PAID_PARTIAL', ...paid, paid: usd('80') }, 'outcome'],
    ['a payment that was denied', { outcome: 'DENIED', paid: usd('80') }, 'paid'],
  ])('is not settled with %s', (_, more, field) => {
    expect(refuse(at('CLAIM_FILED', filed), step('SETTLED', more), agent(hour(9)))).toMatchObject({
      code: 'INVALID',
      field: [field],
    });
  });

  it('takes the note as the source of a payment', () => {
    const command = step('SETTLED', { outcome: 'PAID_FULL', ...paid, paymentSource: null, note: 'statement of May' });
    const { recoveryTrack } = accept(at('CLAIM_FILED', filed), command, agent(hour(9))).case;
    expect(recoveryTrack.paymentSource).toBe('statement of May');
  });

  it('is appealed when denied or paid in part, not when it was withdrawn', () => {
    const denied = accept(at('CLAIM_FILED', filed), step('SETTLED', { outcome: 'DENIED' }), agent(hour(4))).case;
    const appealed = accept(denied, step('APPEALED'), agent(hour(5))).case;
    expect(appealed.recoveryTrack).toMatchObject({ status: 'APPEALED', outcome: null, filedAt: hour(2) });
    const withdrawn = at('SETTLED', { ...filed, outcome: 'WITHDRAWN' });
    expect(refuse(withdrawn, step('APPEALED'), agent(hour(5))).message).toContain('ended as WITHDRAWN');
  });

  it.each(['claimReference', 'paymentSource'] as const)('takes no more than 200 characters as %s', (field) => {
    const long = step('SETTLED', { outcome: 'PAID_FULL', ...paid, [field]: 'x'.repeat(201) });
    expect(refuse(at('CLAIM_FILED', filed), long, agent(hour(9)))).toMatchObject({ code: 'INVALID', field: [field] });
    const fits = step('SETTLED', { outcome: 'PAID_FULL', ...paid, [field]: 'x'.repeat(200) });
    expect(accept(at('CLAIM_FILED', filed), fits, agent(hour(9))).case.recoveryTrack.status).toBe('SETTLED');
  });

  it('keeps amounts as their currency is written, and refuses parts of a cent', () => {
    const told = step('CLAIM_FILED', { claimReference: 'C-7', claimed: usd('0080.5') });
    expect(accept(at('INVESTIGATING'), told, agent(hour(2))).case.recoveryTrack.claimed).toEqual(usd('80.50'));
    const odd = step('CLAIM_FILED', { claimReference: 'C-7', claimed: usd('80.505') });
    expect(refuse(at('INVESTIGATING'), odd, agent(hour(2)))).toMatchObject({ field: ['claimed'] });
  });

  it('that brings nothing new is refused', () => {
    expect(refuse(at('INVESTIGATING'), step('INVESTIGATING'), agent(hour(1)))).toMatchObject({ code: 'INVALID' });
  });

  it('lets a case whose customer has an answer wait for the carrier, until the carrier spoke', () => {
    const told = accept(at('INVESTIGATING'), { type: 'resolve-customer', resolution: 'MESSAGE' }, agent(hour(1))).case;
    const waiting = accept(told, claim, agent(hour(2))).case;
    expect(waiting).toMatchObject({ status: 'WAITING', waitingOn: 'CARRIER' });
    const asked = accept(waiting, step('INFO_REQUESTED'), agent(hour(3))).case;
    expect(asked).toMatchObject({ status: 'IN_PROGRESS', waitingOn: null });
    expect(accept(at('INVESTIGATING'), claim, agent(hour(2))).case.waitingOn).toBeNull();
  });
});
