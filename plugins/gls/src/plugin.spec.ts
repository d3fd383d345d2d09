import { join } from 'node:path';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ clientId: 'id', clientSecret: 'client-secret-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['00000000001'],
    routes: {
      'POST /oauth2/v2/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /track-and-trace-v1/tracking/simple/trackids/00000000001': json({
        parcels: [{ requested: '00000000001', unitno: '00000000001', status: 'PREADVICE', events: [] }],
      }),
    },
  },
});

it('tells a number that is not known from one that could not be asked for', async () => {
  const server = await sourceServer({
    'POST /oauth2/v2/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
    'GET /track-and-trace-v1/tracking/simple/trackids/*': json({
      parcels: [
        { requested: '00000000001', unitno: '00000000001', status: 'INTRANSIT', events: [] },
        { requested: '00000000002', errorCode: 'E_404_01', errorMessage: 'Resource Not Found' },
        { requested: '00000000003', errorCode: 'E_500_01', errorMessage: 'Internal Server Error' },
      ],
    }),
  });
  const config = plugin.config.parse({ clientId: 'id', clientSecret: 'key', baseUrl: server.url });
  const outcomes = await plugin.pull?.fetch(['00000000001', '00000000002', '00000000003'], pullContext(config));
  await server.close();
  expect(outcomes).toMatchObject([
    { ok: true },
    { ok: false, error: { kind: 'NotFoundYet' } },
    { ok: false, error: { kind: 'Upstream' } },
  ]);
});
