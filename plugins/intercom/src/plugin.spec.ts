import { join } from 'node:path';
import { hmac, json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  accessToken: 'token-for-tests',
  adminId: '991',
  readTickets: true,
  orderNumberField: 'Order number',
  trackingNumberField: 'Tracking number',
  workspaceId: 'abcd1234',
  baseUrl,
});
const conversation = {
  type: 'conversation',
  id: '7',
  tags: {
    tags: [
      { id: '5', name: 'new' },
      { id: '6', name: 'vip' },
    ],
  },
  contacts: { contacts: [{ id: 'c1' }] },
};
const contact = { type: 'contact', id: 'c1', email: 'mara@example.com', name: 'Mara Quill' };

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'x-hub-signature': `sha1=${hmac('sha1', 'hex', secret, body)}` }),
  },
  pull: {
    trackingNumbers: [],
    follow: () => 'conversations/7',
    routes: { 'GET /conversations/7': json(conversation), 'GET /contacts/c1': json(contact) },
  },
  act: { routes: { '*': json({ type: 'tag', id: '77', tags: { tags: [] } }) } },
});

async function withServer(use: (context: ReturnType<typeof contextOf>) => Promise<void>) {
  const server = await sourceServer({
    'GET /conversations/7': json(conversation),
    'GET /conversations/8': json({ ...conversation, id: '8', contacts: { contacts: [{ id: 'gone' }] } }),
    'GET /contacts/c1': json(contact),
    'GET /contacts/gone': json({ type: 'error.list', errors: [] }, 404),
    'POST /tags': json({ type: 'tag', id: '77' }),
    'POST /*': json({ id: '300' }),
    'PUT /*': json({}),
    'DELETE /*': json({}),
  });
  await use(contextOf(server.url));
  const done = server.requests.map(({ method, path, body }) => [method, path, body === '' ? null : JSON.parse(body)]);
  await server.close();
  return done;
}
function contextOf(url: string, more = {}) {
  const parsed = parseConfig(plugin, { ...settings(url), ...more });
  if (!parsed.ok) throw new Error('the settings do not fit');
  return pullContext(parsed.config, { clock: () => '2026-03-02T09:00:00.000Z' as never });
}

it('reads a conversation and its contact, and does without one that is gone', async () => {
  await withServer(async (context) => {
    const read = await plugin.pull?.follow?.('conversations/7', context);
    expect(read?.ok && plugin.normalize(rawInput(read.body)).tickets).toMatchObject([
      { externalId: '7', customerEmail: 'mara@example.com' },
    ]);
    const without = await plugin.pull?.follow?.('conversations/8', context);
    expect(without?.ok && plugin.normalize(rawInput(without.body)).tickets).toMatchObject([{ externalId: '8' }]);
    expect(await plugin.pull?.follow?.('contacts/c1', context)).toMatchObject({ error: { kind: 'Malformed' } });
  });
});

it('writes notes, states and tags of conversations and tickets as the API documents them', async () => {
  const done = await withServer(async (context) => {
    expect(await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'Traced <here>' }, context)).toEqual({ ok: true });
    expect(await plugin.act?.addTicketNote?.({ ticketId: 'ticket-9', text: 'Traced' }, context)).toEqual({
      ok: true,
      reference: '300',
    });
    for (const status of ['OPEN', 'PENDING', 'SOLVED'] as const)
      await plugin.act?.setTicketStatus?.({ ticketId: '7', status }, context);
    await plugin.act?.setTicketStatus?.({ ticketId: 'ticket-9', status: 'CLOSED' }, context);
    expect(await plugin.act?.tagTicket?.({ ticketId: '7', add: ['late'], remove: ['new', 'other'] }, context)).toEqual({
      ok: true,
    });
  });
  const note = { message_type: 'note', type: 'admin', admin_id: '991' };
  expect(done).toEqual([
    ['POST', '/conversations/7/reply', { ...note, body: 'Traced &lt;here&gt;' }],
    ['POST', '/tickets/9/reply', { ...note, body: 'Traced' }],
    ['POST', '/conversations/7/parts', { message_type: 'open', admin_id: '991' }],
    ['POST', '/conversations/7/parts', { message_type: 'snoozed', snoozed_until: 1772528400, admin_id: '991' }],
    ['POST', '/conversations/7/parts', { message_type: 'close', type: 'admin', admin_id: '991' }],
    ['PUT', '/tickets/9', { open: false, state: 'resolved' }],
    ['POST', '/tags', { name: 'late' }],
    ['POST', '/conversations/7/tags', { id: '77', admin_id: '991' }],
    ['GET', '/conversations/7', null],
    ['DELETE', '/conversations/7/tags/5', { admin_id: '991' }],
  ]);
});

