import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    username: 'user@shop.example',
    password: 'password-for-tests',
    accountNumber: '20016',
    accountPin: 'pin-for-tests',
    accountEntity: 'AMM',
    accountCountryCode: 'JO',
    baseUrl,
  }),
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
