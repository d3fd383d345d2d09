import { after, DAY, HOUR, instant, MINUTE, type ExceptionCase, type Role, type SendResult } from '@whereabouts/model';
import { privateId } from '@whereabouts/store';
import type { CaseRequest, CommandReply, Pipeline } from '../pipeline';
import { sealSome } from '../audit/sealer';
import { verifyActivity } from '../audit/verify';
import { audit } from '../testing/audit';
import { deskServer, replyDesk, type DeskServer } from '../testing/reply-desk';
import { testHub, type TestHub } from '../testing/test-hub';
import { tellTickets } from '../testing/toy-desk';
import { TOYS } from '../testing/toy-plugin';
import type { Email, Mailer } from './mailer';

const start = instant('2026-11-20T12:00:00Z');
const HOLD = 20_000;
jest.setTimeout(60_000);

interface Logged {
  readonly id: string;
  readonly case_id: string;
  readonly order_id: string | null;
  readonly channel: string;
  readonly template: string;
  readonly status: string;
  readonly recipient: string;
  readonly body: string;
  readonly sent_at: string | null;
  readonly failed_at: string | null;
  readonly due_at: string;
  readonly tries: number;
  readonly withheld_because: string | null;
  readonly reference: string | null;
}

let desk: DeskServer;
let hub: TestHub;
let one: ExceptionCase;
let sends: SendResult[];
let emails: Email[];
/** What is said of messages while it is tried: neither addresses nor words are in it. */
const logged: string[] = [];
const log = {
  info: (...said: unknown[]) => void logged.push(JSON.stringify(said)),
  warn: (...said: unknown[]) => void logged.push(JSON.stringify(said)),
  error: (...said: unknown[]) => void logged.push(JSON.stringify(said)),
};

const mailer: Mailer = {
  send: async (email) => {
    emails.push(email);
    return sends.shift() ?? { ok: true, reference: 'queued' };
  },
  close: () => undefined,
};

beforeAll(async () => {
  desk = await deskServer();
});
afterAll(() => desk.close());
beforeEach(() => {
  [sends, emails] = [[], []];
  logged.splice(0);
});
afterEach(async () => {
  try {
    await expectSound();
  } finally {
    await hub.close();
    desk.forget();
  }
});

/** Histories and the log of all that was done are whole, and the process log tells nothing about people. */
async function expectSound(): Promise<void> {
  expect(await audit(hub.pool, [])).toMatchObject({ wrongHistories: 0, wrongTotals: 0 });
  for (let tries = 0; tries < 20; tries++) await sealSome({ pool: hub.pool, clock: hub.time.clock });
  expect(await verifyActivity(hub.pool, hub.merchant.id, [])).toMatchObject({ faults: 0, first: null });
  expect(logged.join()).not.toMatch(/robin@example|Tuesday/);
}

interface Opening {
  readonly token?: string;
  readonly withTicket?: boolean;
  readonly withMailer?: boolean;
  readonly email?: string;
}

/** A case of an order whose customer wrote a ticket. */
async function open({ token = 't', withTicket = true, withMailer = false, email }: Opening = {}): Promise<void> {
  hub = await testHub({
    plugins: [...TOYS, replyDesk],
    settings: { 'toy-desk': { baseUrl: desk.url, ...(token && { token }) } },
    needs: {
      roles: ['apply', 'timers', 'send'],
      pull: { allowPrivateHosts: true, random: () => 1 },
      log,
      ...(withMailer && { mailer }),
    },
  });
  await hub.post({ orders: [{ number: '10442', placedAt: start, ...(email && { email }) }] }, 'toy-shop');
  await hub.tell({ number: 'T1', order: '10442', events: [{ code: 'ACCEPTED', at: start }] });
  if (withTicket) await tellTickets(hub, { externalId: '7', orderNumber: '10442', openedAt: start, subject: 'Hello' });
  one = await opened('10442');
}

