import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { bytes, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({ username: 'user', password: 'pass-for-tests', baseUrl });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  pull: {
    trackingNumbers: ['7000000000000001'],
    routes: {
      'GET /vis/track/pin/*': bytes(
        '<tracking-detail><pin>7000000000000001</pin><significant-events/></tracking-detail>',
        'text/xml',
      ),
    },
  },
});

describe('a message instead of an answer', () => {
  it.each([
    ['004', 'No Pin History', 'NotFoundYet'],
    ['Server', 'Rejected by SLM Monitor', 'RateLimited'],
    ['AA001', 'The user id for the request has been deactivated.', 'Unauthorized'],
    ['Server', 'Internal error', 'Upstream'],
  ])('%s: %s', async (code, description, kind) => {
    const message = `<messages><message><code>${code}</code><description>${description}</description></message></messages>`;
    const server = await sourceServer({ '*': bytes(message, 'text/xml') });
    try {
      const config = parseConfig(plugin, settings(server.url));
      if (!config.ok) throw new Error('the settings do not fit');
      const [outcome] = (await plugin.pull?.fetch(['7000000000000001'], pullContext(config.config))) ?? [];
      expect(outcome).toMatchObject({ ok: false, error: { kind } });
      expect(server.requests[0]?.headers).toMatchObject({
        accept: 'application/vnd.cpc.track-v2+xml',
        authorization: `Basic ${Buffer.from('user:pass-for-tests').toString('base64')}`,
      });
    } finally {
      await server.close();
    }
  });
});

describe('the code table', () => {
  it.each([
    ['1405', 'Delivered to automated parcel locker', 'AVAILABLE_FOR_PICKUP'],
    ['130', 'International item released from Customs', 'CUSTOMS_CLEARED'],
    ['1497', 'Delivered; Contact customer service for copy of signature', 'DELIVERED'],
    ['INFO', 'Item departed', 'IN_TRANSIT'],
    ['INFO', 'Final Notice; Item will be returned to sender if not collected within 10 days', 'AVAILABLE_FOR_PICKUP'],
    ['ATTEMPTED', 'Recipient not located at address provided. Item being returned to sender.', 'RETURNING'],
    ['TO_RETAIL', 'Item in transit to Post Office', 'IN_TRANSIT'],
    ['TO_RETAIL', 'Article en transit au bureau de poste', 'IN_TRANSIT'],
    ['TO_RETAIL', 'Item available for pickup at Post Office', 'AVAILABLE_FOR_PICKUP'],
    ['Available_for_pickup_by', '', 'AVAILABLE_FOR_PICKUP'],
    ['INFO', 'Nothing that is known', 'INFORMATION'],
    ['4700', 'Article retenu à la demande du destinataire', 'HELD'],
  ])('%s, %s: %s', (code, text, means) => expect(plugin.codes.find({ code, text })?.means).toBe(means));
});
