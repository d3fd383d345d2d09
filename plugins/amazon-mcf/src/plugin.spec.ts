import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  clientId: 'id',
  clientSecret: 'client-secret-for-tests',
  refreshToken: 'refresh-token-for-tests',
  authUrl: baseUrl,
  baseUrl,
});
const TOKEN = { 'POST /auth/o2/token': json({ access_token: 'token-for-tests', expires_in: 3600 }) };
const FBA = '/fba/outbound/2020-07-01';

testPlugin(plugin, {
  fixtures,
  settings,
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['TBA000000000011'],
    routes: { ...TOKEN, [`GET ${FBA}/tracking`]: json(fixture('tracking.json')) },
    follow: () => 'packages/212000001',
  },
});

const EVENTS =
  '101 102 201 202 203 204 205 206 301 302 304 306 307 308 309 401 402 403 404 405 406 407 408 409 411 412 413 414 415 416 417 418 419';
const PLACES =
  'AS_INSTRUCTED CARPORT CUSTOMER_PICKUP DECK DOOR_PERSON FRONT_DESK FRONT_DOOR GARAGE GUARD MAIL_ROOM MAIL_SLOT MAILBOX MC_BOY MC_GIRL MC_MAN MC_WOMAN NEIGHBOR OFFICE OUTBUILDING PATIO PORCH REAR_DOOR RECEPTIONIST RECEIVER SECURE_LOCATION SIDE_DOOR';

it('knows every published event, and where parcels are left', () => {
  const unknown = EVENTS.split(' ').filter((code) => !CODES.find({ service: 'event', code: `EVENT_${code}` }));
  const left = (subCode: string) => CODES.find({ service: 'event', code: 'EVENT_301', subCode })?.deliveredTo;
  expect([unknown, PLACES.split(' ').filter((one) => !left(one))]).toEqual([[], []]);
});

async function asked<T>(routes: Record<string, ReturnType<typeof json>>, ask: (context: never) => Promise<T>) {
  const server = await sourceServer({ ...TOKEN, ...routes });
  const config = parseConfig(plugin, settings(server.url));
  if (!config.ok) throw new Error('settings');
  const answer = await ask(pullContext(config.config) as never);
  await server.close();
  return { answer, paths: server.requests.map(({ path }) => path) };
}

it.each([
  ['InvalidInput', 'NotFoundYet'],
  ['QuotaExceeded', 'RateLimited'],
  ['Unauthorized', 'Unauthorized'],
  ['InternalFailure', 'Upstream'],
])('tells the error %s', async (code, kind) => {
  const routes = { [`GET ${FBA}/tracking`]: json({ errors: [{ code, message: 'No' }] }, 400) };
  const { answer } = await asked(routes, (context) => plugin.pull!.fetch(['TBA000000000099'], context));
  expect(answer).toMatchObject([{ ok: false, error: { kind } }]);
});

it('does not ask Amazon for the numbers of other carriers', async () => {
  const { answer, paths } = await asked({}, (context) => plugin.pull!.fetch(['1Z0000000000000125'], context));
  expect(answer).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet' } }]);
  expect(paths.filter((path) => path.includes('tracking'))).toEqual([]);
});

it('follows orders and packages, and nothing else', async () => {
  const routes = {
    [`GET ${FBA}/fulfillmentOrders/MCF%201`]: json({ payload: {} }),
    'GET /orders/v0/orders/902-1': json({ payload: {} }),
  };
  for (const link of ['fulfillment-orders/MCF 1', 'orders/902-1'])
    expect((await asked(routes, (context) => plugin.pull!.follow!(link, context))).answer).toMatchObject({ ok: true });
  for (const link of ['https://elsewhere.example/x', 'orders/../../x', 'orders/..', 'constructor/x', ''])
    expect((await asked(routes, (context) => plugin.pull!.follow!(link, context))).answer).toMatchObject({ ok: false });
});