async function opened(orderNumber: string): Promise<ExceptionCase> {
  const reply = await hub.pipeline.openCase({
    merchantId: hub.merchant.id,
    actor: hub.merchant.id,
    kind: 'ADDRESS_PROBLEM',
    orderNumber,
  });
  if (!reply.ok) throw new Error(reply.message);
  return reply.exceptionCase;
}

const act = (
  command: CaseRequest,
  role: Role = 'AGENT',
  caseId = one.id,
  actor = hub.merchant.id,
): Promise<CommandReply> => hub.pipeline.commandCase({ merchantId: hub.merchant.id, actor, role, caseId, command });
const done = async (...args: Parameters<typeof act>): Promise<ExceptionCase> => {
  const reply = await act(...args);
  if (!reply.ok) throw new Error(`${reply.refused}: ${reply.message}`);
  return reply.exceptionCase;
};
const tell = (note = 'It comes on Tuesday.'): CaseRequest => ({
  type: 'resolve-customer',
  resolution: 'MESSAGE',
  note,
});
const ask = (...items: string[]): CaseRequest => ({ type: 'request-evidence', from: 'CUSTOMER', items });
const messages = (): Promise<Logged[]> => hub.rows<Logged>('select * from message order by id');
const entries = (): Promise<
  {
    id: string;
    action: string;
    actor: string;
    detail: { messages?: { message?: string; became: string; because?: string }[] };
  }[]
> => hub.rows('select id, action, actor, detail from activity where case_id = $1 order by id', [one.id]);
/** What became of messages, in the order in which the history tells it. */
const became = async (): Promise<string[]> =>
  (await entries()).flatMap(({ detail }) => (detail.messages ?? []).map((message) => message.became));
const undoLast = async (...wanted: string[]): Promise<CommandReply> => {
  const step = (await entries()).findLast(({ action }) => wanted.includes(action))!;
  return act({ type: 'undo', activityId: step.id }, 'LEAD');
};
/** Lets time pass, and sends what is due. */
const pass = async (ms: number, pipeline: Pipeline = hub.pipeline): Promise<number> => {
  hub.time.advance(ms);
  return pipeline.sendDue();
};

