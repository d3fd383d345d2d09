import { join } from 'node:path';
import { bytes, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    account: '00000',
    password: 'pass-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['D10000000000001'],
    routes: {
      'GET /V7/*': bytes(
        '<OnTracTrackingResult><Shipments><Shipment><Tracking>D10000000000001</Tracking></Shipment></Shipments></OnTracTrackingResult>',
        'text/xml',
      ),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('codes of the tracking page', () => {
  it.each([
    ['OVRC', null, 'LABEL_CREATED'],
    ['PKUP', null, 'ACCEPTED'],
    ['RL', 'Package received after cutoff', 'ACCEPTED'],
    ['NFRP', 'Order has been transferred to another carrier', 'PARTNER_HANDOFF'],
    ['UTLV', 'Delivery Pending', 'ATTEMPT_FAILED'],
    ['ACSS', null, 'ATTEMPT_FAILED address.access_restricted'],
    ['RFDM', null, 'ATTEMPT_FAILED recipient.refused'],
    ['DM', null, 'DELIVERED'],
    ['RETN', null, 'RETURNING'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
