import { join } from 'node:path';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['3STEST000000001'],
    routes: {
      'GET /shipment/v2/status/barcode/3STEST000000001': json({
        CurrentStatus: {
          Shipment: { Barcode: '3STEST000000001', Status: { TimeStamp: '10-03-2026 08:00:00', StatusCode: '2' } },
        },
      }),
    },
  },
});

it('says of a number that PostNL warns about that it is not found yet', async () => {
  const server = await sourceServer({
    'GET /shipment/v2/status/barcode/*': json({
      CurrentStatus: {},
      Warnings: [{ Code: '2', Message: 'No shipment found' }],
    }),
  });
  const config = plugin.config.parse({ apiKey: 'key-for-tests', baseUrl: server.url });
  const outcomes = await plugin.pull?.fetch(['3STEST000000009'], pullContext(config));
  await server.close();
  expect(outcomes).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet', message: 'No shipment found' } }]);
});
