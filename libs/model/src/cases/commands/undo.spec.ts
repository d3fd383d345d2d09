import { hour } from '../../shipment/history.fixture';
import type { ExceptionCase } from '../case';
import { caseOf } from '../case.fixture';
import type { CaseCommand } from '../commands';
import { accept, agent, entryOf, lead, refuse, rule } from './commands.fixture';

const opened = caseOf('NO_FIRST_SCAN', hour(0));
const refund = (amount: string) =>
  ({ type: 'resolve-customer', resolution: 'REFUND', amount: { amount, currency: 'USD' } }) as const;
const close = { type: 'close', closeCode: 'CARRIER_DELAY' } as const;

const did = (command: CaseCommand, from: ExceptionCase = opened) => accept(from, command, agent(hour(1)));

/** What taking back leaves as it is: facts of the clocks, and who acted first. */
const lasting = ({ sla, clocks, status, version, updatedAt, ...rest }: ExceptionCase) => rest;

describe('taking back', () => {
  it.each<[CaseCommand]>([
    [{ type: 'assign', ownerId: 'usr-ben' }],
    [{ type: 'snooze', until: hour(9) }],
    [{ type: 'wait', on: 'CARRIER' }],
    [{ type: 'tag', add: ['storm'] }],
    [{ type: 'request-evidence', from: 'CUSTOMER', items: ['a photo'] }],
    [refund('5')],
    [refund('500')],
    [{ type: 'advance-recovery', to: 'INVESTIGATING' }],
    [close],
  ])('%o brings back what was, and stays on record', (command) => {
    const done = did(command);
    const undone = accept(done.case, { type: 'undo', step: entryOf(done) }, agent(hour(2)));
    expect(lasting(undone.case)).toEqual(lasting(opened));
    expect(undone).toMatchObject({ action: 'undone', detail: { of: 'act-1', action: done.action } });
    expect(undone.case.status).toBe(undone.case.sla.firstActionAt === null ? 'OPEN' : 'IN_PROGRESS');
    expect(undone.case.version).toBe(3);
  });

  it.each<[CaseCommand]>([[close], [refund('5')]])(
    '%o lets the clocks run on as if nothing had stopped them',
    (command) => {
      const acted = did({ type: 'note', text: 'x' }).case;
      const done = accept(acted, command, agent(hour(2)));
      const undone = accept(done.case, { type: 'undo', step: entryOf(done) }, agent(hour(9))).case;
      expect(undone.clocks).toEqual(acted.clocks);
      expect(undone.sla.resolutionDueAt).toBe(acted.sla.resolutionDueAt);
    },
  );

  it('leaves the clocks alone that a later step stopped', () => {
    const assigned = did({ type: 'assign', ownerId: 'usr-ben' });
    const resolved = accept(assigned.case, refund('5'), agent(hour(2))).case;
    const undone = accept(resolved, { type: 'undo', step: entryOf(assigned) }, agent(hour(90))).case;
    expect(undone.clocks).toEqual(resolved.clocks);
    expect(undone.sla).toEqual(resolved.sla);
  });

  it('of a close by a process whose clock is behind lets them run on as well', () => {
    const aside = accept(opened, { type: 'snooze', until: hour(9) }, agent(hour(2))).case;
    const closed = accept(aside, close, rule(hour(1)));
    const undone = accept(closed.case, { type: 'undo', step: entryOf(closed) }, rule(hour(1))).case;
    expect(undone.clocks).toEqual(aside.clocks);
  });

  it('of a close brings back the waiting', () => {
    const waiting = did({ type: 'wait', on: 'CARRIER' }).case;
    const closed = did(close, waiting);
    expect(accept(closed.case, { type: 'undo', step: entryOf(closed) }, agent(hour(2))).case).toMatchObject({
      status: 'WAITING',
      waitingOn: 'CARRIER',
      closedAt: null,
      customerTrack: { status: 'OPEN' },
    });
  });

  it('twice is refused', () => {
    const done = did({ type: 'assign', ownerId: 'usr-ben' });
    const undone = accept(done.case, { type: 'undo', step: entryOf(done) }, agent(hour(2)));
    expect(refuse(undone.case, { type: 'undo', step: entryOf(done) }, agent(hour(3)))).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message: expect.stringContaining('The owner was changed since') as string,
    });
    expect(refuse(undone.case, { type: 'undo', step: entryOf(undone) }, agent(hour(3))).message).toContain(
      'Do it again',
    );
  });

  it.each<[string, CaseCommand, CaseCommand, string]>([
    ['the owner moved on', { type: 'assign', ownerId: 'usr-ben' }, { type: 'assign', ownerId: 'usr-cy' }, 'owner'],
    ['the case waits for another', { type: 'wait', on: 'CARRIER' }, { type: 'wait', on: 'WAREHOUSE' }, 'somebody else'],
    ['the tags are back', { type: 'tag', add: ['storm'] }, { type: 'tag', remove: ['storm'] }, 'changed back'],
    ['the case was closed', refund('5'), close, 'Undo the closing first'],
    [
      'recovery went on',
      { type: 'advance-recovery', to: 'INVESTIGATING' },
      { type: 'advance-recovery', to: 'NOT_APPLICABLE' },
      'Recovery',
    ],
  ])('is refused when %s', (_, first, then, words) => {
    const done = did(first);
    const later = accept(done.case, then, agent(hour(2))).case;
    expect(refuse(later, { type: 'undo', step: entryOf(done) }, agent(hour(3)))).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message: expect.stringContaining(words) as string,
    });
  });

  it('of a closing is refused when the trouble has another open case by now', () => {
    const done = did(close);
    const context = agent(hour(2), { facts: { openTwin: 31 } });
    expect(refuse(done.case, { type: 'undo', step: entryOf(done) }, context).message).toContain('EX-31 is open');
  });

  it('of a tag leaves the tags of others', () => {
    const done = did({ type: 'tag', add: ['storm'] });
    const later = accept(done.case, { type: 'tag', add: ['vip'] }, agent(hour(2))).case;
    expect(accept(later, { type: 'undo', step: entryOf(done) }, agent(hour(3))).case.tags).toEqual(['vip']);
  });

  it('of what a lead decided is for leads', () => {
    const proposed = did(refund('500')).case;
    for (const approve of [true, false]) {
      const decided = accept(proposed, { type: 'approve', approve }, lead(hour(2)));
      const command = { type: 'undo', step: entryOf(decided, 'usr-lea') } as const;
      expect(refuse(decided.case, command, agent(hour(3))).code).toBe('FORBIDDEN');
      expect(accept(decided.case, command, lead(hour(3))).case.customerTrack).toEqual(proposed.customerTrack);
    }
    const byLead = accept(opened, refund('500'), lead(hour(1)));
    expect(refuse(byLead.case, { type: 'undo', step: entryOf(byLead, 'usr-lea') }, agent(hour(2))).code).toBe(
      'FORBIDDEN',
    );
  });

  it('of a claim that is with the carrier is refused', () => {
    const investigated = did({ type: 'advance-recovery', to: 'INVESTIGATING' }).case;
    const claimed = { amount: '9', currency: 'USD' };
    const filed = accept(
      { ...investigated, recoveryTrack: { ...investigated.recoveryTrack, claimOpensAt: null, claimDeadline: null } },
      { type: 'advance-recovery', to: 'CLAIM_FILED', claimReference: 'C-7', claimed },
      agent(hour(2)),
    );
    expect(refuse(filed.case, { type: 'undo', step: entryOf(filed) }, agent(hour(3))).message).toContain('WITHDRAWN');
  });

  it.each([
    ['a note', entryOf(did({ type: 'note', text: 'x' })), 'Add another one'],
    ['the opening', { id: 'a', at: hour(1), actor: 'rule:x', action: 'opened', detail: {} }, 'Close the case'],
    ['what a rule did', { id: 'a', at: hour(1), actor: 'rule:x', action: 'healed', detail: null }, 'Reopen the case'],
    [
      'what left nothing',
      { id: 'a', at: hour(1), actor: 'usr-ana', action: 'unheard-of', detail: { undo: 1 } },
      'nothing to take back',
    ],
    ['a breach', { id: 'a', at: hour(1), actor: 'rule:sla', action: 'sla-breach', detail: {} }, 'by a rule'],
  ])('of %s is refused', (_, step, words) => {
    expect(refuse(opened, { type: 'undo', step }, agent(hour(2)))).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message: expect.stringContaining(words) as string,
    });
  });
});
