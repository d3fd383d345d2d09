import { instant } from '@whereabouts/plugin-sdk';
import { normalize } from './normalize';

it.each([
  ['an object', { value: 'success' }],
  ['a list', ['success']],
  ['true', true],
])('tells the status of a fulfillment with its place when it is %s', (what, status) => {
  const fulfillment = {
    id: 255858046,
    order_id: 450789469,
    status,
    created_at: '2026-03-09T10:00:00-05:00',
    tracking_company: 'UPS',
    tracking_number: '1Z0000000000000001',
  };
  const said = normalize({
    body: Buffer.from(JSON.stringify(fulfillment)),
    headers: { 'x-shopify-topic': 'fulfillments/update' },
    receivedAt: instant('2026-03-10T12:00:00Z'),
  });
  expect(said.issues).toContainEqual({
    path: '/status',
    problem: `it is ${what}, where text or a number is expected`,
    kind: 'record',
  });
});
