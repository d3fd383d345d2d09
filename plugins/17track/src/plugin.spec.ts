import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { carrierOfKey } from './carriers';
import { CODES } from './codes';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-security-key', apiKey: 'a-security-key', baseUrl }),
  push: {
    sign: ({ body, secret }) => ({ sign: createHash('sha256').update(body).update(`/${secret}`).digest('hex') }),
    covers: 'body',
  },
  pull: {
    trackingNumbers: ['LX000000005CN'],
    routes: { 'POST /gettrackinfo': json(readFileSync(join(fixtures, 'track-info.json'), 'utf8')) },
  },
});

describe('what 17TRACK answers with a good status', () => {
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
  const rejected = (code: number) => ({
    code: 0,
    data: { accepted: [], rejected: [{ number: 'LX000000005CN', error: { code, message: 'no' } }] },
  });

  it.each([
    [
      'a wrong key',
      { code: -18010002, data: { errors: [{ code: -18010002, message: 'Invalid key.' }] } },
      'Unauthorized',
    ],
    ['too many requests', { code: 429, data: { errors: [] } }, 'RateLimited'],
    ['a fault', { code: -18010003 }, 'Upstream'],
    ['a number that is not registered', rejected(-18019902), 'NotFoundYet'],
    ['the limit of a day', rejected(-18019907), 'RateLimited'],
    ['something else about the number', rejected(-18019911), 'Upstream'],
    ['nothing about the number', { code: 0, data: { accepted: [], rejected: [] } }, 'NotFoundYet'],
  ])('tells %s', async (_what, answer, kind) => expect(await asked(answer)).toEqual([kind]));
});

it('does not take a new sub-status for progress', () =>
  expect(CODES.find({ code: 'InTransit_Teleported', text: 'Hm' })).toBeNull());

it('tells what a gateway refuses', () =>
  expect(plugin.normalize(rawInput({ code: 401, message: 'Unauthorized' })).issues).toMatchObject([
    { kind: 'source-error', problem: 'Unauthorized' },
  ]));

it.each([
  ['InTransit_Other', 'Die Sendung wurde in das Zustellfahrzeug geladen', 'OUT_FOR_DELIVERY'],
  ['InTransit_Other', '国际航班起飞', 'IN_TRANSIT'],
  ['InTransit_Other', 'Returned to Sender', 'RETURNING'],
  ['Delivered_Other', 'Your item was delivered to the original sender', 'RETURNED'],
  ['Delivered_Other', 'Delivered to local carrier', 'PARTNER_HANDOFF'],
  ['Delivered_Other', 'Not delivered', 'ATTEMPT_FAILED'],
  ['Delivered_Other', 'Delivered to the recipient', 'DELIVERED'],
  ['InTransit_Other', '包裹已签收', 'IN_TRANSIT'],
  ['Exception_Other', '派送不成功，收件人无人接听', 'ATTEMPT_FAILED'],
])('%s "%s": %s', (code, text, means) => expect(CODES.find({ code, text })?.means).toBe(means));

it.each([
  ['100001', 'DHL', 'dhl-express'],
  ['14081', 'Norway Post', 'bring'],
  ['7', 'UniUni', 'uniuni'],
  ['7', null, null],
  [null, 'GLS (IT)', 'gls'],
])('calls the carrier %s "%s" %s', (key, name, carrier) => expect(carrierOfKey(key, name)).toBe(carrier));

describe('a document of API v1', () => {
  const read = (parcel: object) => {
    const document = { code: 0, data: { accepted: [{ number: 'LX000000022CN', ...parcel }], rejected: [] } };
    const { milestones = [] } = plugin.normalize(rawInput(document));
    return milestones.map(({ code, carrier, sourceText }) => [code, carrier, sourceText]);
  };
  const event = (z: string) => ({ a: '2019-03-02 12:02', b: null, c: 'EASTBRIDGE', d: '', z });

  it('has events of neither carrier, too', () =>
    expect(
      read({ track: { e: 10, w1: 0, w2: 0, z0: event('Departed'), z1: [], z2: [], z9: [event('Departed')] } }),
    ).toEqual([['IN_TRANSIT', null, 'Departed']]));

  it('has the latest event, as one or as a list', () => {
    const track = { e: 40, w1: 3011, z1: [], z2: [] };
    expect([
      read({ track: { ...track, z0: event('Delivered') } }),
      read({ track: { ...track, z0: [event('Delivered')] } }),
    ]).toEqual(Array(2).fill([['DELIVERED', 'china-post', 'Delivered']]));
  });

  it('in a list of numbers says how each stands', () =>
    expect(read({ w1: 14041, w2: 0, b: 1404, c: 2105, e: 35, rt: '2019-03-01 08:00', ts: true, tag: '' })).toEqual([
      ['ATTEMPT_FAILED', 'postnl', null],
    ]));
});
