import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { codeKey, CODES, STATUSES } from './codes';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');
const tracked = JSON.parse(readFileSync(join(fixtures, 'parcel-tracking-v3.json'), 'utf8')) as object;

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'secret', publicKey: 'public', secretKey: 'key', baseUrl }),
  push: {
    covers: 'body',
    sign: ({ body, secret }) => ({ 'Sendcloud-Signature': hmac('sha256', 'hex', secret, body) }),
  },
  pull: { trackingNumbers: ['12340010'], routes: { 'GET /api/v3/parcels/tracking/*': json(tracked) } },
});

it('knows the example that Sendcloud signs in its documentation', () => {
  const signature = '1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a';
  const verify = (secret: string) =>
    plugin.push?.verify(pushRequest('{"key": "value"}', { 'sendcloud-signature': signature }, [secret])).accepted;
  expect([verify('secretkey'), verify('another')]).toEqual([true, false]);
});

it('takes what an event subscription was given, and a signature before that', () => {
  const verify = (headers: Record<string, string>) => plugin.push?.verify(pushRequest({}, headers, ['s'])).accepted;
  expect([
    verify({ authorization: 'Bearer s' }),
    verify({ authorization: 'Bearer x' }),
    verify({}),
    verify({ authorization: 'Bearer s', 'sendcloud-signature': '00' }),
  ]).toEqual([true, false, false, false]);
});

describe('the code table', () => {
  it('knows every status by number, slug and code', () => {
    const differing = STATUSES.filter(([id, slug, says, { means }]) =>
      [String(id), slug, codeKey(says)].some((code) => CODES.find({ code })?.means !== means),
    );
    expect(differing).toEqual([]);
  });

  // Sendcloud, Event Subscriptions API: parcel-event-phase and parcel-event-exception. What "delivery_forced" is, nobody says.
  const phases =
    'accepted announced announcing attempted cancelled customs delivered dropped in_delivery in_transit labelled none no_label pup ready_to_send sorted unknown';
  const exceptions =
    'address_error announcement_failed cancellation_failed cancelled cancelled_upstream cancelling cancelling_upstream changed claim claimable customer_rejected customer_support customs_issue damaged delay_unknown delivery_delay dropoff_expiration handover_delay hold missing non_conformity off_radar pup_expiration refused relabelled returned_sender sorting_delay';
  it('knows every published phase and exception', () => {
    const codes = `${phases} ${exceptions}`.split(' ');
    expect(codes.filter((code) => CODES.find({ code: codeKey(code) }) === null)).toEqual([]);
  });
});

it('takes the words of a gateway for an error, not for a list', () =>
  expect(plugin.normalize(rawInput({ message: 'API rate limit exceeded' })).issues).toMatchObject([
    { kind: 'source-error', problem: 'API rate limit exceeded' },
  ]));

it.each(['1779468300000', '1779468300', '2026-05-22T16:45:00Z'])('reads the moment %s of a webhook', (timestamp) => {
  const parcel = { id: 1, tracking_number: '3S0000000000001', status: { id: 11, message: 'Delivered' } };
  const read = plugin.normalize(rawInput({ action: 'parcel_status_changed', timestamp, parcel }));
  expect(read.milestones).toMatchObject([{ code: 'DELIVERED', occurredAt: '2026-05-22T16:45:00.000Z' }]);
});
