import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const fixture = (name: string): Buffer => readFileSync(join(__dirname, '../fixtures', `${name}.json`));
const read = (name: string, headers: Record<string, string> = {}): Normalized =>
  plugin.normalize(rawInput(fixture(name), { headers }));
const readBody = (body: unknown, headers: Record<string, string> = {}): Normalized =>
  plugin.normalize(rawInput(body, { headers }));

/** By what an event without a tracking number names its parcel or order: the first counts. */
const whose = ({ shipmentExternalId, orderNumber, orderExternalId }: MilestoneRecord): string =>
  shipmentExternalId
    ? `shipment:${shipmentExternalId}`
    : orderNumber
      ? `#${orderNumber}`
      : `order:${orderExternalId ?? ''}`;

/** One line a milestone: what, when, whose, why. */
const line = (one: MilestoneRecord): string =>
  [one.code, one.occurredAt ?? one.timeCertainty, one.trackingNumber ?? whose(one), ...one.reasons].join(' ');
const lines = (result: Normalized): string[] => result.milestones.map(line);

describe('a webhook', () => {
  it('is understood without its header as well as with it', () => {
    const topics = {
      'order-placed': 'orders/create',
      'fulfillment-event': 'fulfillment_events/create',
      refund: 'refunds/create',
    };
    for (const [name, topic] of Object.entries(topics))
      expect(read(name, { 'x-shopify-topic': topic })).toEqual(read(name));
  });
});

describe('a test notification of the shop', () => {
  it('is no order', () => {
    const result = read('order-placed', { 'x-shopify-topic': 'orders/create', 'x-shopify-test': 'true' });
    expect([result.orders, result.milestones, result.shipments]).toEqual([[], [], []]);
    expect(result.issues).toMatchObject([{ kind: 'note' }]);
  });
});

