import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, msOf } from '@whereabouts/plugin-sdk';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { carrierOf } from './carriers';
import { CODES } from './codes';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-webhook-secret', apiKey: 'an-api-key', baseUrl }),
  push: {
    sign({ secret, now }) {
      const timestamp = String(Math.floor(msOf(now) / 1000));
      return { timestamp, signature: hmac('sha256', 'hex', secret, timestamp) };
    },
    covers: 'timestamp',
    staleAfterSeconds: 600,
  },
  pull: {
    trackingNumbers: ['LX000000005CN', '1Z0000000000000035'],
    routes: { 'GET /trackings/get': json(readFileSync(join(fixtures, 'trackings.json'), 'utf8')) },
  },
});

it('knows the example that TrackingMore signs in its documentation', () => {
  const headers = {
    timestamp: '1662371528',
    signature: 'a37084ab68ae16b77db1f8463f31be9fcc965e2515e03efecf8139bb1e511b06',
  };
  const verify = (secret: string) =>
    plugin.push?.verify({ ...pushRequest('{}', headers, [secret]), now: instant(1_662_371_528_000) }).accepted;
  expect([verify('2e55b9a3-4dd1-4416-9897-c4bd1e3d738f'), verify('another')]).toEqual([true, false]);
});

it('takes a signature of the body as well, as the words of the documentation have it', () => {
  const verify = (signed: string) =>
    plugin.push?.verify(pushRequest('{"data":{}}', { signature: hmac('sha256', 'base64', 'key', signed) }, ['key']))
      .accepted;
  expect([verify('{"data":{}}'), verify('{"data":1}')]).toEqual([true, false]);
});

it('takes older webhooks, which are signed in their body', () => {
  const { receivedAt: now } = rawInput({});
  const timeStr = Math.floor(msOf(now) / 1000);
  const verify = (key: string) =>
    plugin.push?.verify({
      ...pushRequest(
        JSON.stringify({ data: {}, verifyInfo: { timeStr, signature: hmac('sha256', 'hex', key, `${timeStr}`) } }),
        {},
        ['account@example.com'],
      ),
      now,
    }).accepted;
  expect([verify('account@example.com'), verify('another@example.com')]).toEqual([true, false]);
});

describe('what TrackingMore answers with a good status', () => {
  const asked = async (answer: object) => {
    const outcomes = await plugin.pull?.fetch(['LX000000005CN'], {
      config: { apiKey: 'key', baseUrl: 'https://source.example' },
      fetch: () => Promise.resolve(Response.json(answer)),
      clock: () => rawInput({}).receivedAt,
      log: () => undefined,
      signal: new AbortController().signal,
    });
    return outcomes?.map((one) => (one.ok ? 'ok' : one.error.kind));
  };

  it.each([
    ['a wrong key', 4001, 'Unauthorized'],
    ['too many requests', 429, 'RateLimited'],
    ['a fault', 511, 'Upstream'],
    ['a number that it does not follow', 4102, 'NotFoundYet'],
    ['nothing', 204, 'NotFoundYet'],
  ])('tells %s', async (_what, code, kind) =>
    expect(await asked({ meta: { code, message: 'no' }, data: [] })).toEqual([kind]),
  );
});

it('does not take a new sub-status for progress', () =>
  expect(CODES.find({ code: 'transit', subCode: 'transit099', text: 'Hm' })).toBeNull());

it('knows that its dhl is DHL Express', () =>
  expect(
    plugin.normalize(
      rawInput({
        meta: { code: 200 },
        data: [{ tracking_number: '1000000001', courier_code: 'dhl', delivery_status: 'transit' }],
      }),
    ).shipments,
  ).toMatchObject([{ carrier: 'dhl-express' }]));

it.each([
  ['finland-posti', 'posti'],
  ['tnt-it', 'tnt'],
  ['usps', 'usps'],
  [null, null],
])('calls the courier %s %s', (code, carrier) => expect(carrierOf(code)).toBe(carrier));

describe('a checkpoint', () => {
  const read = (more: object) => {
    const checkpoint = { checkpoint_date: '2026-11-02 10:00', tracking_detail: 'Hm', ...more };
    const tracking = {
      tracking_number: 'LX000000005CN',
      courier_code: 'china-post',
      delivery_status: 'transit',
      origin_info: { courier_code: 'china-post', trackinfo: [checkpoint] },
    };
    return plugin.normalize(rawInput({ code: 200, message: 'Success', data: [tracking] })).milestones?.[0];
  };

  it.each([
    ['InfoReceived', 'LABEL_CREATED'],
    ['inforeceived', 'LABEL_CREATED'],
    ['Delivered', 'DELIVERED'],
  ])('with the status %s means %s', (checkpoint_delivery_status, code) =>
    expect(read({ checkpoint_delivery_status })?.code).toBe(code),
  );

  it.each([
    ['RENTON, WA 98056', { city: 'RENTON', region: 'WA', postalCode: '98056', country: 'US' }],
    ['United States', { country: 'US' }],
    ['Shenzhen, China', { city: 'Shenzhen', country: 'CN' }],
    ['Shenzhen', { city: 'Shenzhen' }],
  ])('at %s has that place', (location, place) =>
    expect(read({ checkpoint_delivery_status: 'transit', location })?.place).toEqual(place),
  );
});
