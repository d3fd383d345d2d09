import { hour } from '../../shipment/history.fixture';
import { caseOf } from '../case.fixture';
import type { CommandContext } from './context';
import type { ResolveCustomerCommand } from './customer';
import { accept, agent, lead, refuse, rule } from './commands.fixture';

const opened = caseOf('DAMAGE_REPORTED', hour(0));
const usd = (amount: string) => ({ amount, currency: 'USD' });
const refund = (amount: string): ResolveCustomerCommand => ({
  type: 'resolve-customer',
  resolution: 'REFUND',
  amount: usd(amount),
});

describe('resolving the customer', () => {
  it('within the limit is done at once, and leaves recovery running', () => {
    const investigated = accept(opened, { type: 'advance-recovery', to: 'INVESTIGATING' }, agent(hour(1))).case;
    const { case: resolved } = accept(investigated, refund('100.00'), agent(hour(2)));
    expect(resolved).toMatchObject({
      status: 'IN_PROGRESS',
      customerTrack: {
        status: 'RESOLVED',
        resolution: 'REFUND',
        amount: usd('100.00'),
        proposedBy: 'usr-ana',
        approvedBy: null,
        resolvedAt: hour(2),
      },
      recoveryTrack: { status: 'INVESTIGATING' },
    });
    expect(refuse(resolved, { type: 'close', closeCode: 'DAMAGE' }, agent(hour(3)))).toMatchObject({
      code: 'TRACK_OPEN',
      message: expect.stringContaining('Recovery of EX-12 is INVESTIGATING') as string,
    });
  });

  it.each<[string, ResolveCustomerCommand, Partial<CommandContext>, string]>([
    ['above the limit', refund('100.01'), {}, '100.01 USD > 100.00 USD, the limit for REFUND.'],
    ['in a currency without a limit', { ...refund('1'), amount: { amount: '1', currency: 'SEK' } }, {}, 'no limit'],
    ['above the value of the order', refund('41.00'), { facts: { orderValue: usd('40') } }, 'the value of the order'],
    ['by a machine', refund('1.00'), { role: 'INTEGRATION' }, 'A person decides'],
    ['by a rule', refund('1.00'), { actor: 'rule:x', role: undefined }, 'A person decides'],
    ['of unknown cost', { type: 'resolve-customer', resolution: 'RESHIP' }, {}, 'not known'],
  ])('%s waits for approval', (_, command, change, because) => {
    const decision = accept(opened, command, agent(hour(1), change));
    expect(decision).toMatchObject({
      action: 'resolution-proposed',
      detail: { because: expect.stringContaining(because) as string },
      case: { customerTrack: { status: 'AWAITING_APPROVAL', resolvedAt: null, approvedBy: null } },
    });
  });

  it('by a lead needs nobody else, and by a rule is possible where it costs nothing', () => {
    expect(accept(opened, refund('900'), lead(hour(1))).case.customerTrack).toMatchObject({
      status: 'RESOLVED',
      approvedBy: 'usr-lea',
    });
    const told = accept(opened, { type: 'resolve-customer', resolution: 'MESSAGE' }, rule(hour(1)));
    expect(told.case).toMatchObject({ status: 'OPEN', customerTrack: { status: 'RESOLVED' } });
  });

  it.each([
    [hour(30), hour(20), true],
    [hour(30), hour(31), false],
    [hour(30), null, null],
    [null, hour(20), null],
  ])('a re-ship with a promise of %s that arrives by %s keeps it: %s', (promisedBy, arrivesBy, keepsPromise) => {
    const command = {
      type: 'resolve-customer',
      resolution: 'RESHIP',
      amount: usd('41'),
      expedite: true,
      arrivesBy,
    } as const;
    const decision = accept(opened, command, agent(hour(1), { facts: { promisedBy } }));
    expect(decision.case.customerTrack.reship).toEqual({ expedite: true, arrivesBy, keepsPromise });
  });

  it.each([
    [{ resolution: 'REFUND' }, 'amount'],
    [{ resolution: 'STORE_CREDIT', amount: usd('0.00') }, 'amount'],
    [{ resolution: 'REFUND', amount: usd('1e3') }, 'amount'],
    [{ resolution: 'REFUND', amount: usd('-1') }, 'amount'],
    [{ resolution: 'REFUND', amount: { amount: '1', currency: 'dollars' } }, 'amount'],
    [{ resolution: 'MESSAGE', amount: usd('1') }, 'amount'],
    [{ resolution: 'REFUND', amount: usd('1'), expedite: true }, 'expedite'],
    [{ resolution: 'toString' }, 'resolution'],
  ])('is refused for %j', (part, field) => {
    const command = { type: 'resolve-customer', ...part } as ResolveCustomerCommand;
    expect(refuse(opened, command, agent(hour(1)))).toMatchObject({ code: 'INVALID', field: [field] });
  });

  it('keeps an amount as its currency is written, and refuses parts of a cent', () => {
    expect(accept(opened, refund('00041.5'), lead(hour(1))).case.customerTrack.amount?.amount).toBe('41.50');
    expect(refuse(opened, refund('41.505'), lead(hour(1)))).toMatchObject({ code: 'INVALID', field: ['amount'] });
  });

  it('twice is refused; a proposal may be bettered', () => {
    const resolved = accept(opened, refund('1'), agent(hour(1))).case;
    expect(refuse(resolved, refund('2'), agent(hour(2))).code).toBe('ILLEGAL_TRANSITION');
    const proposed = accept(opened, refund('500.00'), agent(hour(1))).case;
    expect(accept(proposed, refund('50'), agent(hour(2))).case.customerTrack.status).toBe('RESOLVED');
  });

  it('ends the waiting for the customer, and begins the one for the carrier who has a claim', () => {
    const asked = accept(
      opened,
      { type: 'request-evidence', from: 'CUSTOMER', items: ['a photo'] },
      agent(hour(1)),
    ).case;
    expect(accept(asked, refund('1'), agent(hour(2))).case).toMatchObject({ status: 'IN_PROGRESS', waitingOn: null });
    const claimed = { ...asked, recoveryTrack: { ...asked.recoveryTrack, status: 'CLAIM_FILED' as const } };
    expect(accept(claimed, refund('1'), agent(hour(2))).case).toMatchObject({
      status: 'WAITING',
      waitingOn: 'CARRIER',
    });
  });
});

