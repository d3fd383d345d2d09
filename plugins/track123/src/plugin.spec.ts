import { join } from 'node:path';
import { msOf } from '@whereabouts/plugin-sdk';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

const accepted = ['LV000000001CN', 'LV000000002CN'].map((trackNo) => ({ trackNo, transitStatus: 'IN_TRANSIT' }));

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'token', apiKey: 'key', baseUrl }),
  push: {
    covers: 'timestamp',
    staleAfterSeconds: 600,
    sign({ secret, now }) {
      const timestamp = String(msOf(now));
      return { 'X-Track123-Timestamp': timestamp, 'X-Track123-Signature': hmac('sha256', 'hex', secret, timestamp) };
    },
  },
  pull: {
    trackingNumbers: ['LV000000001CN', 'LV000000002CN'],
    routes: {
      'POST /gateway/open-api/tk/v2.1/track/query': json({ code: '00000', data: { accepted: { content: accepted } } }),
    },
  },
});

it('takes a signature in the body', () => {
  const timestamp = String(msOf(pushRequest({}, {}, []).now));
  const verify = (signature: string) =>
    plugin.push?.verify(pushRequest({ data: {}, verify: { timestamp, signature } }, {}, ['token'])).accepted;
  expect([verify(hmac('sha256', 'hex', 'token', timestamp)), verify('00')]).toEqual([true, false]);
});

it('knows every published status and sub-status', () => {
  const counts = {
    INFO_RECEIVED: 1,
    IN_TRANSIT: 8,
    WAITING_DELIVERY: 3,
    DELIVERED: 4,
    DELIVERY_FAILED: 4,
    ABNORMAL: 8,
  };
  const codes = Object.entries(counts).flatMap(([code, count]) => [
    code,
    ...Array.from({ length: count }, (_, index) => `${code}_0${index + 1}`),
  ]);
  expect([...codes, 'INIT', 'NO_RECORD', 'EXPIRED'].filter((code) => CODES.find({ code }) === null)).toEqual([]);
  expect(CODES.find({ code: 'IN_TRANSIT_99', text: 'Hm' })).toBeNull();
});

it('a parcel without events was delivered when it says so', () => {
  const accepted = { trackNo: 'A1', transitStatus: 'DELIVERED', deliveredTime: '2026-08-12 10:32:41' };
  expect(plugin.normalize(rawInput({ code: '00000', data: { accepted } })).milestones).toMatchObject([
    { code: 'DELIVERED', occurredLocal: '2026-08-12 10:32:41', timeCertainty: 'ZONE_ASSUMED' },
  ]);
});

it('reads events without a status by their wording', () =>
  expect(
    ['Entregado al destinatario', 'Die Sendung wurde zugestellt', '已签收'].map(
      (text) => CODES.find({ code: null, text })?.means,
    ),
  ).toEqual(Array(3).fill('DELIVERED')));

const ask = (fetch: typeof globalThis.fetch) =>
  plugin.pull?.fetch(['LV000000001CN'], {
    config: { apiKey: 'key', baseUrl: 'https://source.example' },
    fetch,
    clock: () => rawInput({}).receivedAt,
    log: () => undefined,
    signal: new AbortController().signal,
  });

it('asks as v2.1 of the API wants to be asked', async () => {
  const asked: unknown[] = [];
  await ask((_url, init) => {
    asked.push(JSON.parse(String(init?.body)));
    return Promise.resolve(Response.json({ code: '00000', data: {} }));
  });
  expect(asked).toMatchObject([{ trackNoInfos: [{ trackNo: 'LV000000001CN' }] }]);
});

it.each([
  ['A0706', 'RateLimited'],
  ['B0210', 'RateLimited'],
  ['A0230', 'Unauthorized'],
  ['B0001', 'Upstream'],
])('tells what an answer with the code %s is', async (code, kind) =>
  expect(await ask(() => Promise.resolve(Response.json({ code, msg: 'no', data: null })))).toMatchObject([
    { ok: false, error: { kind } },
  ]),
);
