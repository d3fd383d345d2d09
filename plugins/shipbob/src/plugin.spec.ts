import { join } from 'node:path';
import { STANDARD_WEBHOOKS_TOLERANCE_SECONDS } from '@whereabouts/plugin-sdk';
import { hmac, json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '9400100000000000000011';
const keyOf = (secret: string): Uint8Array => Buffer.from(secret.replace('whsec_', ''), 'base64');

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: `whsec_${Buffer.from('a key of twenty-four byte').toString('base64')}`,
    token: 'token-for-tests',
    baseUrl: `${baseUrl}/2026-01`,
  }),
  push: {
    covers: 'body',
    staleAfterSeconds: STANDARD_WEBHOOKS_TOLERANCE_SECONDS,
    secrets: [
      `whsec_${Buffer.from('a key of twenty-four byte').toString('base64')}`,
      `whsec_${Buffer.from('another key of some bytes').toString('base64')}`,
    ],
    sign({ body, secret, now }) {
      const seconds = String(Date.parse(now) / 1000);
      return {
        'webhook-id': 'msg_1',
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${hmac('sha256', 'base64', keyOf(secret), `msg_1.${seconds}.`, body)}`,
      };
    },
  },
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      'GET /2026-01/tracking': json([
        {
          shipment_id: 310045001,
          tracking_number: NUMBER,
          carrier: 'USPS',
          current_status: 'Delivered',
          history: [{ timestamp: '2025-10-31T20:38:12Z', status: 'Delivered' }],
        },
      ]),
    },
  },
});
