import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { hmac, json, pullContext, pushRequest, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBERS = ['790000000001', '790000000002'];
const TOKEN = json({ access_token: 'token-for-tests', expires_in: 3600 });
const settings = (baseUrl: string) => ({
  webhookSecret: 'a-secret-for-tests',
  clientId: 'id',
  clientSecret: 'client-secret-for-tests',
  baseUrl,
});
const complete = (...results: readonly (readonly [trackingNumber: string, ...trackResults: unknown[]])[]) =>
  json({
    output: {
      completeTrackResults: results.map(([trackingNumber, ...trackResults]) => ({ trackingNumber, trackResults })),
    },
  });

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings,
  push: { covers: 'body', sign: ({ body, secret }) => ({ 'fdx-signature': hmac('sha256', 'base64', secret, body) }) },
  pull: {
    trackingNumbers: NUMBERS,
    routes: {
      'POST /oauth/token': TOKEN,
      'POST /track/v1/trackingnumbers': complete(
        ...NUMBERS.map((trackingNumber) => [trackingNumber, { trackingNumberInfo: { trackingNumber } }] as const),
      ),
    },
  },
});

it.each(['x-fdx-sc-signature', 'x-fedex-signature'])('accepts the older header %s', (name) => {
  const signature = hmac('sha256', 'base64', 'hush', Buffer.from('{}'));
  expect(plugin.push?.verify(pushRequest({}, { [name]: signature }, ['hush']))).toEqual({ accepted: true });
});

describe('asking for several numbers', () => {
  const error = (code: string) => ({ error: { code, message: 'words' } });

  it('asks once, and tells each number what became of it', async () => {
    const server = await sourceServer({
      'POST /oauth/token': TOKEN,
      '*': complete(
        ['1', { trackingNumberInfo: { trackingNumber: '1' } }],
        ['2', error('TRACKING.TRACKINGNUMBER.NOTFOUND')],
        ['3', error('SYSTEM.UNAVAILABLE.EXCEPTION')],
      ),
    });
    try {
      const config = parseConfig(plugin, settings(server.url));
      if (!config.ok) throw new Error('the settings do not fit');
      const outcomes = (await plugin.pull?.fetch(['1', '2', '3', '4'], pullContext(config.config))) ?? [];
      expect(outcomes.map((one) => (one.ok ? 'ok' : one.error.kind))).toEqual([
        'ok',
        'NotFoundYet',
        'Upstream',
        'NotFoundYet',
      ]);
      expect(server.requests).toHaveLength(2);
      expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({
        includeDetailedScans: true,
        trackingInfo: [{ trackingNumberInfo: { trackingNumber: '1' } }, {}, {}, {}],
      });
    } finally {
      await server.close();
    }
  });
});

