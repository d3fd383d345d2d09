import { join } from 'node:path';
import { hmac, json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'clé-d’essai',
    apiKey: 'EZTK-not-a-real-key',
    trackUnknownNumbers: true,
    baseUrl: `${baseUrl}/v2`,
  }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({
      'x-hmac-signature': `hmac-sha256-hex=${hmac('sha256', 'hex', secret.normalize('NFKD'), body)}`,
    }),
  },
  pull: {
    trackingNumbers: ['1Z0000000000000099'],
    routes: {
      'GET /v2/trackers': json({
        trackers: [
          {
            object: 'Tracker',
            id: 'trk_1',
            tracking_code: '1Z0000000000000099',
            carrier: 'UPS',
            status: 'in_transit',
            tracking_details: [{ object: 'TrackingDetail', status: 'in_transit', datetime: '2026-02-04T06:00:00Z' }],
          },
        ],
        has_more: false,
      }),
    },
  },
});