describe('an order', () => {
  it('is taken with its customer, value, lines and the place it goes to', () => {
    expect(read('order-placed').orders).toEqual([
      {
        number: '1042',
        externalId: '6207712345678901234',
        placedAt: '2025-10-27T16:14:58.000Z',
        updatedAt: '2025-10-27T16:15:02.000Z',
        customer: {
          externalId: '7207119551234567890',
          name: 'Mara Quill',
          email: 'mara@example.com',
          phone: '+15550100',
          tier: 'VIP',
          earlierOrders: 3,
          locale: 'en-US',
        },
        value: { amount: '118.40', currency: 'USD' },
        lines: [
          { sku: 'MUG-BLUE', title: 'Blue mug', quantity: 2, unitPrice: { amount: '19.20', currency: 'USD' } },
          { sku: '', title: 'Gift wrapping', quantity: 1, unitPrice: { amount: '80.00', currency: 'USD' } },
        ],
        destination: {
          city: 'Portland',
          region: 'OR',
          postalCode: '97201',
          country: 'US',
          streetKey: '37d20fb5ca50b7c8f9fd28fe',
        },
      },
    ]);
  });

  it('is the same order in a GraphQL reply, with the window that the checkout stated', () => {
    const [order] = read('graphql-orders').orders;
    expect(order).toMatchObject({
      number: '1042',
      externalId: '6207712345678901234',
      customer: {
        externalId: '7207119551234567890',
        name: 'Mara Quill',
        email: 'mara@example.com',
        tier: 'SUBSCRIBER',
        earlierOrders: 3,
      },
      value: { amount: '118.4', currency: 'USD' },
      promise: { from: '2025-10-30T07:00:00.000Z', to: '2025-11-01T06:59:59.000Z' },
      lines: [{ sku: 'MUG-BLUE', quantity: 2, unitPrice: { amount: '19.2', currency: 'USD' } }],
      destination: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    });
  });

  it('says when it was cancelled, and that this was the first order of a subscriber', () => {
    const [order] = read('order-cancelled-out-of-stock').orders;
    expect(order).toMatchObject({
      cancelledAt: '2025-10-29T15:00:00.000Z',
      customer: { tier: 'SUBSCRIBER', earlierOrders: 0 },
    });
    expect(order).not.toHaveProperty('promise');
  });

  it.each([
    ['customer', 'recipient.cancelled'],
    ['CUSTOMER', 'recipient.cancelled'],
    ['inventory', 'shipper.out_of_stock'],
    ['staff', 'shipper.cancelled'],
    ['fraud', 'shipper.cancelled'],
    ['declined', 'recipient.payment_due'],
    ['other', 'unknown.unknown'],
    ['a-new-reason', 'unknown.unknown'],
    [null, 'unknown.unknown'],
  ])('cancelled because of %s: %s', (cancel_reason, reason) => {
    const { milestones } = readBody({
      order: { id: 1, name: '#7', cancelled_at: '2025-10-29T08:00:00Z', cancel_reason },
    });
    expect(milestones[1]).toMatchObject({ code: 'TERMINATED', reasons: [reason], sourceCode: 'orders/cancelled' });
  });

  it.each([
    ['VIP', 'VIP'],
    ['wholesale, vip', 'VIP'],
    ['Subscriber, VIP', 'VIP'],
    ['active_subscriber', 'SUBSCRIBER'],
    ['Subscription Recurring Order', 'SUBSCRIBER'],
    ['newsletter subscriber', undefined],
    ['inactive subscriber, vipers', undefined],
    ['', undefined],
  ])('tags %j: tier %s', (tags, tier) => {
    const { orders } = readBody({ order: { id: 1, name: '#7', customer: { id: 2, tags } } });
    expect(orders[0]?.customer?.tier).toBe(tier);
  });

  it.each([
    ['#1042', '1042'],
    ['EN-1042', 'EN-1042'],
    ['#EU.1042', 'EU.1042'],
  ])('named %s has the number %s', (name, number) => {
    expect(readBody({ order: { id: 1, name } }).orders[0]?.number).toBe(number);
  });

  it('keeps ids that a number cannot hold, digit by digit', () => {
    const { orders } = readBody('{"id":6207712345678901237,"order_number":1042,"name":"#1042","line_items":[]}');
    expect(orders[0]?.externalId).toBe('6207712345678901237');
  });
});

describe('a fulfillment', () => {
  it('is one shipment for each tracking number', () => {
    const { shipments } = read('order-split-shipment');
    expect(shipments.map(({ trackingNumber, trackingUrl }) => [trackingNumber, trackingUrl])).toEqual([
      ['1Z999AA10123456784', 'https://track.example/1Z999AA10123456784'],
      ['777000111222', 'https://track.example/a'],
      ['777000111233', 'https://track.example/b'],
    ]);
    expect(shipments[1]).toMatchObject({
      carrier: 'fedex',
      orderNumber: '1042',
      externalId: '5190000000000000222',
      serviceLevel: 'Standard (3 to 5 days)',
      shippedAt: '2025-10-29T17:00:00.000Z',
      node: { code: '655441491' },
      destination: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    });
  });

  it('by itself finds its order in its name and its destination in itself', () => {
    expect(read('fulfillment-handed-over').shipments).toEqual([
      {
        trackingNumber: '1Z999AA10123456784',
        carrier: 'ups',
        orderNumber: '1042',
        externalId: '5190000000000000111',
        orderExternalId: '6207712345678901234',
        trackingUrl: 'https://track.example/1Z999AA10123456784',
        shippedAt: '2025-10-28T23:02:11.000Z',
        node: { code: '655441491' },
        destination: {
          city: 'Portland',
          region: 'OR',
          postalCode: '97201',
          country: 'US',
          streetKey: '37d20fb5ca50b7c8f9fd28fe',
        },
      },
    ]);
  });

  it('of the GraphQL API brings the name of its location and the estimate', () => {
    expect(read('graphql-orders').shipments[0]).toMatchObject({
      orderNumber: '1042',
      carrier: 'ups',
      carrierEstimate: '2025-10-31T23:00:00.000Z',
      node: { code: '655441491', name: 'Main warehouse' },
    });
  });

  it.each([
    ['#1042.1', '1042'],
    ['#1042-F2', '1042'],
    ['#EU.1042.12', 'EU.1042'],
  ])('named %s belongs to order %s', (name, number) => {
    const { milestones } = readBody({
      fulfillment: { id: 1, name, status: 'success', created_at: '2025-10-29T08:00:00Z' },
    });
    expect(milestones[0]?.orderNumber).toBe(number);
  });

  it('that was cancelled was not shipped', () => {
    expect(read('fulfillment-cancelled').shipments[0]).not.toHaveProperty('shippedAt');
  });

  it('keeps where an event happened and what was said, and no house', () => {
    expect(read('fulfillment-event').milestones[0]).toMatchObject({
      place: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
      sourceCode: 'attempted_delivery',
      sourceText: 'Nobody at home',
      timeCertainty: 'OFFSET_GIVEN',
      occurredLocal: '2025-10-30T11:05:00-07:00',
    });
  });

  it('collected by the customer is delivered at a counter, collected by the carrier is a first scan', () => {
    const event = (status: string): unknown => ({ id: 1, order_id: 2, status, happened_at: '2025-10-30T11:05:00Z' });
    const { milestones } = readBody({ fulfillment_events: [event('picked_up'), event('CARRIER_PICKED_UP')] });
    expect(milestones).toMatchObject([{ code: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }, { code: 'ACCEPTED' }]);
  });
});