describe('the code table', () => {
  it.each([
    ['DE', '007', 'Delivery exception Customer not available or business closed', 'ATTEMPT_FAILED'],
    ['DE', null, 'Delivery exception Incorrect address - Recipient moved', 'EXCEPTION'],
    ['SE', null, 'Shipment exception Barcode label unreadable and replaced', 'EXCEPTION'],
    ['SE', '071', 'Shipment exception Local weather delay - Delivery not attempted', 'DELAYED'],
    ['CD', null, 'Clearance delay - Import Duties due', 'HELD'],
    ['AR', null, 'At local FedEx facility', 'AT_DELIVERY_DEPOT'],
    ['DL', null, 'Delivered Tendered to authorized agent for final delivery', 'PARTNER_HANDOFF'],
    ['FD', null, 'At FedEx destination running late', 'DELAYED'],
    ['DE', null, 'Delivery exception Customer requested delayed delivery', 'HELD'],
    ['DY', '29', 'Delay A request was made to change this delivery', 'HELD'],
    ['SE', null, 'Shipment exception Alternate delivery requested', 'HELD'],
    ['SE', '92', 'Shipment exception Recipient notification package not picked up', 'EXCEPTION'],
    ['DE', 'A12', 'Delivery exception Package not due for delivery', 'INFORMATION'],
    ['DE', '16', 'Delivery exception Payment received', 'INFORMATION'],
    ['SE', '81', 'Shipment exception Comail delay', 'DELAYED'],
    ['IT', null, 'Shipment held by customs', 'HELD'],
    ['IT', null, 'In transit Package available for clearance', 'IN_TRANSIT'],
    ['LC', null, 'Return label link cancelled by shipment originator', 'INFORMATION'],
    ['US', null, 'Scheduled delivery updated', 'INFORMATION'],
    ['RA', null, 'Address change requested', 'INFORMATION'],
    ['PR', null, 'Performed redirect - address change completed', 'INFORMATION'],
    ['RT', null, 'Return to shipper requested', 'INFORMATION'],
    ['RT', null, 'Returning package to shipper', 'RETURNING'],
    ['IN', null, 'On Demand Care completed', 'INFORMATION'],
    ['AF', null, 'At local FedEx facility', 'AT_DELIVERY_DEPOT'],
    ['AF', 'A3', 'At local FedEx facility Tendered at FedEx Facility', 'AT_DELIVERY_DEPOT'],
    ['DE', '083', 'Delivery exception Local delivery restriction - Delivery not attempted', 'EXCEPTION'],
    ['SE', null, 'Shipment exception Business closed - Delivery not attempted', 'DELAYED'],
    ['DE', '001', 'Delivery exception', 'ATTEMPT_FAILED'],
    ['DE', '002', 'Delivery exception', 'EXCEPTION'],
    ['DE', '004', 'Delivery exception', 'ATTEMPT_FAILED'],
    ['DE', '006', 'Delivery exception', 'ATTEMPT_FAILED'],
    ['DE', '010', 'Delivery exception', 'EXCEPTION'],
    ['DE', '012', 'Delivery exception', 'EXCEPTION'],
    ['DE', '015', 'Delivery exception', 'HELD'],
    ['DE', '027', 'Delivery exception', 'DELAYED'],
    ['DE', '034', 'Delivery exception', 'HELD'],
    ['SE', '082', 'Shipment exception', 'DELAYED'],
    ['SE', '18', 'Shipment exception', 'EXCEPTION'],
    ['SE', '20', 'Shipment exception', 'EXCEPTION'],
    ['SE', '31', 'Shipment exception', 'DELAYED'],
    ['SE', '37', 'Shipment exception', 'EXCEPTION'],
    ['SE', '50', 'Shipment exception', 'HELD'],
    ['SE', '55', 'Shipment exception', 'HELD'],
    ['SE', '63', 'Shipment exception', 'HELD'],
    ['DE', '11', 'Delivery exception Business closed', 'ATTEMPT_FAILED'],
    ['SE', 'A03', 'Shipment exception Package delayed', 'DELAYED'],
    ['DL', '025', 'Delivered', 'PARTNER_HANDOFF'],
    ['DL', '026', 'Delivered', 'RETURNED'],
    ['DL', '028', 'Delivered', 'PARTNER_HANDOFF'],
    ['DL', '014', 'Delivered', 'DELIVERED'],
  ])('%s %s, %s: %s', (code, subCode, text, means) =>
    expect(plugin.codes.find({ code, subCode, text })?.means).toBe(means),
  );

  it.each([
    ['Delivered FEDEX_LOCATION', 'SERVICE_POINT'],
    ['Delivered Shipping/Receiving SHIPPING_RECEIVING', 'RECEPTION'],
    ['Delivered Left in lobby', 'SAFE_PLACE'],
    ['Delivered GATE_HOUSE', 'RECEPTION'],
  ])('%s: %s', (text, deliveredTo) => expect(plugin.codes.find({ code: 'DL', text })?.deliveredTo).toBe(deliveredTo));

  it('says that it arrived damaged', () =>
    expect(plugin.codes.find({ code: 'DL', text: 'Delivered Damaged, delivery completed' })).toMatchObject({
      means: 'DELIVERED',
      reasons: ['delivery.arrived_damaged'],
    }));
});
