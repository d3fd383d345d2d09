import { join } from 'node:path';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
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
  act: { routes: { '*': json({ id: 77 }) } },
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
