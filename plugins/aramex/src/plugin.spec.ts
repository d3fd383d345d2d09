import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, meaningOf, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
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

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('wordings of the tracking page', () => {
  it.each([
    [
      null,
      "An Aramex Delivery Champion has the shipment and is expected to reach the customer's doorstep shortly",
      'OUT_FOR_DELIVERY',
    ],
    [null, 'Updated delivery address required from customer', 'HELD address.incorrect'],
    [
      null,
      'The shipment has arrived at the Aramex office at the destination and is being prepared for customer pickup/delivery',
      'AT_DELIVERY_DEPOT ARRIVED',
    ],
    [null, 'The shipment has been delivered', 'DELIVERED'],
    [
      null,
      'The customer has shared new delivery instructions and the status will be updated once shipment is out for delivery',
      'INFORMATION recipient.requested_change',
    ],
    [
      null,
      'Shipper generated a new shipment label, but the shipment has not been handed over to Aramex, yet. Shipment will be updated once collected from shipper and received in Aramex offices',
      'LABEL_CREATED',
    ],
    [
      null,
      'The shipment has been received at our Aramex origin office and will continue its journey to the destination country',
      'ACCEPTED',
    ],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
