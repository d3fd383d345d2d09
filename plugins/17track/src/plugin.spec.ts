import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
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
  ['InTransit_Other', '包裹已签收', 'IN_TRANSIT'],
  ['Exception_Other', '派送不成功，收件人无人接听', 'ATTEMPT_FAILED'],
])('%s "%s": %s', (code, text, means) => expect(CODES.find({ code, text })?.means).toBe(means));
