import { hour } from '../../shipment/history.fixture';
import type { ExceptionCase } from '../case';
import { caseOf } from '../case.fixture';
import { accept, agent, lead, refuse } from './commands.fixture';

const opened = caseOf('NO_FIRST_SCAN', hour(0));
const close = { type: 'close', closeCode: 'CARRIER_DELAY' } as const;

describe('closing', () => {
  it.each<[string, ExceptionCase]>([
    ['damage', caseOf('DAMAGE_REPORTED', hour(0))],
    ['a ticket', { ...opened, ticketId: 'tkt-1' }],
    [
      'a question to the customer',
      accept(opened, { type: 'request-evidence', from: 'CUSTOMER', items: ['x'] }, agent(hour(1))).case,
    ],
  ])('after %s asks for an answer to the customer first', (_, current) => {
    expect(refuse(current, close, agent(hour(2)))).toMatchObject({ code: 'TRACK_OPEN' });
    const told = accept(current, { type: 'resolve-customer', resolution: 'NONE_NEEDED' }, agent(hour(2))).case;
    expect(accept(told, close, agent(hour(3))).case.status).toBe('CLOSED');
  });

  it('a simple case takes one step', () => {
    expect(accept(opened, close, agent(hour(1))).case.customerTrack.resolution).toBe('NONE_NEEDED');
  });
});

describe('reopening', () => {
  const settled = {
    ...opened,
    recoveryTrack: { ...opened.recoveryTrack, status: 'SETTLED', outcome: 'DENIED', claimReference: 'C-7' },
  } as const;
  const closed = accept(settled, close, agent(hour(2))).case;
  const again = accept(closed, { type: 'reopen', note: ' Lost after all. ' }, agent(hour(30)));

  it('begins a new cycle with clocks of its own', () => {
    expect(again).toMatchObject({
      action: 'reopened',
      changeType: 'REOPENED',
      detail: { note: 'Lost after all.', cycle: 2 },
    });
    expect(again.case).toMatchObject({
      status: 'OPEN',
      cycle: 2,
      openedAt: hour(30),
      closedAt: null,
      closeCode: null,
      closedBy: null,
      sla: { firstActionAt: null, firstActionDueAt: hour(34) },
      customerTrack: { status: 'OPEN', resolution: null },
    });
  });

  it('keeps the figures of the earlier cycle, and goes on with its claim', () => {
    expect(again.case.earlierCycles).toEqual([
      {
        cycle: 1,
        openedAt: hour(0),
        closedAt: hour(2),
        closedBy: 'usr-ana',
        closeCode: 'CARRIER_DELAY',
        sla: closed.sla,
        customerTrack: closed.customerTrack,
        recoveryTrack: closed.recoveryTrack,
      },
    ]);
    const appealed = accept(
      again.case,
      { type: 'advance-recovery', to: 'APPEALED', claimed: { amount: '9', currency: 'USD' } },
      agent(hour(31)),
    );
    expect(appealed.case.recoveryTrack).toMatchObject({ status: 'APPEALED', claimReference: 'C-7' });
  });

  it('keeps both cycles after a second one', () => {
    const twice = accept(
      accept(again.case, close, lead(hour(40))).case,
      { type: 'reopen', note: 'x' },
      agent(hour(50)),
    ).case;
    expect(twice.earlierCycles.map(({ cycle, closedBy }) => [cycle, closedBy])).toEqual([
      [1, 'usr-ana'],
      [2, 'usr-lea'],
    ]);
  });

  it('needs a reason, and no other open case of the kind', () => {
    expect(refuse(closed, { type: 'reopen', note: ' ' }, agent(hour(3)))).toMatchObject({
      code: 'INVALID',
      field: ['note'],
    });
    const twin = refuse(closed, { type: 'reopen', note: 'x' }, agent(hour(3), { facts: { openTwin: 31 } }));
    expect(twin).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message: expect.stringContaining('Work on EX-31') as string,
    });
  });
});
