import { join } from 'node:path';
import { json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  domain: 'northlight',
  email: 'ode@northlight.example',
  apiKey: 'key-for-tests',
  orderNumberField: '3301',
  trackingNumberField: '3302',
  baseUrl,
});

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  act: { routes: { '*': json({ id: 77, customer: { email: 'mara@example.com' } }) } },
});

it('writes notes, statuses and tags as the API documents them', async () => {
  const server = await sourceServer({ '*': json({ id: 77 }) });
  const parsed = parseConfig(plugin, settings(server.url));
  if (!parsed.ok) throw new Error('the settings do not fit');
  const context = pullContext(parsed.config);
  const note = await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'Traced <here>' }, context);
  await plugin.act?.setTicketStatus?.({ ticketId: '7', status: 'SOLVED' }, context);
  await plugin.act?.tagTicket?.({ ticketId: '7', add: ['late'], remove: ['new'] }, context);
  expect(note).toEqual({ ok: true, reference: '77' });
  expect(server.requests.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toMatchObject([
    [
      'POST',
      '/api/tickets/7/messages',
      { channel: 'internal-note', public: false, body_text: 'Traced <here>', body_html: 'Traced &lt;here&gt;' },
    ],
    ['PUT', '/api/tickets/7', { status: 'closed' }],
    ['POST', '/api/tickets/7/tags', { names: ['late'] }],
    ['DELETE', '/api/tickets/7/tags', { names: ['new'] }],
  ]);
  await server.close();
});

it('answers the customer by email, from the address that they wrote to, and once', async () => {
  const messages: object[] = [
    { id: 1, from_agent: false, source: { to: [{ address: 'help@northlight.example' }] } },
    { id: 2, from_agent: true, external_id: 'msg_0' },
  ];
  const server = await sourceServer({
    'GET /api/tickets/7': () => json({ id: 7, customer: { email: 'mara@example.com' }, messages }),
    'GET /api/tickets/8': json({ id: 8, messages: [] }),
    'POST /api/tickets/7/messages': json({ id: 77 }, 201),
  });
  const parsed = parseConfig(plugin, settings(server.url));
  if (!parsed.ok) throw new Error('the settings do not fit');
  const context = pullContext(parsed.config);
  const reply = { ticketId: '7', text: 'It comes <soon>.', key: 'msg_1', isRepeat: true };
  expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual({ ok: true, reference: '77' });
  expect(JSON.parse(server.requests[1]!.body)).toMatchObject({
    channel: 'email',
    public: true,
    external_id: 'msg_1',
    source: { from: { address: 'help@northlight.example' }, to: [{ address: 'mara@example.com' }] },
    body_text: 'It comes <soon>.',
    body_html: 'It comes &lt;soon&gt;.',
  });
  messages.push({ id: 3, from_agent: true, external_id: 'msg_1' });
  expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual({ ok: true, reference: '3' });
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(await plugin.act?.replyToTicket?.({ ...reply, ticketId: '8' }, context)).toMatchObject({
    error: { kind: 'Refused', message: 'the ticket has no address of the customer' },
  });
  await server.close();
});

it.each([
  ['an account', { domain: 'northlight', status: { status: 'active' }, settings: [] }],
  ['a job', { id: 1, type: 'export', status: 'done', uri: '/api/jobs/1/' }],
])('takes %s for no ticket', (_what, body) => {
  const { tickets, issues } = plugin.normalize(rawInput(body), {});
  expect(tickets).toEqual([]);
  expect(issues).toMatchObject([{ kind: 'note' }]);
});

it.each([
  ['a list', (ticket: object) => [ticket]],
  ['a recorded answer', (response: object) => ({ method: 'post', endpoint: 'api/tickets', response })],
])('finds the ticket in %s', (_what, around) => {
  const body = around({ id: 5, uri: '/api/tickets/5/', subject: 'Late', status: 'open' });
  expect(plugin.normalize(rawInput(body), {}).tickets).toMatchObject([{ externalId: '5', subject: 'Late' }]);
});
