import { join } from 'node:path';
import { msOf } from '@whereabouts/plugin-sdk';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES, SUB_STATUSES } from './codes';
import { plugin } from './plugin';

const STATUS = { status: 'DELIVERED', status_date: '2025-04-10T17:02:00Z' };
const LABEL = { object_id: 'tx', status: 'SUCCESS', tracking_number: '94', label_url: 'https://x.example', rate: 'r' };
const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'secret', apiKey: 'shippo_test_key', baseUrl }),
  push: {
    sign({ body, secret, now }) {
      const t = msOf(now) / 1000;
      return { 'Shippo-Auth-Signature': `t=${t},v1=${hmac('sha256', 'hex', secret, `${t}.`, body)}` };
    },
    covers: 'body',
    staleAfterSeconds: 600,
  },
  pull: {
    trackingNumbers: ['1Z0000000000000027', 'LX000000005US'],
    routes: {
      'GET /tracks/ups/*': json({ tracking_number: '1Z0000000000000027', carrier: 'ups', tracking_status: STATUS }),
      'GET /tracks/usps/*': json({ tracking_number: 'LX000000005US', carrier: 'usps', tracking_history: [STATUS] }),
    },
  },
});

describe('the status table', () => {
  it.each(Object.entries(SUB_STATUSES))('knows every published sub-status of %s', (code, subCodes) =>
    expect(subCodes.filter((subCode) => CODES.find({ code, subCode }) === null)).toEqual([]),
  );

  it('does not take a new sub-status for progress', () =>
    expect(CODES.find({ code: 'TRANSIT', subCode: 'package_seized', text: 'Hm' })).toBeNull());
});

it('knows a parcel that nobody claimed, on its way back and back', () => {
  const means = (text: string) => CODES.find({ code: 'RETURNED', subCode: 'package_unclaimed', text })?.means;
  expect([means('Unclaimed'), means('Your package is being returned'), means('Delivered, To Original Sender')]).toEqual(
    ['RETURNING', 'RETURNING', 'RETURNED'],
  );
});

it('takes a secret in a header or in the address from accounts without signatures', () => {
  const verify = (headers: Record<string, string>) => plugin.push?.verify(pushRequest({}, headers, ['s'])).accepted;
  expect([verify({ 'x-webhook-secret': 's' }), verify({ 'x-webhook-secret': 'x' }), verify({})]).toEqual([
    true,
    false,
    false,
  ]);
});

it('asks no carrier at random', async () => {
  const outcomes = await plugin.pull?.fetch(['123456789012'], {
    config: { apiKey: 'key', baseUrl: 'https://source.example' },
    fetch: () => Promise.reject(new Error('asked')),
    clock: () => rawInput({}).receivedAt,
    log: () => undefined,
    signal: new AbortController().signal,
  });
  expect(outcomes).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet' } }]);
});

describe('documents beside a track and its webhook', () => {
  const read = (document: unknown) => {
    const { milestones = [], shipments = [], issues = [] } = plugin.normalize(rawInput(document), {});
    return {
      codes: milestones.map(({ code }) => code),
      numbers: shipments.map(({ trackingNumber }) => trackingNumber),
      issues: issues.map(({ kind, problem }) => `${kind} ${problem}`),
    };
  };

  it.each([
    [
      'a page of transactions',
      { next: null, previous: null, results: [{ ...LABEL, tracking_status: 'TRANSIT' }] },
      'IN_TRANSIT',
    ],
    [
      'a list of tracks',
      [{ carrier: 'ups', tracking_number: '94', tracking_status: STATUS, tracking_history: [] }],
      'DELIVERED',
    ],
    ['a label that was refunded', { ...LABEL, status: 'REFUNDED', tracking_status: 'UNKNOWN' }, 'TERMINATED'],
  ])('reads %s', (_what, document, code) =>
    expect(read(document)).toEqual({ codes: [code], numbers: ['94'], issues: [] }),
  );

  it.each([
    ['a field', { carrier: ['Invalid carrier token.'] }, 'carrier Invalid carrier token.'],
    ['a number', { tracking_number: ['This field may not be blank.'] }, 'tracking_number This field may not be blank.'],
    ['all of it', { __all__: ['Tracking number is not valid'] }, 'Tracking number is not valid'],
    [
      'a carrier',
      { messages: [{ source: 'UPS', code: '', text: 'Invalid tracking number' }] },
      'Invalid tracking number',
    ],
    ['too many requests', { detail: 'Request was throttled.' }, 'Request was throttled.'],
  ])('tells an error about %s', (_what, document, words) =>
    expect(read(document)).toEqual({ codes: [], numbers: [], issues: [`source-error ${words}`] }),
  );
});
