import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, rawInput, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';
import { withoutDoctype } from './xml';

const settings = (baseUrl: string) => ({ webhookSecret: 'secret', username: 'user', password: 'password', baseUrl });
const order = { status: 200, message: 'Successful', resource: { id: 1, orderNo: '1', status: 'submitted' } };

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({
      'X-Shipwire-Signature': `${createHmac('sha256', secret).update(body).digest('base64')};secret-id=1`,
    }),
  },
  pull: {
    trackingNumbers: [],
    follow: (baseUrl) => `${baseUrl}/api/v3/orders/1?expand=all`,
    routes: { 'GET /api/v3/orders/*': json(order) },
  },
});

describe('a link', () => {
  const ask = async (link: (url: string) => string) => {
    const server = await sourceServer({ '*': json(order) });
    const config = parseConfig(plugin, settings(server.url));
    if (!config.ok) throw new Error('settings');
    const outcome = await plugin.pull?.follow?.(link(server.url), pullContext(config.config));
    await server.close();
    return { outcome, requests: server.requests };
  };

  it('is read with name and password', async () => {
    const { outcome, requests } = await ask((url) => `${url}/api/v3/orders/1?expand=all`);
    expect(outcome).toMatchObject({ ok: true });
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:password').toString('base64')}`);
  });

  it('that leads elsewhere is refused', async () => {
    const { outcome, requests } = await ask(() => 'https://evil.example/api/v3/orders/1');
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'Malformed' } });
    expect(requests).toEqual([]);
  });
});

describe('a document type', () => {
  it('that lies elsewhere is blanked, with its line breaks kept', () =>
    expect(Buffer.from(withoutDoctype(Buffer.from('<!DOCTYPE\na SYSTEM "x">\n<a/>'))).toString()).toBe(
      `${' '.repeat(9)}\n${' '.repeat(13)}\n<a/>`,
    ));

  it('with declarations inside is refused', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><TrackingUpdateResponse>&b;</TrackingUpdateResponse>';
    expect(plugin.normalize(rawInput(bomb)).issues).toMatchObject([{ kind: 'record', path: '' }]);
  });
});