describe('a message by ticket', () => {
  it('is written with the command, held for a while, and answered in the ticket once', async () => {
    await open();
    await done(tell());
    const [queued] = await messages();
    expect(queued).toMatchObject({
      case_id: one.id,
      channel: 'TICKET',
      template: 'answer',
      status: 'QUEUED',
      recipient: 'toy-desk 7',
      body: 'It comes on Tuesday.',
      withheld_because: null,
      due_at: after(start, HOLD),
    });
    expect(await pass(HOLD - 1)).toBe(0);
    expect(desk.replies('7')).toEqual([]);
    expect(await pass(1)).toBe(1);
    expect(desk.replies('7')).toEqual([
      { id: 'r-1', key: expect.stringMatching(/^msg_/) as string, text: 'It comes on Tuesday.' },
    ]);
    expect((await messages())[0]).toMatchObject({
      status: 'SENT',
      sent_at: hub.time.clock(),
      reference: 'r-1',
      tries: 1,
    });
    expect(await pass(HOUR)).toBe(0);
    expect(desk.replies('7')).toHaveLength(1);
  });

  it('is told in the history of its case and in the feed, without address or words', async () => {
    await open();
    await done(tell());
    await pass(HOLD);
    const told = (await entries()).slice(-2);
    expect(told.map(({ action, actor }) => [action, actor])).toEqual([
      ['customer-resolved', hub.merchant.id],
      ['message-sent', 'rule:messages'],
    ]);
    const [message] = await messages();
    expect(told.map(({ detail }) => detail.messages)).toMatchObject([[{ became: 'QUEUED' }], [{ became: 'SENT' }]]);
    for (const { detail } of told) expect(privateId('message', detail.messages![0]!.message!)).toBe(message!.id);
    expect(JSON.stringify(told[1]!.detail)).not.toContain('Tuesday');
    const changes = await hub.rows<{ changed: string[] }>(
      'select changed from change where case_id = $1 order by seq',
      [one.id],
    );
    expect(changes.map(({ changed }) => changed.includes('messages'))).toEqual([false, true, true]);
  });

  it('lists what the customer is asked for, and is withdrawn when the case is closed before it went out', async () => {
    await open();
    await done(ask('a photo of the box', 'the invoice'));
    expect((await messages())[0]).toMatchObject({
      template: 'evidence-request',
      body: expect.stringContaining('- a photo of the box\n- the invoice') as string,
    });
    await done({ type: 'resolve-customer', resolution: 'NONE_NEEDED' });
    await done({ type: 'close', closeCode: 'CUSTOMER_ERROR' });
    expect((await messages())[0]).toMatchObject({ status: 'WITHDRAWN' });
    expect((await entries()).at(-1)).toMatchObject({ action: 'closed' });
    expect(await became()).toEqual(['QUEUED', 'WITHDRAWN']);
    await pass(HOUR);
    expect(desk.replies('7')).toEqual([]);
  });

  it('is taken back with its step until it is sent; then the step stays, and says why', async () => {
    await open();
    await done(tell());
    expect(await undoLast('customer-resolved')).toMatchObject({ ok: true });
    expect((await messages())[0]).toMatchObject({ status: 'WITHDRAWN' });
    await pass(HOUR);
    expect(desk.replies('7')).toEqual([]);
    // The same words may be said now: nobody heard them.
    await done(tell());
    await pass(HOLD);
    expect(desk.replies('7')).toHaveLength(1);
    expect(await undoLast('customer-resolved')).toMatchObject({
      ok: false,
      refused: 'ILLEGAL_TRANSITION',
      message: expect.stringContaining('was told already') as string,
    });
    expect(await undoLast('message-sent')).toMatchObject({ ok: false, refused: 'ILLEGAL_TRANSITION' });
  });

  it('that names more money than an agent may promise waits for a lead', async () => {
    await open();
    await done(tell('You get 150.00 USD.'));
    expect((await messages())[0]).toMatchObject({ status: 'AWAITING_APPROVAL' });
    await pass(DAY);
    expect(desk.replies('7')).toEqual([]);
    expect((await done({ type: 'approve', approve: false }, 'LEAD', one.id, hub.source.id)).customerTrack.status).toBe(
      'OPEN',
    );
    expect((await messages())[0]).toMatchObject({ status: 'WITHDRAWN' });
    await undoLast('resolution-rejected');
    expect((await messages())[0]).toMatchObject({ status: 'AWAITING_APPROVAL' });
    await done({ type: 'approve', approve: true }, 'LEAD', one.id, hub.source.id);
    expect((await messages())[0]).toMatchObject({ status: 'QUEUED', due_at: after(hub.time.clock(), HOLD) });
    await pass(HOLD);
    expect(desk.replies('7')).toMatchObject([{ text: 'You get 150.00 USD.' }]);
    expect(await became()).toEqual(['AWAITING_APPROVAL', 'WITHDRAWN', 'AWAITING_APPROVAL', 'QUEUED', 'SENT']);
  });

  it('is not repeated to the same customer, whichever case asks; a day later it may be', async () => {
    await open();
    await hub.post({ number: 'T2', order: '10442', events: [{ code: 'ACCEPTED', at: start }] });
    await hub.pipeline.settled();
    await done(ask('a photo'));
    await done(ask('a  photo'));
    expect(await messages()).toHaveLength(1);
    expect(await became()).toEqual(['QUEUED', 'REPEATED']);
    await pass(HOLD);
    await done(ask('a photo'));
    expect(await messages()).toHaveLength(1);
    hub.time.advance(DAY);
    await done(ask('a photo'));
    expect(await messages()).toHaveLength(2);
  });

  it('of many cases is written in one go, once for each customer', async () => {
    await open();
    const others = [];
    for (const number of ['20001', '20002']) {
      await hub.post({ orders: [{ number, placedAt: start, email: `c${number}@example.test` }] }, 'toy-shop');
      await hub.pipeline.settled();
      others.push(await opened(number));
    }
    const replies = await hub.pipeline.commandCases({
      merchantId: hub.merchant.id,
      actor: hub.merchant.id,
      role: 'AGENT',
      caseIds: [one.id, ...others.map(({ id }) => id)],
      commands: [tell(), { type: 'close', closeCode: 'ADDRESS_ISSUE' }],
    });
    expect(replies.map(({ ok }) => ok)).toEqual([true, true, true]);
    // What was decided is told although the case is closed.
    expect((await messages()).map(({ channel, status }) => [channel, status])).toEqual([
      ['TICKET', 'QUEUED'],
      ['EMAIL', 'QUEUED'],
      ['EMAIL', 'QUEUED'],
    ]);
  });
});

