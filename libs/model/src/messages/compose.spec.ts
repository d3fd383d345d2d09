import fc from 'fast-check';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { after, instant, MINUTE, type Instant } from '../time/instant';
import { composeMessage, dueAt, NO_WAY, type Reach, type ReachTicket, type Senders } from './compose';

const now = instant('2026-11-20T12:00:00Z');
const ticket = (change: Partial<ReachTicket> = {}): ReachTicket => ({
  id: 't-1',
  sourceId: 'desk',
  sourceName: 'Desk',
  externalId: '7',
  openedAt: now,
  closedAt: null,
  email: null,
  ...change,
});
const reach = (change: Partial<Reach> = {}): Reach => ({
  caseId: 'case-1',
  orderId: 'ord-1',
  customer: { email: null, phone: null, locale: null },
  tickets: [],
  values: { 'order.number': '10442', 'customer.name': 'Robin' },
  ...change,
});
const ALL: Senders = { answers: () => true, sendsEmail: true };
const NONE: Senders = { answers: () => false, sendsEmail: false };
const say = (to: Reach, senders = ALL, policy: Policy = DEFAULT_POLICY, note = 'It comes on Tuesday.') =>
  composeMessage({ template: 'answer', values: { note } }, to, { policy, senders, now });
const withMessages = (change: Partial<Policy['messages']>): Policy => ({
  ...DEFAULT_POLICY,
  messages: { ...DEFAULT_POLICY.messages, ...change },
});
const customer = { email: 'robin@example.test', phone: '+1 555 0100', locale: null };

describe('a message to a customer', () => {
  it('answers in the newest open ticket', () => {
    const tickets = [
      ticket({ id: 't-1', externalId: '7', openedAt: after(now, -MINUTE) }),
      ticket({ id: 't-2', externalId: '8', openedAt: after(now, -2 * MINUTE) }),
      ticket({ id: 't-3', externalId: '9', closedAt: now }),
    ];
    expect(say(reach({ customer, tickets }))).toMatchObject({
      channel: 'TICKET',
      to: 'Desk 7',
      ticketId: 't-1',
      subject: null,
      body: 'It comes on Tuesday.',
      status: 'QUEUED',
      withheldBecause: null,
    });
  });

  it('takes the next channel where the first one cannot be used', () => {
    const desk = { answers: () => false, sendsEmail: true };
    expect(say(reach({ customer, tickets: [ticket()] }), desk)).toMatchObject({
      channel: 'EMAIL',
      to: 'robin@example.test',
      subject: 'Your order 10442',
      withheldBecause: null,
    });
    const quietly = withMessages({ channels: ['EMAIL', 'TICKET'] });
    expect(say(reach({ customer, tickets: [ticket()] }), ALL, quietly).channel).toBe('EMAIL');
    expect(say(reach({ tickets: [ticket({ email: 'r@example.test' })] }), ALL, quietly).to).toBe('r@example.test');
  });

  it('waits, and says what is to be configured, where none can be used', () => {
    expect(say(reach({ customer, tickets: [ticket()] }), NONE)).toMatchObject({
      channel: 'TICKET',
      status: 'QUEUED',
      withheldBecause: expect.stringContaining('Desk cannot answer tickets') as string,
    });
    expect(say(reach({ customer }), NONE)).toMatchObject({
      channel: 'EMAIL',
      withheldBecause: expect.stringContaining('No mail server is configured that sends EMAIL') as string,
    });
  });

  it('fails at once where nobody knows how to reach the customer', () =>
    expect(say(reach(), ALL)).toMatchObject({ status: 'FAILED', to: '', withheldBecause: NO_WAY }));

  it('is in the language of the customer, closest first', () => {
    const items = { template: 'evidence-request', values: { items: '- a photo' } } as const;
    const german = composeMessage(items, reach({ customer: { ...customer, locale: 'de-AT' } }), {
      policy: DEFAULT_POLICY,
      senders: ALL,
      now,
    });
    expect(german).toMatchObject({
      language: 'de',
      body: expect.stringMatching(/^Guten Tag Robin,[^]*- a photo/) as string,
    });
  });

  it('is the same as one with the same words to the same customer, however they are spaced', () => {
    const same = (note: string, change: Partial<Reach> = {}) =>
      say(reach({ customer, ...change }), ALL, DEFAULT_POLICY, note).sameAs;
    expect(same('It  comes\non Tuesday.', { caseId: 'case-2' })).toBe(same('It comes on Tuesday.'));
    expect(same('It comes on Monday.')).not.toBe(same('It comes on Tuesday.'));
    expect(same('It comes.', { orderId: 'ord-2' })).not.toBe(same('It comes.'));
  });
});

describe('when it goes out', () => {
  const at = (text: string): Instant => instant(`2026-11-20T${text}:00Z`);
  const due = (from: Instant, quiet?: { from: string; to: string }, zone = 'UTC') =>
    dueAt(
      'SMS',
      {
        ...withMessages({ quietHours: quiet ? { SMS: quiet } : {}, holdSeconds: 60 }),
        calendars: { business: { ...DEFAULT_POLICY.calendars['business']!, zone } },
      },
      from,
    );

  it('is after the time in which it can be taken back', () => expect(due(at('12:00'))).toBe(at('12:01')));

  it.each([
    ['23:30', { from: '21:00', to: '08:00' }, '2026-11-21T08:00:00.000Z'],
    ['20:59', { from: '21:00', to: '08:00' }, '2026-11-21T08:00:00.000Z'],
    ['20:58', { from: '21:00', to: '08:00' }, '2026-11-20T20:59:00.000Z'],
    ['12:30', { from: '12:00', to: '13:00' }, '2026-11-20T13:00:00.000Z'],
    ['08:00', { from: '21:00', to: '08:00' }, '2026-11-20T08:01:00.000Z'],
  ])('at %s with quiet hours %j is %s', (from, quiet, expected) => expect(due(at(from), quiet)).toBe(expected));

  it('counts quiet hours by the clock of the merchant', () =>
    expect(due(at('04:00'), { from: '21:00', to: '08:00' }, 'America/New_York')).toBe('2026-11-20T13:00:00.000Z'));

  it('is never in quiet hours, and never before the hold is over', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 3 * 1440 }), (from, to, minutes) => {
        fc.pre(from !== to);
        const start = after(at('00:00'), minutes * MINUTE);
        const found = due(start, { from, to });
        expect(found >= after(start, MINUTE)).toBe(true);
        const clock = found.slice(11, 16);
        const isQuiet = from < to ? clock >= from && clock < to : clock >= from || clock < to;
        expect(isQuiet).toBe(false);
      }),
    );
  });
});