describe('what Shopify names by an id alone', () => {
  const ofFulfillment = { shipmentExternalId: '5190000000000000111' };
  const ofOrder = { orderExternalId: '6207712345678901234' };

  it.each([
    ['fulfillment-event', { ...ofFulfillment, ...ofOrder }],
    ['fulfillment-order-on-hold', ofOrder],
    ['refund', ofOrder],
    ['order-edited', ofOrder],
  ])('%s: the id is no number', (name, ids) => {
    for (const one of read(name).milestones) {
      expect(one).toMatchObject({ ...ids, trackingNumber: null });
      expect(one).not.toHaveProperty('orderNumber');
    }
  });

  it('is told under the same id as where the fulfillment brings its number', () => {
    const { externalId, orderExternalId } = read('fulfillment-handed-over').shipments[0]!;
    expect({ shipmentExternalId: externalId, orderExternalId }).toEqual({ ...ofFulfillment, ...ofOrder });
    expect(read('order-placed').orders[0]).toMatchObject({ externalId: ofOrder.orderExternalId });
  });

  it('is told once of a fulfillment of several parcels', () => {
    const events = { nodes: [{ status: 'in_transit', happened_at: '2025-10-29T08:00:00Z' }] };
    const { milestones, shipments } = readBody({ fulfillment: { id: 7, tracking_numbers: ['A1', 'A2'], events } });
    expect(shipments.map(({ externalId }) => externalId)).toEqual(['7', '7']);
    expect(lines({ milestones } as Normalized)).toEqual(['IN_TRANSIT 2025-10-29T08:00:00.000Z shipment:7']);
  });
});

describe('what Shopify documents', () => {
  const EVENTS =
    'attempted_delivery carrier_picked_up confirmed delayed delivered failure in_transit label_printed label_purchased out_for_delivery picked_up ready_for_pickup';
  const DISPLAY = `${EVENTS} canceled fulfilled label_voided marked_as_fulfilled not_delivered submitted`;
  const documented: Record<string, string> = {
    shipment: DISPLAY,
    fulfillment: 'cancelled error failure success open pending',
    fulfillment_order: 'cancelled closed in_progress incomplete on_hold open scheduled',
  };
  const HOLDS =
    'awaiting_payment awaiting_return_items high_risk_of_fraud incorrect_address inventory_out_of_stock online_store_post_purchase_cross_sell other unknown_delivery_date';

  it.each(Object.entries(documented))('is in the table: every value of %s', (service, words) => {
    for (const code of words.split(' ')) {
      expect([code, plugin.codes.find({ service, code })?.means]).not.toContain(undefined);
      expect(plugin.codes.find({ service, code: code.toUpperCase() })).not.toBeNull();
    }
  });

  it('is in the table: every reason of a hold, each with a row of its own', () => {
    for (const subCode of HOLDS.split(' '))
      expect(plugin.codes.find({ service: 'fulfillment_order', code: 'on_hold', subCode })?.subCode).toBe(subCode);
  });
});