describe('a desk in trouble', () => {
  it('is asked again, later and later, and the message is given up with the reason after the last try', async () => {
    await open();
    desk.fail(...Array.from({ length: 20 }, () => ({ status: 500 })));
    await done(tell());
    await pass(HOLD);
    expect((await messages())[0]).toMatchObject({
      status: 'QUEUED',
      tries: 1,
      withheld_because: expect.stringContaining('answered 500') as string,
      due_at: after(hub.time.clock(), MINUTE / 2),
    });
    for (let hours = 0; hours < 8; hours++) await pass(HOUR);
    const [failed] = await messages();
    expect(failed).toMatchObject({
      status: 'FAILED',
      sent_at: null,
      withheld_because: expect.stringContaining('It failed 8 times') as string,
    });
    expect((await entries()).at(-1)).toMatchObject({
      action: 'message-failed',
      detail: { messages: [{ became: 'FAILED', because: expect.stringContaining('answered 500') as string }] },
    });
    expect(desk.replies('7')).toEqual([]);
  });

  it('is given the time that it asks for', async () => {
    await open();
    desk.fail({ status: 429, headers: { 'retry-after': '600' } });
    await done(tell());
    await pass(HOLD);
    expect((await messages())[0]).toMatchObject({ status: 'QUEUED', due_at: after(hub.time.clock(), 10 * MINUTE) });
    await pass(5 * MINUTE);
    expect(desk.requests).toHaveLength(1);
    await pass(5 * MINUTE);
    expect(desk.replies('7')).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: 'SENT', withheld_because: null });
  });

  it('that says no is not asked again', async () => {
    await open();
    desk.fail({ status: 422 });
    await done(tell());
    await pass(HOLD);
    expect((await messages())[0]).toMatchObject({ status: 'FAILED', tries: 1 });
    await pass(DAY);
    expect(desk.requests).toHaveLength(1);
  });

  it('that took the message and did not say so gets it once', async () => {
    await open();
    desk.fail('dies');
    await done(tell());
    await pass(HOLD);
    expect((await messages())[0]).toMatchObject({ status: 'QUEUED', tries: 1 });
    await pass(HOUR);
    expect(desk.replies('7')).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: 'SENT', reference: 'r-1', tries: 2 });
    expect(desk.requests).toEqual(['POST /tickets/7', 'GET /tickets/7']);
  });

  it('does not hold up what has nothing to do with it, and is left alone while it fails', async () => {
    await open({ withMailer: true });
    await hub.post({ orders: [{ number: '20001', placedAt: start, email: 'c@example.test' }] }, 'toy-shop');
    await hub.pipeline.settled();
    const other = await opened('20001');
    desk.fail(...Array.from({ length: 20 }, () => ({ status: 401 })));
    await done(tell());
    await done(tell(), 'AGENT', other.id);
    await pass(HOLD);
    expect(emails).toHaveLength(1);
    expect((await messages()).map(({ status }) => status)).toEqual(['QUEUED', 'SENT']);
    expect((await messages())[0]!.withheld_because).toContain('Renew them');
    await pass(11 * MINUTE);
    // The circuit is open: nobody asks, and it is no attempt.
    expect(desk.requests).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({
      tries: 1,
      withheld_because: expect.stringContaining('does not take calls') as string,
    });
    await pass(4 * DAY);
    expect((await messages())[0]).toMatchObject({
      status: 'FAILED',
      withheld_because: expect.stringContaining('is not sent any more') as string,
    });
  });
});

