import { DEFAULT_POLICY } from '../../policy/policy';
import { hour } from '../../shipment/history.fixture';
import { CLOSE_CODES, EXCEPTION_KINDS, type ExceptionKind } from '../../vocabulary/exceptions';
import { REASONS } from '../../vocabulary/reasons';
import type { ExceptionCase, RecoveryTrack } from '../case';
import { caseOf } from '../case.fixture';
import { accept, agent } from '../commands/commands.fixture';
import { nextStepsOf, suggestedCode } from './next-steps';

const kinds = Object.keys(EXCEPTION_KINDS) as ExceptionKind[];
const at = (current: ExceptionCase, now = hour(2)) => nextStepsOf(current, DEFAULT_POLICY, now);
const actions = (current: ExceptionCase, now = hour(2)) => at(current, now).map(({ action }) => action);
const withRecovery = (change: Partial<RecoveryTrack>): ExceptionCase => {
  const opened = caseOf('STALLED_IN_TRANSIT', hour(0));
  return { ...opened, recoveryTrack: { ...opened.recoveryTrack, ...change } };
};

describe('next steps', () => {
  it.each<[ExceptionKind, string]>([
    ['NO_FIRST_SCAN', 'ask-node-for-proof'],
    ['STALLED_IN_TRANSIT', 'trace-with-carrier'],
    ['FAILED_ATTEMPT', 'confirm-address-and-slot'],
    ['DELIVERED_NOT_RECEIVED', 'ask-for-proof-of-delivery'],
    ['DAMAGE_REPORTED', 'ask-for-photos'],
    ['RETURN_TO_SENDER', 'confirm-address'],
    ['PROMISE_AT_RISK', 'tell-customer'],
    ['ADDRESS_PROBLEM', 'correct-address'],
    ['INVENTORY_SHORT', 'tell-customer'],
    ['WRONG_OR_MISSING_ITEM', 'reship'],
  ])('of %s begin with %s', (kind, first) => expect(actions(caseOf(kind, hour(0)))[0]).toBe(first));

  it('follow the reason before the kind', () => {
    const lost = caseOf('STALLED_IN_TRANSIT', hour(0), { reason: 'carrier.lost' });
    expect(at(lost)[0]).toMatchObject({ action: 'reship', because: 'The carrier says that it is lost.' });
  });

  it('leave out what was asked for in this cycle, and offer it again in the next', () => {
    const photos = { from: 'CUSTOMER', items: ['a photo'], by: 'usr-ana', at: hour(1) } as const;
    const asked = caseOf('DAMAGE_REPORTED', hour(0), { evidenceRequests: [photos] });
    expect(actions(asked)).not.toContain('ask-for-photos');
    expect(actions({ ...asked, openedAt: hour(1.5), cycle: 2 })).toContain('ask-for-photos');
  });

  it('offer the customer nothing more once there is an answer, and then to close with the fitting code', () => {
    const opened = caseOf('DAMAGE_REPORTED', hour(0));
    const told = accept(opened, { type: 'resolve-customer', resolution: 'MESSAGE' }, agent(hour(1))).case;
    expect(actions(told)).toEqual(['ask-for-photos', 'close']);
    expect(at(told).at(-1)!.label).toBe('Close with DAMAGE');
  });

  it('begin with the approval that is waited for', () => {
    const amount = { amount: '412.00', currency: 'USD' };
    const command = { type: 'resolve-customer', resolution: 'REFUND', amount } as const;
    const proposed = accept(caseOf('DAMAGE_REPORTED', hour(0)), command, agent(hour(1))).case;
    expect(at(proposed)[0]!.label).toBe('Approve or turn down REFUND of 412.00 USD');
    expect(actions(proposed)).not.toContain('reship');
  });

  it.each<[string, Partial<RecoveryTrack>, string | undefined]>([
    [
      'not taken up, with a window',
      { status: 'NOT_APPLICABLE', claimType: 'LOSS', claimDeadline: hour(9) },
      'start-recovery',
    ],
    ['not taken up, too late', { status: 'NOT_APPLICABLE', claimType: 'LOSS', claimDeadline: hour(1) }, undefined],
    ['before its window', { status: 'INVESTIGATING', claimOpensAt: hour(3) }, 'wait-for-claim'],
    ['within its window', { status: 'INVESTIGATING', claimOpensAt: hour(1), claimDeadline: hour(9) }, 'file-claim'],
    ['after its window', { status: 'INVESTIGATING', claimDeadline: hour(1) }, 'settle-expired'],
    ['without a known window', { status: 'INVESTIGATING' }, 'file-claim'],
    ['with the carrier', { status: 'CLAIM_FILED', followUpAt: hour(3) }, undefined],
    ['with the carrier for too long', { status: 'CLAIM_FILED', followUpAt: hour(2) }, 'follow-up-claim'],
    ['waiting for us', { status: 'INFO_REQUESTED' }, 'answer-carrier'],
    ['denied', { status: 'SETTLED', outcome: 'DENIED', claimed: { amount: '9', currency: 'USD' } }, 'appeal'],
    ['given up', { status: 'SETTLED', outcome: 'UNECONOMIC' }, undefined],
  ])('of recovery that is %s', (_, change, expected) => {
    const own = actions(withRecovery(change)).filter(
      (action) => !['trace-with-carrier', 'tell-customer', 'heal'].includes(action),
    );
    expect(own).toEqual(expected === undefined ? [] : [expected]);
  });

  it('say that a case closes by itself only while that is so', () => {
    const opened = caseOf('STALLED_IN_TRANSIT', hour(0));
    expect(at(opened).at(-1)).toMatchObject({ action: 'heal', automatic: true });
    expect(actions({ ...opened, cycle: 2 })).not.toContain('heal');
    expect(actions(withRecovery({ status: 'CLAIM_FILED' }))).not.toContain('heal');
  });

  it('of what was put aside begin with its return', () => {
    const aside = accept(
      caseOf('STALLED_IN_TRANSIT', hour(0)),
      { type: 'snooze', until: hour(9) },
      agent(hour(1)),
    ).case;
    expect(at(aside)[0]).toMatchObject({ action: 'come-back', automatic: true });
  });

  it('of a closed case are none, but for an appeal', () => {
    const closed = caseOf('STALLED_IN_TRANSIT', hour(0), { status: 'CLOSED' });
    expect(at(closed)).toEqual([]);
    const denied = withRecovery({ status: 'SETTLED', outcome: 'DENIED', claimed: { amount: '9', currency: 'USD' } });
    expect(actions({ ...denied, status: 'CLOSED' })).toEqual(['appeal']);
  });

  it('are at most five, each said once, in sentences, for every kind and reason', () => {
    for (const kind of kinds)
      for (const reason of [null, ...REASONS]) {
        const steps = at(caseOf(kind, hour(0), { reason }));
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.length).toBeLessThanOrEqual(5);
        expect(new Set(steps.map(({ action }) => action)).size).toBe(steps.length);
        for (const { because } of steps) expect(because).toMatch(/^[A-Z].*\.$/);
        expect(CLOSE_CODES).toHaveProperty(suggestedCode({ kind, reason }));
      }
  });
});
