import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { carrierOfSlug } from './carriers';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-webhook-secret', apiKey: 'an-api-key', baseUrl }),
  push: {
    sign: ({ body, secret }) => ({ 'aftership-hmac-sha256': hmac('sha256', 'base64', secret, body) }),
    covers: 'body',
  },
  pull: {
    trackingNumbers: ['1Z0000000000000035', 'EA000000015CN'],
    routes: { 'GET /trackings': json(readFileSync(join(fixtures, 'trackings.json'), 'utf8')) },
  },
});

it.each([
  ['Aftership-Hmac-Sha256', ''],
  ['as-signature-hmac-sha256', ''],
  ['am-webhook-signature', 'hmac-sha256='],
])('takes webhooks that are signed in %s', (name, prefix) => {
  const signature = hmac('sha256', 'base64', 'secret', '{}');
  const verify = (value: string) => plugin.push?.verify(pushRequest('{}', { [name]: value }, ['secret'])).accepted;
  expect([verify(prefix + signature), verify(`${prefix}x${signature}`)]).toEqual([true, false]);
});

describe('a tracking', () => {
  const read = (more: object, checkpoint: object = {}) => {
    const at = {
      slug: 'ups',
      tag: 'InTransit',
      message: 'Hm',
      checkpoint_time: '2026-03-09T10:00:00-05:00',
      ...checkpoint,
    };
    const tracking = {
      id: 'a',
      tracking_number: '1Z0000000000000035',
      slug: 'ups',
      tag: 'InTransit',
      checkpoints: [at],
    };
    const { milestones = [], shipments = [] } = plugin.normalize(
      rawInput({ meta: { code: 200 }, data: { ...tracking, ...more } }),
    );
    return { ...milestones[0], shipment: shipments[0] };
  };

  it('tells what was promised, as a date or as a range', () => {
    const promised = (value: unknown) => read({ order_promised_delivery_date: value }).shipment?.promise?.to;
    expect([
      promised('2026-03-12'),
      promised({ promised_delivery_date: '2026-03-12', promised_delivery_date_max: null }),
      promised({ promised_delivery_date_min: '2026-03-11', promised_delivery_date_max: '2026-03-12' }),
    ]).toEqual(Array(3).fill('2026-03-12T23:59:59.000Z'));
  });

  it.each([
    ['New Delhi, India', 'IND', { city: 'New Delhi', country: 'IN' }],
    ['Atlanta, GA', 'USA', { city: 'Atlanta', region: 'GA', country: 'US' }],
    ['Leipzig, Germany', null, { city: 'Leipzig', country: 'DE' }],
    ['Gate 4, Warehouse B', 'DEU', { country: 'DE', facility: 'Gate 4, Warehouse B' }],
    ['Leipzig Hub', 'DEU', { country: 'DE', facility: 'Leipzig Hub' }],
  ])('takes the location %s apart', (location, country_region, place) =>
    expect(read({}, { location, country_region }).place).toEqual(place),
  );

  it('without checkpoints was delivered when it says so, by the clock of its destination', () =>
    expect(
      read({
        checkpoints: [],
        tag: 'Delivered',
        subtag: 'Delivered_001',
        destination_country_region: 'USA',
        destination_state: 'California',
        destination_city: 'Chula Vista',
        shipment_delivery_date: '2026-03-10T17:19:47',
      }),
    ).toMatchObject({
      code: 'DELIVERED',
      occurredLocal: '2026-03-10T17:19:47',
      occurredAt: '2026-03-11T00:19:47.000Z',
    }));

  it('of a return is delivered to the merchant', () =>
    expect(read({ shipment_direction: 'return' }, { tag: 'Delivered', subtag: 'Delivered_001' })).toMatchObject({
      code: 'RETURNED',
      shipment: { isReturn: true },
    }));

  it('out for delivery may wait at a counter', () => {
    const code = (message: string) => read({}, { tag: 'OutForDelivery', subtag: 'OutForDelivery_001', message }).code;
    expect([
      code('Your parcel is ready for collection'),
      code('Out for delivery'),
      code('Awaiting collection by courier'),
    ]).toEqual(['AVAILABLE_FOR_PICKUP', 'OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY']);
  });

  it.each([
    ['InTransit', 'InTransit_001', 'handed_over_to_last_mile_carrier', 'PARTNER_HANDOFF'],
    ['InTransit', null, 'received_by_last_mile_carrier', 'PARTNER_HANDOFF'],
    ['Exception', 'Exception_001', 'returned_to_sender', 'RETURNING'],
    ['InTransit', 'InTransit_003', 'handed_over_to_last_mile_carrier', 'IN_TRANSIT'],
    ['InTransit', 'InTransit_001', 'something_new', 'IN_TRANSIT'],
  ])('%s, %s with the event %s: %s', (tag, subtag, code, expected) =>
    expect(read({}, { tag, subtag, events: [{ code, reason: null }] }).code).toBe(expected),
  );
});

it.each([
  ['dhl', 'dhl-express'],
  ['dhl-germany', 'dhl-parcel-de'],
  ['spain-correos-es', 'correos'],
  ['brt-it-parcelid', 'brt'],
  ['danmark-post', 'postnord'],
  ['tnt-it', 'tnt'],
  ['constructor', 'constructor'],
  ['usps', 'usps'],
  [null, null],
])('calls the courier %s %s', (slug, carrier) => expect(carrierOfSlug(slug)).toBe(carrier));
