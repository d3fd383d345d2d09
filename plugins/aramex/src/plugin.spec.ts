import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const settings = (baseUrl: string) => ({
  username: 'user@shop.example',
  password: 'password-for-tests',
  accountNumber: '20016',
  accountPin: 'pin-for-tests',
  accountEntity: 'AMM',
  accountCountryCode: 'JO',
  baseUrl,
});

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  pull: {
    trackingNumbers: ['40000000001'],
    routes: {
      'POST /ShippingAPI.V2/Tracking/Service_1_0.svc/json/TrackShipments': json({
        HasErrors: false,
        NonExistingWaybills: [],
        TrackingResults: [{ Key: '40000000001', Value: [] }],
      }),
    },
  },
});

describe('a notification instead of results', () => {
  it.each([
    ['Invalid username or password', 'Unauthorized'],
    ['An unexpected error occurred', 'Upstream'],
  ])('%s', async (message, kind) => {
    const answer = {
      HasErrors: true,
      Notifications: [{ Code: 'ERR00', Message: message }],
      NonExistingWaybills: [],
      TrackingResults: [],
    };
    const server = await sourceServer({ '*': json(answer) });
    try {
      const config = parseConfig(plugin, settings(server.url));
      if (!config.ok) throw new Error('the settings do not fit');
      const outcomes = await plugin.pull?.fetch(['40000000001'], pullContext(config.config));
      expect(outcomes).toMatchObject([{ ok: false, error: { kind } }]);
    } finally {
      await server.close();
    }
  });
});
