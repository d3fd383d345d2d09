import fc from 'fast-check';
import { DEFAULT_POLICY } from '../policy/policy';
import { hour } from '../shipment/history.fixture';
import { after, DAY, HOUR, type Instant } from '../time/instant';
import type { ExceptionCase } from './case';
import { caseOf } from './case.fixture';
import { clockSteps } from './clock-steps';
import { firstAction } from './clocks';
import { accept, agent } from './commands/commands.fixture';
import type { AdvanceRecoveryCommand } from './commands/recovery';
import { nextStepsOf } from './next-steps/next-steps';

const opened = caseOf('STALLED_IN_TRANSIT', hour(0));
const CLAIM = { claimReference: 'C-7', claimed: { amount: '80.00', currency: 'USD' } } as const;

const advance = (
  current: ExceptionCase,
  to: AdvanceRecoveryCommand['to'],
  now: Instant,
  more: Partial<AdvanceRecoveryCommand> = {},
): ExceptionCase => accept(current, { type: 'advance-recovery', to, ...more }, agent(now)).case;

/** A claim that was filed after two hours. */
const filedAt = hour(2);
const filed = (more: Partial<AdvanceRecoveryCommand> = {}): ExceptionCase => {
  const investigating = advance(opened, 'INVESTIGATING', hour(1));
  return advance(investigating, 'CLAIM_FILED', filedAt, { ...CLAIM, ...more });
};
const seenAt = (current: ExceptionCase, now: Instant): ExceptionCase =>
  clockSteps(current, DEFAULT_POLICY, now).at(-1)?.case ?? current;
const followUps = (current: ExceptionCase, now: Instant) =>
  clockSteps(current, DEFAULT_POLICY, now).filter(({ action }) => action === 'follow-up-due');
const firstStep = (current: ExceptionCase, now: Instant) => nextStepsOf(current, DEFAULT_POLICY, now)[0]!.action;

describe('the clock of the follow-up', () => {
  const dueAt = after(filedAt, DEFAULT_POLICY.claims.followUpDays * DAY);

  it('runs from filing on for the days of the policy, and wakes us when it is due', () => {
    const claim = filed();
    expect(claim.recoveryTrack.followUpAt).toBe(dueAt);
    const quiet = seenAt(claim, after(dueAt, -1));
    expect(followUps(quiet, after(dueAt, -1))).toEqual([]);
    expect(quiet.sla.nextClockAt).toBe(dueAt);
  });

  it('is told once, as a change of recovery, and the case stays where it is', () => {
    const claim = seenAt(filed(), after(dueAt, -1));
    const [step, ...rest] = clockSteps(claim, DEFAULT_POLICY, dueAt);
    expect(rest).toEqual([]);
    expect(step).toMatchObject({
      action: 'follow-up-due',
      changeType: 'UPDATED',
      changed: ['recoveryTrack'],
      detail: { followUpAt: dueAt, recovery: 'CLAIM_FILED', claimReference: 'C-7' },
      case: {
        version: claim.version + 1,
        status: claim.status,
        recoveryTrack: claim.recoveryTrack,
      },
    });
    expect(step!.case.sla.nextClockAt! > dueAt).toBe(true);
    expect(followUps(step!.case, after(dueAt, 90 * DAY))).toEqual([]);
  });

  it('lets the next steps begin with asking the carrier again, even before what was put aside', () => {
    const claim = filed();
    expect(firstStep(claim, after(dueAt, -1))).not.toBe('follow-up-claim');
    expect(firstStep(claim, dueAt)).toBe('follow-up-claim');
    const aside = accept(claim, { type: 'snooze', until: after(dueAt, DAY) }, agent(hour(3))).case;
    expect(firstStep(aside, dueAt)).toBe('follow-up-claim');
  });

  it('is the time that a person gives, before filing as well', () => {
    expect(filed({ followUpAt: hour(30) }).sla.nextClockAt! <= hour(30)).toBe(true);
    expect(followUps(filed({ followUpAt: hour(30) }), hour(30))).toHaveLength(1);
    const traced = advance(opened, 'INVESTIGATING', hour(1), { followUpAt: hour(20) });
    expect(followUps(traced, hour(20))).toHaveLength(1);
    expect(firstStep(traced, hour(20))).toBe('follow-up-claim');
  });

  it('moves with a new time and is told again then', () => {
    const told = seenAt(filed(), dueAt);
    const followUpAt = after(dueAt, 2 * DAY);
    const again = advance(told, 'CLAIM_FILED', after(dueAt, DAY), { followUpAt });
    expect(again.sla.nextClockAt).toBe(followUpAt);
    expect(firstStep(again, after(followUpAt, -1))).not.toBe('follow-up-claim');
    expect(followUps(again, followUpAt)).toMatchObject([{ detail: { followUpAt } }]);
  });

  it.each([
    ['INFO_REQUESTED', {}],
    ['SETTLED', { outcome: 'DENIED' }],
  ] as const)('ends when recovery becomes %s', (to, more) => {
    const moved = advance(filed(), to, hour(5), more);
    expect(followUps(moved, after(dueAt, DAY))).toEqual([]);
  });

  it('starts anew with an appeal', () => {
    const denied = advance(seenAt(filed(), dueAt), 'SETTLED', after(dueAt, DAY), { outcome: 'DENIED' });
    const appealed = advance(denied, 'APPEALED', after(dueAt, 2 * DAY));
    const next = after(dueAt, (2 + DEFAULT_POLICY.claims.followUpDays) * DAY);
    expect(followUps(appealed, next)).toMatchObject([{ detail: { followUpAt: next, recovery: 'APPEALED' } }]);
  });

  it('is told in its place among the thresholds when somebody looks late', () => {
    const late = clockSteps(filed({ followUpAt: hour(30) }), DEFAULT_POLICY, hour(200));
    const moments = late.map(({ detail }) => String(detail['reachedAt'] ?? detail['followUpAt']));
    expect(moments).toEqual([...moments].sort());
    expect(late.map(({ action }) => action)).toContain('follow-up-due');
  });

  it('is told once however often, and in which steps, somebody looks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }), (steps) => {
        let current = filed();
        let now = filedAt;
        let told = 0;
        for (const hours of steps) {
          now = after(now, hours * HOUR);
          told += followUps(current, now).length;
          current = seenAt(current, now);
        }
        expect(told).toBe(now >= dueAt ? 1 : 0);
      }),
    );
  });

  it('of a case from before follow-ups woke us is told at the next look, and not of a closed case', () => {
    const claim = firstAction(filed(), DEFAULT_POLICY, hour(3));
    const old = { ...claim, clocks: [], sla: { ...claim.sla, nextClockAt: null } };
    expect(followUps(old, after(dueAt, DAY))).toHaveLength(1);
    expect(followUps({ ...claim, status: 'CLOSED', closedAt: hour(4) }, after(dueAt, DAY))).toEqual([]);
  });
});