describe('what is not kept', () => {
  it('is anything personal beside name, email, phone and the place of the destination', () => {
    const kept = JSON.stringify(
      ['order-placed', 'order-split-shipment', 'graphql-orders', 'fulfillment-order-on-hold', 'refund'].map((name) =>
        read(name),
      ),
    );
    for (const personal of [
      'Lantern',
      'Ledger',
      'Flat',
      'Payer',
      '203.0.113.9',
      'likes blue',
      'ring twice',
      'rude',
      '45.5',
      'flat 3',
    ])
      expect(kept).not.toContain(personal);
  });

  it('is a deletion: what was reported before stands', () => {
    const deleted = read('fulfillment-event', { 'x-shopify-topic': 'fulfillment_events/delete' });
    expect(deleted.milestones).toEqual([]);
    expect(deleted.issues[0]?.kind).toBe('note');
  });

  it('is a privacy request, which is left to the operator', () => {
    const body = { shop_id: 1, customer: { id: 2, email: 'mara@example.com' }, orders_to_redact: [299938, 280263] };
    const result = readBody(body, { 'x-shopify-topic': 'customers/redact' });
    expect(result.issues).toMatchObject([
      { kind: 'note', problem: expect.stringContaining('privacy request') as string },
    ]);
    expect(JSON.stringify(result)).not.toContain('mara');
  });

  it('is news about an order that does not bring the order', () => {
    const body = { risk_level: 'HIGH', provider_id: 1, order_id: 450789469, created_at: '2025-10-27T12:00:00Z' };
    expect(readBody(body, { 'x-shopify-topic': 'orders/risk_assessment_changed' })).toMatchObject({
      orders: [],
      milestones: [],
      issues: [{ kind: 'note' }],
    });
  });

  it('is a document of another kind: a note when its topic says so, a dead letter when nobody knows what it is', () => {
    const product = { id: 1, title: 'Blue mug', variants: [{ id: 2, sku: 'MUG-BLUE' }] };
    expect(readBody(product, { 'x-shopify-topic': 'products/update' }).issues).toEqual([
      { path: '', problem: 'products/update: says nothing of orders or parcels', kind: 'note' },
    ]);
    expect(readBody(product).issues).toEqual([
      { path: '', problem: 'no order, fulfillment or error of Shopify in this document', kind: 'record' },
    ]);
  });
});

