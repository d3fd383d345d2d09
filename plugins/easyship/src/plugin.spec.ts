import { join } from 'node:path';
import { hmac, json, pushRequest, testPlugin } from '@whereabouts/plugin-testkit';
import { codeKey, CODES } from './codes';
import { plugin } from './plugin';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (secret: string, claims: object, alg = 'HS256'): string => {
  const signed = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${Buffer.from(hmac('sha256', 'hex', secret, signed), 'hex').toString('base64url')}`;
};
const CLAIMS = { easyship_company_id: 'CHK1' };
const shipments = [
  { easyship_shipment_id: 'ESUS10000001', status: 'Delivered', trackings: [{ tracking_number: '1Z1' }] },
];

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'webh_1', apiKey: 'prod_key', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'X-EASYSHIP-SIGNATURE': token(secret, CLAIMS) }) },
  pull: { trackingNumbers: ['ESUS10000001'], routes: { 'GET /2024-09/shipments/trackings': json({ shipments }) } },
});

describe('a signature', () => {
  const verify = (signature: string) =>
    plugin.push?.verify(pushRequest({}, { 'x-easyship-signature': signature }, ['webh_1'])).accepted;

  it.each([
    ['of another algorithm', token('webh_1', CLAIMS, 'none')],
    ['that has run out', token('webh_1', { ...CLAIMS, exp: 1_000_000 })],
    ['without a meaning', token('webh_1', { ...CLAIMS, exp: 'soon' })],
    ['of nobody', `${part({ alg: 'HS256' })}.${part(CLAIMS)}.`],
  ])('%s is refused', (_what, signature) => expect(verify(signature)).toBe(false));

  it('that holds for long is accepted', () =>
    expect(verify(token('webh_1', { ...CLAIMS, exp: 4_000_000_000 }))).toBe(true));
});

// Easyship API 2024-09: ShipmentTrackingList.status, ShipmentTrackingCheckpoint.primary_status, Shipment.delivery_state, label_state.
const PUBLISHED = `Created|Cancelled by Company|Cancelled by Easyship|Awaiting Pickup at Seller|Assigned Pickup|Picked Up at Seller|
Received at Fulfillment Center|Verified|Packed|Shipped|Incomplete|Lost by Courier|Returned To Sender|Archived|Draft|Cancelled|
Label Pending|Label Ready|Label Printed|Pickup Scheduled|Pickup Complete|Cancelled (No Stock)|Handed Over to Courier|
Label Rejected|Drop-off Complete|Dispatched from Sorting Hub|Received at Local Fulfilment Center|
Awaiting Pickup Confirmation by Courier|Pickup Request Failed|Uncancelled|Discarded Draft|Processing at Consolidation Center|
Exception|To be returned|Liquidated|Awaiting Confirmation by Warehouse|Order Failed to Create at Warehouse|
Order Received by Warehouse|Order Packed|Order Collected|Backorder (No Stock)|Awaiting Dispatch by Warehouse|
Cancellation Requested|Cancellation Request Failed|Tracking Info Received|In Transit to Customer|Out For Delivery|
Failed Delivery Attempt|Delivered|not_created|pending|info_received|in_transit_to_customer|out_for_delivery|failed_attempt|
expired|lost_by_courier|returned_to_shipper|generating|generated|printed|failed|technical_failed|reported|voided|void_failed`;

it('knows every published status', () => {
  const unknown = PUBLISHED.split(/\|\s*/).filter((status) => CODES.find({ code: codeKey(status) }) === null);
  expect(unknown).toEqual([]);
});
