import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { carrierOfCourier } from './couriers';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-webhook-secret', apiKey: 'an-api-key', baseUrl }),
  push: { sign: ({ secret }) => ({ authorization: `Bearer ${secret}` }), covers: 'nothing' },
  pull: {
    trackingNumbers: ['LX000000005CN'],
    routes: {
      'GET /trackers/search/LX000000005CN/results': json(readFileSync(join(fixtures, 'results.json'), 'utf8')),
    },
  },
});

it.each([
  ['us-post', 'usps'],
  ['cn-post', 'china-post'],
  ['se-post', 'postnord'],
  ['xx-post', 'xx-post'],
  ['dhl-express', 'dhl-express'],
  [null, null],
])('calls the courier %s %s', (courier, carrier) => expect(carrierOfCourier(courier)).toBe(carrier));

it('does not take the milestone of a shipment for what happened', () => {
  expect(CODES.find({ code: 'delivered', text: 'The customer was thanked' })?.means).toBe('INFORMATION');
  expect(CODES.find({ code: 'delivered', service: 'shipment' })?.means).toBe('DELIVERED');
  expect(CODES.find({ code: 'delivery_teleported', text: 'Hm' })).toBeNull();
});

it.each([
  ['a gateway', { message: 'Too many requests' }, ['Too many requests']],
  [
    'a batch',
    { status: 'error', summary: null, data: null, error: { code: 'quota_limit_reached', message: 'no quota left' } },
    ['quota_limit_reached: no quota left'],
  ],
  [
    'a number of a batch',
    {
      status: 'partial',
      error: null,
      data: [
        { itemStatus: 'created', tracker: { trackerId: 't', trackingNumber: 'A1' } },
        {
          itemStatus: 'error',
          inputData: { trackingNumber: 'A2' },
          errors: [{ code: 'validation_error', message: 'not a number' }],
        },
      ],
    },
    ['validation_error: not a number'],
  ],
])('tells the errors of %s', (_what, document, words) => {
  const { milestones = [], issues = [] } = plugin.normalize(rawInput(document), {});
  expect(milestones).toEqual([]);
  expect(issues.map(({ kind, problem }) => [kind, problem])).toEqual(words.map((one) => ['source-error', one]));
});

it.each([
  ['SAN RAFAEL, CA 94901', { city: 'SAN RAFAEL', region: 'CA', postalCode: '94901', country: 'US' }],
  ['China', { country: 'CN' }],
  ['Beijing', { city: 'Beijing' }],
  ['Beijing airport', { facility: 'Beijing airport' }],
])('takes the location %s apart', (location, place) => {
  const event = { status: 'Hm', occurrenceDatetime: '2026-03-04T17:12:57', location, statusMilestone: 'in_transit' };
  const tracking = { tracker: { trackingNumber: 'LX000000005CN' }, events: [event] };
  expect(plugin.normalize(rawInput({ trackings: [tracking] }), {}).milestones?.[0]?.place).toEqual(place);
});