it('writes nothing without a teammate, or to what is no conversation', async () => {
  const done = await withServer(async (context) => {
    const nobody = { ...context, config: { ...context.config, adminId: undefined } };
    expect(await plugin.act?.addTicketNote?.({ ticketId: '7', text: 'x' }, nobody)).toMatchObject({
      error: { kind: 'Unauthorized' },
    });
    expect(await plugin.act?.addTicketNote?.({ ticketId: '../7', text: 'x' }, context)).toMatchObject({
      error: { kind: 'Refused' },
    });
  });
  expect(done).toEqual([]);
});

it('answers the customer in a teammate’s name, once: an answer is known again by its words', async () => {
  const parts: object[] = [
    { id: '1', part_type: 'note', author: { type: 'admin' }, body: '<p>It comes soon.</p>' },
    { id: '2', part_type: 'comment', author: { type: 'user' }, body: '<p>It comes soon.</p>' },
  ];
  const server = await sourceServer({
    'GET /conversations/7': () => json({ id: '7', conversation_parts: { conversation_parts: parts } }),
    'GET /tickets/9': () => json({ id: '9', ticket_parts: { ticket_parts: parts } }),
    'POST /*': json({ id: '300' }),
  });
  const context = contextOf(server.url);
  const reply = { ticketId: '7', text: 'It comes soon.', key: 'msg_1', isRepeat: true };
  expect(await plugin.act?.replyToTicket?.(reply, context)).toEqual({ ok: true });
  expect(await plugin.act?.replyToTicket?.({ ...reply, ticketId: 'ticket-9' }, context)).toEqual({
    ok: true,
    reference: '300',
  });
  parts.push({ id: '3', part_type: 'comment', author: { type: 'admin' }, body: '<p>It comes  soon.</p>' });
  for (const ticketId of ['7', 'ticket-9'])
    expect(await plugin.act?.replyToTicket?.({ ...reply, ticketId }, context)).toEqual({ ok: true, reference: '3' });
  const posts = server.requests.filter(({ method }) => method === 'POST');
  expect(posts.map(({ path, body }) => [path, JSON.parse(body)])).toEqual(
    ['/conversations/7/reply', '/tickets/9/reply'].map((path) => [
      path,
      { message_type: 'comment', type: 'admin', admin_id: '991', body: 'It comes soon.' },
    ]),
  );
  await server.close();
});

it('takes conversations without a type or an envelope', () => {
  const conversation = { id: '524', created_at: 1772438400, state: 'open', source: { body: '<p>Late</p>' } };
  for (const body of [conversation, [conversation], [{ type: 'conversation', id: '524', state: 'open' }]])
    expect(plugin.normalize(rawInput(body), {}).tickets).toMatchObject([{ externalId: '524', status: 'OPEN' }]);
});

it.each([
  { id: '524', object: 'conversation', deleted: true },
  { type: 'visitor', id: '1' },
  { job: { type: 'job', id: '1', status: 'pending' } },
])('notes what is no conversation: %j', (body) => {
  const { tickets, issues } = plugin.normalize(rawInput(body), {});
  expect([tickets, issues.map(({ kind }) => kind)]).toEqual([[], ['note']]);
});
