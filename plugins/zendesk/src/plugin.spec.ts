import { join } from 'node:path';
import { hmac, json, pullContext, pushRequest, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { plugin, TOLERANCE_SECONDS } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  subdomain: 'northlight',
  email: 'ode@northlight.example',
  apiToken: 'token-for-tests',
  orderNumberField: '910000000071',
  trackingNumberField: '910000000073',
  readTickets: true,
  baseUrl,
});

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    staleAfterSeconds: TOLERANCE_SECONDS,
    sign: ({ body, secret, now }) => ({
      'x-zendesk-webhook-signature-timestamp': now,
      'x-zendesk-webhook-signature': hmac('sha256', 'base64', secret, now, body),
    }),
  },
  pull: {
    trackingNumbers: [],
    follow: () => 'tickets/7',
    routes: {
      'GET /api/v2/tickets/7.json': json({ ticket: { id: 7, requester_id: 1 } }),
      'GET /api/v2/tickets/7/comments.json': json({ comments: [{ id: 1, author_id: 1, public: true }] }),
    },
  },
  act: { routes: { 'PUT /api/v2/tickets/*': json({ audit: { id: 99 } }), 'DELETE /api/v2/tickets/*': json({}) } },
});

const configOf = (input: unknown) => {
  const parsed = parseConfig(plugin, input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
};

describe('an event', () => {
  it('is refused with a timestamp of another event', () => {
    const body = Buffer.from('{}');
    const verdict = (timestamp: string) =>
      plugin.push?.verify(
        pushRequest(
          body,
          {
            'x-zendesk-webhook-signature-timestamp': timestamp,
            'x-zendesk-webhook-signature': hmac('sha256', 'base64', 's', '2026-03-10T11:59:30Z', body),
          },
          ['s'],
        ),
      ).accepted;
    expect(verdict('2026-03-10T11:59:30Z')).toBe(true);
    expect(verdict('2026-03-10T11:59:31Z')).toBe(false);
    expect(verdict('yesterday')).toBe(false);
  });

  it('is followed only when the settings say so', () => {
    const event = { zendesk_event_version: '2022-11-06', type: 'zen:event-type:ticket.created', detail: { id: '7' } };
    expect(plugin.normalize(rawInput(event)).follow).toEqual([]);
    expect(plugin.normalize(rawInput(event), { readTickets: true }).follow).toEqual(['tickets/7']);
  });
});

describe('following', () => {
  it('joins the ticket and its comments', async () => {
    const server = await sourceServer({
      'GET /api/v2/tickets/7.json': json({ ticket: { id: 7, requester_id: 1 } }),
      'GET /api/v2/tickets/7/comments.json': json({ comments: [{ id: 5, author_id: 1, public: true }] }),
    });
    const context = pullContext(configOf(settings(server.url)));
    const read = await plugin.pull?.follow?.('tickets/7', context);
    expect(server.requests[0]?.headers['authorization']).toMatch(/^Basic /);
    expect(read?.ok && plugin.normalize(rawInput(read.body)).tickets).toMatchObject([{ customerMessages: 1 }]);
    expect(await plugin.pull?.follow?.('https://elsewhere.example/tickets/7', context)).toMatchObject({ ok: false });
    expect(await plugin.pull?.follow?.('tickets/8', context)).toMatchObject({ error: { kind: 'NotFoundYet' } });
    await server.close();
  });
});

describe('acting', () => {
  it('writes notes, statuses and tags as the API documents them', async () => {
    const server = await sourceServer({
      'PUT /api/v2/tickets/7.json': json({ ticket: { id: 7 }, audit: { id: 99 } }),
      'PUT /api/v2/tickets/7/tags.json': json({ tags: ['a'] }),
      'DELETE /api/v2/tickets/7/tags.json': json({ tags: [] }),
      'PUT /api/v2/tickets/8.json': json({ error: 'RecordInvalid' }, 422),
    });
    const context = pullContext(configOf(settings(server.url)));
    expect(await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'Traced' }, context)).toEqual({
      ok: true,
      reference: '99',
    });
    expect(await plugin.act?.setTicketStatus?.({ ticketId: '7', status: 'SOLVED' }, context)).toMatchObject({
      ok: true,
    });
    expect(await plugin.act?.tagTicket?.({ ticketId: '7', add: ['a'], remove: ['b'] }, context)).toEqual({ ok: true });
    expect(await plugin.act?.setTicketStatus?.({ ticketId: '8', status: 'OPEN' }, context)).toMatchObject({
      error: { kind: 'Refused' },
    });
    expect(server.requests.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['PUT', { ticket: { comment: { body: 'Traced', public: false } } }],
      ['PUT', { ticket: { status: 'solved' } }],
      ['PUT', { tags: ['a'] }],
      ['DELETE', { tags: ['b'] }],
      ['PUT', { ticket: { status: 'open' } }],
    ]);
    await server.close();
  });

  it('asks for credentials that are not there', async () => {
    const context = pullContext(configOf({ subdomain: 'northlight' }));
    expect(await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'x' }, context)).toMatchObject({
      error: { kind: 'Unauthorized' },
    });
  });

  it('answers the customer once, though it may be asked twice', async () => {
    const audits: object[] = [{ id: 1, metadata: { custom: { whereabouts_message: 'msg_0' } } }, { id: 2 }];
    const server = await sourceServer({
      'PUT /api/v2/tickets/7.json': json({ ticket: { id: 7 }, audit: { id: 99 } }),
      'GET /api/v2/tickets/7/audits.json': () => json({ audits }),
      'GET /api/v2/tickets/8/audits.json': json({ error: 'RecordNotFound' }, 404),
    });
    const context = pullContext(configOf(settings(server.url)));
    const reply = { ticketId: '7', text: 'It comes on Tuesday.', key: 'msg_1', isRepeat: false };
    const sent = { ok: true, reference: '99' };
    expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual(sent);
    const [put] = server.requests;
    expect(JSON.parse(put!.body)).toEqual({
      ticket: {
        comment: { body: 'It comes on Tuesday.', public: true },
        metadata: { whereabouts_message: 'msg_1' },
      },
    });
    expect(await plugin.act?.replyToTicket?.({ ...reply, isRepeat: true }, context)).toEqual(sent);
    audits.push({ id: 3, metadata: { custom: { whereabouts_message: 'msg_1' } } });
    expect(await plugin.act?.replyToTicket?.({ ...reply, isRepeat: true }, context)).toEqual({
      ok: true,
      reference: '3',
    });
    expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'GET', 'PUT', 'GET']);
    expect(await plugin.act?.replyToTicket?.({ ...reply, ticketId: '8', isRepeat: true }, context)).toMatchObject({
      error: { kind: 'Refused' },
    });
    await server.close();
  });
});

describe('answers of the API', () => {
  const url = (of: string) => `https://northlight.zendesk.com/api/v2/${of}.json`;
  const ticket = { id: 5, url: url('tickets/5'), subject: 'Late', status: 'open' };

  it.each([
    ['alone', ticket],
    ['in a list', [ticket]],
    ['in results that say no type', { results: [ticket], count: 1 }],
  ])('are tickets %s', (_how, body) => {
    expect(plugin.normalize(rawInput(body), {}).tickets).toMatchObject([{ externalId: '5', subject: 'Late' }]);
  });

  it.each([
    ['a user', { id: 6, url: url('users/6'), name: 'Iris Example', email: 'iris@example.com' }],
    ['an article', { article: { id: 7, url: url('help_center/en-us/articles/7'), title: 'Returns' } }],
    ['an upload', { upload: { token: 'abc' } }],
  ])('are no tickets: %s', (_what, body) => {
    const { tickets, issues } = plugin.normalize(rawInput(body), {});
    expect([tickets, issues.map(({ kind }) => kind)]).toEqual([[], ['note']]);
  });
});
