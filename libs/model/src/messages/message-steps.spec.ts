import { hour } from '../shipment/history.fixture';
import { caseOf } from '../cases/case.fixture';
import { accept, agent, entryOf, lead, refuse, rule } from '../cases/commands/commands.fixture';
import type { CaseCommand } from '../cases/commands';
import type { CommandContext } from '../cases/commands/context';
import type { ExceptionCase } from '../cases/case';
import { messageSteps } from './message-steps';

const opened = caseOf('STALLED_IN_TRANSIT', hour(0));
const say = (note: string): CaseCommand => ({ type: 'resolve-customer', resolution: 'MESSAGE', note });
const ask = (...items: string[]): CaseCommand => ({ type: 'request-evidence', from: 'CUSTOMER', items });

function step(current: ExceptionCase, command: CaseCommand, context: CommandContext) {
  const decision = accept(current, command, context);
  return { decision, after: decision.case, steps: messageSteps(current, decision.case, decision.words) };
}

describe('what steps of a case mean for messages', () => {
  it('the words of an agent go to the customer', () => {
    const { steps, after } = step(opened, say(' It comes on Tuesday. '), agent(hour(1)));
    expect(steps).toEqual([
      {
        type: 'say',
        said: 2,
        isAwaiting: false,
        words: { template: 'answer', values: { note: 'It comes on Tuesday.' } },
      },
    ]);
    expect(after.customerTrack.status).toBe('RESOLVED');
  });

  it('without words the customer was told by other means', () =>
    expect(step(opened, { type: 'resolve-customer', resolution: 'MESSAGE' }, agent(hour(1))).steps).toEqual([]));

  it('the note of another resolution is for colleagues', () => {
    const refund: CaseCommand = {
      type: 'resolve-customer',
      resolution: 'REFUND',
      amount: { amount: '5.00', currency: 'USD' },
      note: 'Second time.',
    };
    expect(step(opened, refund, agent(hour(1))).steps).toEqual([]);
  });

  it('what the customer is asked for is listed, and asking others says nothing', () => {
    expect(step(opened, ask('a photo', 'the box'), agent(hour(1))).steps).toMatchObject([
      { type: 'say', words: { template: 'evidence-request', values: { items: '- a photo\n- the box' } } },
    ]);
    expect(step(opened, { ...ask('a scan'), from: 'CARRIER' } as CaseCommand, agent(hour(1))).steps).toEqual([]);
  });

  it.each<[string, string, CommandContext]>([
    ['a sum above the limit', 'You get 150 USD.', agent(hour(1))],
    ['a sum in a currency without a limit', 'You get 10 SEK.', agent(hour(1))],
    ['any sum of a machine', 'You get 1 USD.', agent(hour(1), { role: 'INTEGRATION' })],
    ['any sum of a rule', 'You get 1 USD.', rule(hour(1))],
  ])('%s waits for approval; approving sends it, refusing takes it back', (_, note, context) => {
    const proposed = step(opened, say(note), context);
    expect(proposed.decision.action).toBe('resolution-proposed');
    expect(proposed.steps).toMatchObject([{ type: 'say', said: 2, isAwaiting: true }]);
    const approved = step(proposed.after, { type: 'approve', approve: true }, lead(hour(2)));
    expect(approved.steps).toEqual([{ type: 'move', said: 2, to: 'QUEUED' }]);
    const refusedIt = step(proposed.after, { type: 'approve', approve: false }, lead(hour(2)));
    expect(refusedIt.steps).toEqual([{ type: 'move', said: 2, to: 'WITHDRAWN' }]);
  });

  it('a sum within the limit, and any of a lead, goes out', () => {
    expect(step(opened, say('You get 100.00 USD.'), agent(hour(1))).steps).toMatchObject([{ isAwaiting: false }]);
    expect(step(opened, say('You get 900 USD.'), lead(hour(1))).steps).toMatchObject([{ isAwaiting: false }]);
  });

  it('every sum waits where the policy says so', () => {
    const context = agent(hour(1));
    const { messages } = context.policy;
    const policy = { ...context.policy, messages: { ...messages, approval: { sums: 'ALWAYS' } as const } };
    expect(step(opened, say('You get 1 USD.'), { ...context, policy }).steps).toMatchObject([{ isAwaiting: true }]);
  });

  it('another proposal takes the place of the first', () => {
    const first = step(opened, say('You get 150 USD.'), agent(hour(1))).after;
    expect(step(first, say('You get 50 USD.'), agent(hour(2))).steps).toMatchObject([
      { type: 'move', said: 2, to: 'WITHDRAWN' },
      { type: 'say', said: 3, isAwaiting: false },
    ]);
  });

  it('taking a step back takes its message back, and brings back what it took away', () => {
    const first = step(opened, say('You get 150 USD.'), agent(hour(1)));
    const refused = step(first.after, { type: 'approve', approve: false }, lead(hour(2)));
    const undo: CaseCommand = { type: 'undo', step: entryOf(refused.decision, 'usr-lea') };
    expect(step(refused.after, undo, lead(hour(3))).steps).toEqual([
      { type: 'move', said: 2, to: 'AWAITING_APPROVAL' },
    ]);
    const asked = step(opened, ask('a photo'), agent(hour(1)));
    expect(step(asked.after, { type: 'undo', step: entryOf(asked.decision) }, agent(hour(2))).steps).toEqual([
      { type: 'move', said: 2, to: 'WITHDRAWN' },
    ]);
  });

  it('nobody is asked for evidence of a case that is over, but told what was decided', () => {
    const asked = step(opened, ask('a photo'), agent(hour(1))).after;
    const told = step(asked, say('It is found.'), agent(hour(2))).after;
    const done = { ...told, recoveryTrack: { ...told.recoveryTrack, status: 'NOT_APPLICABLE' as const } };
    const closed = step(done, { type: 'close', closeCode: 'CARRIER_DELAY' }, agent(hour(3)));
    expect(closed.steps).toEqual([{ type: 'move', said: 2, to: 'WITHDRAWN' }]);
    expect(step(closed.after, { type: 'reopen', note: 'Not over.' }, agent(hour(4))).steps).toEqual([]);
  });

  it('what is sent, or on its way, stays: the step cannot be taken back, and says why', () => {
    const told = step(opened, say('It comes on Tuesday.'), agent(hour(1)));
    const undo: CaseCommand = { type: 'undo', step: entryOf(told.decision) };
    const knowing = (status: 'SENT' | 'QUEUED' | 'FAILED', isInHand = false): CommandContext =>
      agent(hour(2), { facts: { messages: [{ said: 2, status, isInHand }] } });
    expect(refuse(told.after, undo, knowing('SENT')).message).toContain('was told already');
    expect(refuse(told.after, undo, knowing('QUEUED', true)).message).toContain('at this moment');
    expect(step(told.after, undo, knowing('QUEUED')).steps).toEqual([{ type: 'move', said: 2, to: 'WITHDRAWN' }]);
    expect(step(told.after, undo, knowing('FAILED')).after.customerTrack.status).toBe('OPEN');
  });

  it('what the history says of a message is not a step to take back', () => {
    const entry = { id: 'act-2', at: hour(1), actor: 'usr-ana', action: 'message-sent', detail: {} };
    expect(refuse(opened, { type: 'undo', step: entry }, agent(hour(2))).message).toContain('the step that caused it');
  });

  it('a message is not longer than anybody reads', () =>
    expect(refuse(opened, say('x'.repeat(10_001)), agent(hour(1)))).toMatchObject({
      code: 'INVALID',
      field: ['note'],
    }));
});