describe('bad input', () => {
  it('sets a broken record aside with its path, and its neighbours go on', () => {
    const { orders, shipments, issues } = read('orders-some-broken');
    expect(orders.map(({ number, lines }) => [number, lines?.length])).toEqual([
      ['1050', 2],
      ['1052', 1],
    ]);
    expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['1Z999AA10123456784', 'Z2']);
    expect(issues.map(({ kind, path, problem }) => `${kind} ${path} ${problem}`)).toEqual([
      'record /orders/1 an order without a number',
      'record /orders/2 not an object',
      'record /orders/3 not an object',
      'record /orders/4/fulfillments/1 not an object',
      'record /orders/4/line_items/1/quantity a line without a quantity',
      'record /orders/4/line_items/2 not an object',
      expect.stringContaining('note /orders/4/fulfillments/2/created_at '),
    ]);
  });

  it.each([
    '',
    '   ',
    '{"orders":[{',
    '<html><body>502</body></html>',
    '\u0000',
    '[1,2',
    'null',
    '7',
    '[]',
    '{}',
    '"x"',
  ])('is answered with an issue, never with a throw: %j', (body) => {
    const result = readBody(body);
    expect(result.milestones).toEqual([]);
    expect(result.issues).toHaveLength(1);
  });

  it.each([{ orders: [] }, { fulfillments: [] }, { products: [{ id: 1, title: 'Mug' }] }, { shop: { id: 1 } }])(
    'notes a list of nothing, and what is no news of an order: %j',
    (body) => {
      expect(readBody(body).issues).toMatchObject([{ path: '', kind: 'note' }]);
    },
  );

  it('keeps a milestone whose time cannot be read, and says so', () => {
    const { milestones, issues } = readBody({ order: { id: 1, name: '#7', created_at: 'yesterday' } });
    expect(milestones[0]).toMatchObject({
      code: 'ORDER_PLACED',
      occurredAt: null,
      timeCertainty: 'UNKNOWN',
      occurredLocal: 'yesterday',
    });
    expect(issues).toMatchObject([{ kind: 'note', path: '/order/created_at' }]);
  });
});

describe('a fulfillment of what nobody sends', () => {
  it.each([
    ['REST', { status: 'success', line_items: [{ requires_shipping: false }] }, ['INFORMATION']],
    ['GraphQL', { status: 'SUCCESS', requiresShipping: false, displayStatus: 'FULFILLED' }, ['INFORMATION']],
    [
      'in part',
      { status: 'success', line_items: [{ requires_shipping: false }, { requires_shipping: true }] },
      ['HANDED_OVER'],
    ],
    [
      'with a number',
      { status: 'success', line_items: [{ requires_shipping: false }], tracking_number: 'A1' },
      ['HANDED_OVER'],
    ],
  ])('is no hand-over: %s', (_from, said, codes) => {
    const { milestones } = readBody({ fulfillment: { id: 1, order_id: 2, name: '#7.1', ...said } });
    expect([...new Set(milestones.map(({ code }) => code))]).toEqual(codes);
  });
});

it.each(['A1,B2', 'A1; B2', ' A1, B2,'])('takes several numbers out of the one field: %s', (tracking_number) => {
  const { shipments } = readBody({ fulfillment: { id: 1, order_id: 2, status: 'success', tracking_number } });
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['A1', 'B2']);
});

it('tells a display status that an event tells as well once, at the time of the event', () => {
  const fulfillment = {
    id: 'gid://shopify/Fulfillment/11',
    status: 'SUCCESS',
    displayStatus: 'ATTEMPTED_DELIVERY',
    createdAt: '2026-03-01T10:00:00Z',
    updatedAt: '2026-03-05T10:00:00Z',
    trackingInfo: [{ company: 'UPS', number: '1Z0000000000000001' }],
    events: { nodes: [{ status: 'ATTEMPTED_DELIVERY', happenedAt: '2026-03-03T15:00:00Z' }] },
  };
  expect(lines(readBody({ data: { fulfillment } }))).toEqual([
    'HANDED_OVER 2026-03-01T10:00:00.000Z 1Z0000000000000001',
    'ATTEMPT_FAILED 2026-03-03T15:00:00.000Z shipment:11',
  ]);
});

it('finds the parcel that comes back in the returns of an order', () => {
  const delivery = { deliverable: { tracking: { number: 'R1', carrierName: 'UPS' } } };
  const order = {
    id: 'gid://shopify/Order/1',
    name: '#7',
    returns: {
      nodes: [
        {
          id: 'gid://shopify/Return/1',
          status: 'OPEN',
          reverseFulfillmentOrders: { nodes: [{ reverseDeliveries: { nodes: [delivery] } }] },
        },
      ],
    },
  };
  expect(readBody({ data: { order } }).shipments).toEqual([
    { trackingNumber: 'R1', carrier: 'ups', orderNumber: '7', isReturn: true },
  ]);
});