describe('a proposal', () => {
  const proposed = accept(opened, refund('500.00'), agent(hour(1))).case;

  it('keeps the case open until somebody decided', () => {
    const refusal = refuse(proposed, { type: 'close', closeCode: 'DAMAGE' }, lead(hour(2)));
    expect(refusal).toMatchObject({ code: 'APPROVAL_REQUIRED' });
  });

  it('of a rule that a lead approves first of all leaves a case with a claim to the carrier', () => {
    const byRule = accept(opened, refund('5'), rule(hour(1))).case;
    const claimed = { ...byRule, recoveryTrack: { ...byRule.recoveryTrack, status: 'CLAIM_FILED' as const } };
    expect(claimed.status).toBe('OPEN');
    const approved = accept(claimed, { type: 'approve', approve: true }, lead(hour(2))).case;
    expect(approved).toMatchObject({ status: 'WAITING', waitingOn: 'CARRIER', sla: { firstActionAt: hour(2) } });
  });

  it('stands once a lead approves it', () => {
    expect(accept(proposed, { type: 'approve', approve: true }, lead(hour(2))).case.customerTrack).toMatchObject({
      status: 'RESOLVED',
      proposedBy: 'usr-ana',
      approvedBy: 'usr-lea',
      resolvedAt: hour(2),
    });
  });

  it('that a lead turns down opens the track again, which then does not end by itself', () => {
    const rejected = accept(proposed, { type: 'approve', approve: false, note: 'too much' }, lead(hour(2)));
    expect(rejected).toMatchObject({
      action: 'resolution-rejected',
      detail: { note: 'too much', amount: usd('500.00') },
      case: { customerTrack: { status: 'OPEN', resolution: null, amount: null } },
    });
    expect(refuse(rejected.case, { type: 'close', closeCode: 'DAMAGE' }, lead(hour(3))).code).toBe('TRACK_OPEN');
  });

  it.each<[string, boolean, CommandContext, boolean]>([
    ['approved by another agent', true, agent(hour(2), { actor: 'usr-ben' }), false],
    ['turned down by another agent', false, agent(hour(2), { actor: 'usr-ben' }), false],
    ['taken back by who made it', false, agent(hour(2)), true],
    ['approved by who made it, a lead meanwhile', true, agent(hour(2), { role: 'LEAD' }), false],
    ['approved by who made it, an admin meanwhile', true, agent(hour(2), { role: 'ADMIN' }), true],
    ['approved by a rule', true, rule(hour(2)), false],
  ])('can be %s (%s): %#', (_, approve, context, isPossible) => {
    if (isPossible) expect(accept(proposed, { type: 'approve', approve }, context).changed).toContain('customerTrack');
    else expect(refuse(proposed, { type: 'approve', approve }, context).code).toBe('FORBIDDEN');
  });

  it('is needed for approving', () => {
    expect(refuse(opened, { type: 'approve', approve: true }, lead(hour(2))).code).toBe('ILLEGAL_TRANSITION');
  });
});
