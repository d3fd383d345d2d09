import { join } from 'node:path';
import { hmac, json, pushRequest, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '9400100000000000000000';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    baseUrl,
  }),
  push: { covers: 'body', sign: ({ body, secret }) => ({ 'x-hmac': hmac('sha256', 'base64', secret, body) }) },
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      'POST /oauth2/v3/token': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'POST /tracking/v3r2/tracking': json([{ trackingNumber: NUMBER, status: 'Pre-Shipment', trackingEvents: [] }]),
    },
  },
});

describe('a notification', () => {
  const body = { trackingNumber: NUMBER };
  const verify = (headers: Record<string, string>) => plugin.push?.verify(pushRequest(body, headers, ['hush']));
  const digest = (encoding: 'hex' | 'base64') => hmac('sha256', encoding, 'hush', Buffer.from(JSON.stringify(body)));

  it.each([
    ['signed in hex', { 'x-hmac': digest('hex') }, true],
    ['signed in base64', { 'x-hmac': digest('base64') }, true],
    ['handed on with the secret', { 'x-webhook-secret': 'hush' }, true],
    ['handed on with another secret', { 'x-webhook-secret': 'shout' }, false],
    [
      'with the secret, but wrongly signed',
      { 'x-webhook-secret': 'hush', 'x-hmac': digest('hex').replace(/./, 'z') },
      false,
    ],
    ['with nothing', {}, false],
  ])('%s', (_what, headers, accepted) => expect(verify(headers as Record<string, string>)).toMatchObject({ accepted }));
});

it('reads a notification whose payload is a text, signed with its timestamp', () => {
  const payload = JSON.stringify({
    trackingNumber: NUMBER,
    trackingEvents: [{ eventType: 'Out for Delivery', eventCode: 'OF' }],
  });
  const envelope = { subscriptionId: '1', timestamp: '2026-04-02T13:41:00Z', payload };
  const signed = (text: string) => ({ 'x-hmac': hmac('sha256', 'base64', 'hush', Buffer.from(text)) });
  const verify = (text: string) => plugin.push?.verify(pushRequest(envelope, signed(text), ['hush']));
  expect(verify(`${envelope.timestamp}${payload}`)).toMatchObject({ accepted: true });
  expect(verify(payload)).toMatchObject({ accepted: false });
  const { milestones } = plugin.normalize(rawInput(JSON.stringify(envelope)));
  expect(milestones).toMatchObject([{ code: 'OUT_FOR_DELIVERY', trackingNumber: NUMBER }]);
});

it('takes the internal id of a mail piece for no tracking number', () => {
  const parcel = { uniqueMailPieceID: '100200300', statusCategory: 'Delivered', trackingEvents: [] };
  const { shipments, issues } = plugin.normalize(rawInput(JSON.stringify([parcel])));
  expect(shipments).toEqual([]);
  expect(issues).toEqual([{ path: '/0', problem: 'a parcel without a tracking number', kind: 'record' }]);
});

describe('the code table', () => {
  it.each([
    ['T1', 'Departed USPS Regional Facility', 'IN_TRANSIT', 'DEPARTED'],
    ['10', 'Arrived at USPS Regional Origin Facility', 'IN_TRANSIT', 'ARRIVED'],
    ['10', 'Accepted at USPS Regional Facility', 'ACCEPTED', undefined],
    ['01', 'Delivered, To Original Sender', 'RETURNED', undefined],
    ['31', 'Return to Sender / Not Picked Up', 'RETURNING', undefined],
    ['56', 'Notice Left (No Authorized Recipient Available)', 'ATTEMPT_FAILED', undefined],
    ['26', 'Vacant', 'RETURNING', undefined],
    ['ZZ', 'Processing Exception, Local Weather Delay', 'DELAYED', undefined],
    ['ZZ', 'Tendered to Military Agent', 'PARTNER_HANDOFF', undefined],
    ['ZZ', 'Out for Redelivery', 'OUT_FOR_DELIVERY', undefined],
    ['ZZ', 'Intercepted', 'HELD', undefined],
    ['ZZ', 'Recalled by Sender', 'RETURNING', undefined],
    ['ZZ', 'Outbound Into US Customs', 'CUSTOMS_STARTED', undefined],
    ['ZZ', 'Inbound Out of Customs', 'CUSTOMS_CLEARED', undefined],
    ['ZZ', 'In Transit, Arriving Late', 'DELAYED', undefined],
    ['59', 'Out for Delivery', 'OUT_FOR_DELIVERY', undefined],
    ['60', 'Delivered to Agent for Final Delivery', 'DELIVERED', undefined],
    ['ZZ', 'Origin Post is Preparing Shipment', 'LABEL_CREATED', undefined],
    ['ZZ', 'A status update is not available until it is delivered to USPS', 'INFORMATION', undefined],
    ['ZZ', 'Individual Picked Up at Postal Facility', 'DELIVERED', undefined],
  ])('%s, %s: %s', (code, text, means, facilityAction) =>
    expect(plugin.codes.find({ code, text })).toMatchObject({ means, ...(facilityAction && { facilityAction }) }),
  );

  it.each([
    'Label Cancelled',
    'Picked Up By Shipping Partner, USPS Awaiting Item',
    'USPS Expects Item for Mailing (SSK)',
    'Shipment Received, Package Acceptance Pending',
    'In Transit, Arriving On Time',
    'Depart from Transit Office of Exchange',
    'Dispatched from USPS International Service Center',
    'Customs Clearance Processing Complete',
    'Attempted Delivery Abroad',
    'Available for Redelivery or Pickup',
    'Delivered, Garage or Other Location at Address',
    'Delivered to Agent for Final Delivery',
    'Tendered to Returns Agent',
    'Held at Post Office, At Customer Request',
    'Delivery Attempted - No Access to Delivery Location',
    'Unclaimed/Being Returned to Sender',
    'Arrived at Military Post Office',
    'Insufficient Address',
    'Addressee Unknown',
    'Dead Mail/Disposed by Post Office',
    'Animal Interference',
    'Weather Delay',
  ])('knows "%s" without a code', (text) => expect(plugin.codes.find({ code: null, text })).not.toBeNull());
});