describe('a message for which nothing is configured', () => {
  it('stands in the log and says what to configure; once that is there it goes out', async () => {
    await open({ token: '' });
    await done(tell());
    expect((await messages())[0]).toMatchObject({
      status: 'QUEUED',
      channel: 'TICKET',
      withheld_because: expect.stringContaining('toy-desk cannot answer tickets') as string,
    });
    await pass(HOLD);
    expect((await messages())[0]).toMatchObject({
      status: 'QUEUED',
      tries: 0,
      due_at: after(hub.time.clock(), 10 * MINUTE),
    });
    expect(await became()).toEqual(['QUEUED']);
  });

  it('by email goes out where a mail server is, and waits where none is', async () => {
    await open({ token: '', withMailer: true, email: 'robin@example.test' });
    await done(tell());
    expect((await messages())[0]).toMatchObject({ channel: 'EMAIL', recipient: 'robin@example.test' });
    sends.push({ ok: false, error: { kind: 'Upstream', message: 'mail.example answered 451' } });
    await pass(HOLD);
    await pass(MINUTE);
    expect(emails.map(({ to, subject, text }) => [to, subject, text])).toEqual(
      [0, 1].map(() => ['robin@example.test', 'Your order 10442', 'It comes on Tuesday.']),
    );
    expect(new Set(emails.map(({ key }) => key)).size).toBe(1);
    expect((await messages())[0]).toMatchObject({ status: 'SENT', tries: 2 });
  });

  it('fails at once where nobody knows how to reach the customer, and leaves the case resolved', async () => {
    await open({ withTicket: false });
    const { customerTrack } = await done(tell());
    expect(customerTrack).toMatchObject({ status: 'RESOLVED', resolution: 'MESSAGE' });
    expect((await messages())[0]).toMatchObject({ status: 'FAILED', recipient: '', failed_at: start });
    expect(await became()).toEqual(['FAILED']);
  });
});

describe('several processes', () => {
  it('send each message once, also when one dies with it in hand', async () => {
    await open();
    const second = await hub.another();
    const orders = Array.from({ length: 6 }, (_, index) => String(30_001 + index));
    for (const number of orders) {
      await hub.post({ orders: [{ number, placedAt: start }] }, 'toy-shop');
      await tellTickets(hub, { externalId: number, orderNumber: number, openedAt: start });
    }
    for (const number of orders) await done(tell(), 'AGENT', (await opened(number)).id);
    // A process took it and died: what it did with it nobody knows.
    await hub.pool.query(
      `update message set tries = 1, leased_until = $1 where id = (select min(id::text) from message)::uuid`,
      [after(hub.time.clock(), 5 * MINUTE)],
    );
    // Either may have one in hand: both are waited for.
    const bothPass = (ms: number) => Promise.all([pass(ms), second.sendDue()]);
    await bothPass(HOLD);
    await bothPass(0);
    expect((await messages()).filter(({ status }) => status === 'SENT')).toHaveLength(5);
    await bothPass(10 * MINUTE);
    expect((await messages()).map(({ status }) => status)).toEqual(orders.map(() => 'SENT'));
    expect(orders.map((number) => desk.replies(number).length)).toEqual(orders.map(() => 1));
    expect(desk.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1);
  });

  it('never withdraw what is on its way', async () => {
    await open();
    await done(tell());
    await hub.pool.query('update message set leased_until = $1', [after(hub.time.clock(), MINUTE)]);
    expect(await undoLast('customer-resolved')).toMatchObject({
      ok: false,
      message: expect.stringContaining('at this moment') as string,
    });
  });
});
