import { join } from 'node:path';
import { json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  domain: 'northlight',
  apiKey: 'key-for-tests',
  readTickets: true,
  orderNumberField: 'cf_order_number',
  trackingNumberField: 'cf_tracking_number',
  baseUrl,
});

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: [],
    follow: () => 'tickets/7',
    routes: { 'GET /api/v2/tickets/7': json({ id: 7, subject: 'Late', requester_id: 1, status: 2 }) },
  },
  act: { routes: { '*': json({ id: 77, tags: [] }) } },
});

it('reads the whole ticket after a webhook, once, when the settings say so', () => {
  const body = { freshdesk_webhook: { ticket_id: '7' } };
  expect(plugin.normalize(rawInput(body), { readTickets: true }).follow).toEqual(['tickets/7']);
  expect(plugin.normalize(rawInput(body)).follow).toEqual([]);
  const whole = { id: 7, subject: 'Late', requester_id: 1, status: 2 };
  expect(plugin.normalize(rawInput(whole), { readTickets: true }).follow).toEqual([]);
});

it('writes notes, statuses and tags as the API documents them', async () => {
  const server = await sourceServer({
    'GET /api/v2/tickets/7': json({ id: 7, tags: ['new', 'vip'] }),
    '*': json({ id: 77 }),
  });
  const parsed = parseConfig(plugin, settings(server.url));
  if (!parsed.ok) throw new Error('the settings do not fit');
  const context = pullContext(parsed.config);
  expect(await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'Traced <here>' }, context)).toEqual({
    ok: true,
    reference: '77',
  });
  await plugin.act?.setTicketStatus?.({ ticketId: '7', status: 'SOLVED' }, context);
  await plugin.act?.tagTicket?.({ ticketId: '7', add: ['late', 'vip'], remove: ['new'] }, context);
  expect(server.requests[0]?.headers['authorization']).toBe(
    `Basic ${Buffer.from('key-for-tests:X').toString('base64')}`,
  );
  expect(
    server.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, body }) => [method, path, JSON.parse(body)]),
  ).toEqual([
    ['POST', '/api/v2/tickets/7/notes', { body: 'Traced &lt;here&gt;', private: true }],
    ['PUT', '/api/v2/tickets/7', { status: 4 }],
    ['PUT', '/api/v2/tickets/7', { tags: ['vip', 'late'] }],
  ]);
  await server.close();
});

it('answers the customer once: an answer is known again by its words', async () => {
  const conversations: object[] = [
    { id: 1, incoming: true, private: false, body: '<div>It comes &lt;soon&gt;.</div>' },
    { id: 2, incoming: false, private: true, body: '<div>It comes &lt;soon&gt;.</div>' },
  ];
  const server = await sourceServer({
    'GET /api/v2/tickets/7': () => json({ id: 7, conversations }),
    'POST /api/v2/tickets/7/reply': json({ id: 77 }, 201),
  });
  const parsed = parseConfig(plugin, settings(server.url));
  if (!parsed.ok) throw new Error('the settings do not fit');
  const context = pullContext(parsed.config);
  const reply = { ticketId: '7', text: 'It comes\n<soon>.', key: 'msg_1', isRepeat: true };
  expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual({ ok: true, reference: '77' });
  conversations.push({ id: 3, incoming: false, private: false, body: '<div>It comes<br>&lt;soon&gt;.</div>' });
  expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual({ ok: true, reference: '3' });
  expect(await plugin.act?.replyToTicket?.({ ...reply, isRepeat: false }, context)).toMatchObject({ reference: '77' });
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
  await server.close();
});

it.each([
  ['an article', { id: 1, type: 1, folder_id: 3, title: 'Returns', description: 'How to', status: 2, agent_id: 4 }],
  ['companies', [{ id: 1, name: 'Example', description: 'A shop', domains: ['example.com'], custom_fields: {} }]],
  ['products', [{ id: 1, name: 'Mugs', description: 'All mugs', primary_email: 'mugs@example.com' }]],
  ['roles', [{ id: 1, name: 'Agent', description: 'Answers', default: true }]],
])('takes %s for no ticket', (_what, body) => {
  const { tickets, issues } = plugin.normalize(rawInput(body), {});
  expect(tickets).toEqual([]);
  expect(issues).toMatchObject([{ kind: 'note' }]);
});

it('takes a ticket of which little is said', () => {
  expect(plugin.normalize(rawInput({ id: 1, status: 2, priority: 1 }), {}).tickets).toMatchObject([
    { externalId: '1' },
  ]);
});
