import { join } from 'node:path';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['8R00000000001'],
    routes: {
      'GET /suivi/v2/idships/8R00000000001': json([
        { returnCode: 200, shipment: { idShip: '8R00000000001', event: [] } },
      ]),
    },
  },
});

describe('a pull', () => {
  const shipment = (idShip: string) => ({ idShip, product: 'colissimo', event: [] });

  async function asked(answer: Parameters<typeof json>[0], numbers: readonly string[]) {
    const server = await sourceServer({ 'GET /suivi/v2/idships/*': json(answer) });
    const config = plugin.config.parse({ apiKey: 'key-for-tests', baseUrl: server.url });
    const outcomes = await plugin.pull?.fetch(numbers, pullContext(config));
    await server.close();
    return outcomes;
  }

  it('of one number is answered by that parcel alone', async () => {
    const answer = { lang: 'fr_FR', returnCode: 200, shipment: shipment('8R00000000001') };
    expect(await asked(answer, ['8R00000000001'])).toMatchObject([{ ok: true }]);
  });

  it('knows its number where the answer adds a check character', async () => {
    const answer = { returnCode: 200, shipment: shipment('87000000000001I') };
    expect(await asked(answer, ['87000000000001'])).toMatchObject([{ ok: true }]);
    expect(await asked(answer, ['8700000000000'])).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet' } }]);
  });

  it('tells a number that is not known from one that could not be asked for', async () => {
    const answer = [
      { returnCode: 200, idShip: '8R00000000001', shipment: shipment('8R00000000001') },
      { returnCode: 404, idShip: '8R00000000002', returnMessage: 'Ressource non trouvée' },
      { returnCode: 500, idShip: '8R00000000003', returnMessage: 'Erreur système' },
    ];
    expect(await asked(answer, ['8R00000000001', '8R00000000002', '8R00000000003'])).toMatchObject([
      { ok: true },
      { ok: false, error: { kind: 'NotFoundYet' } },
      { ok: false, error: { kind: 'Upstream' } },
    ]);
  });
});
