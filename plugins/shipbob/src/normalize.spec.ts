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

const BOUGHT = 'ORDER_PLACED 2025-10-27T16:14:58.000Z #1042';
const NUMBER = '9400100000000000000011';

describe('the topic of a webhook', () => {
  it.each([
    ['x-webhook-topic', 'order.shipped'],
    ['shipbob-topic', 'order_shipped'],
  ])('in %s says that it was shipped when the body brings no tracking', (name, topic) => {
    expect(lines(read('order-shipped-without-tracking', { [name]: topic }))).toEqual([
      BOUGHT,
      'INFORMATION 2025-10-28T21:10:09.361Z shipment:310045001',
      'LABEL_CREATED 2025-10-28T21:10:09.361Z shipment:310045001',
    ]);
  });

  it.each([
    ['shipment-delivered', 'order.shipment.delivered'],
    ['shipment-delivered', 'shipment_delivered'],
    ['shipment-out-of-stock', 'order.shipment.exception'],
    ['shipment-on-hold', 'shipment_onhold'],
    ['shipment-cancelled', 'order.shipment.cancelled'],
    ['order-shipped-split', 'order.shipment.tracking.updated'],
  ])('adds nothing to a body that says it itself: %s, %s', (name, topic) => {
    expect(read(name, { 'x-webhook-topic': topic })).toEqual(read(name));
  });

  it.each([
    ['order.shipment.delivered', 'DELIVERED'],
    ['shipment_exception', 'EXCEPTION'],
    ['order.shipment.on_hold', 'HELD'],
    ['shipment_cancelled', 'TERMINATED'],
  ])('%s alone is %s', (topic, code) => {
    const body = { id: 1, order_id: 2, reference_id: 'A-7', tracking: null, last_update_at: '2025-10-28T21:10:09Z' };
    expect(lines(readBody(body, { 'x-webhook-topic': topic }))).toEqual([
      expect.stringMatching(`^${code} 2025-10-28T21:10:09.000Z shipment:1`),
    ]);
  });

  it('is not said of each part of a split order, but a delivered order is delivered in all its parts', () => {
    const codes = (topic: string): string[] =>
      read('order-shipped-split', { 'x-webhook-topic': topic }).milestones.map(({ code }) => code);
    expect(codes('order.shipped')).toEqual(read('order-shipped-split').milestones.map(({ code }) => code));
    expect(codes('order.delivered').filter((code) => code === 'DELIVERED')).toHaveLength(4);
  });

  it('of a bill makes the body a note, not a dead letter', () => {
    expect(read('billing', { 'x-webhook-topic': 'billing.charge.created' }).issues).toMatchObject([{ kind: 'note' }]);
    expect(read('billing').issues).toMatchObject([{ kind: 'record', path: '' }]);
  });
});

describe('an order', () => {
  it('is taken with its customer and the place it goes to, without prices that have no currency', () => {
    expect(read('order-picked').orders).toEqual([
      {
        number: '1042',
        externalId: '200811001',
        placedAt: '2025-10-27T16:14:58.000Z',
        customer: { name: 'Mara Quill', email: 'mara@example.com', phone: '+15550100' },
        destination: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
      },
    ]);
  });

  it('that was split has a shipment for each number, each from its own center', () => {
    const { shipments } = read('order-shipped-split');
    expect(shipments.map(({ trackingNumber, carrier, node }) => [trackingNumber, carrier, node?.code])).toEqual([
      [NUMBER, 'usps', '8'],
      ['1Z999AA10123456784', 'ups', '8'],
      ['1Z999AA10123456785', 'ups', '8'],
    ]);
    expect(shipments[0]).toEqual({
      trackingNumber: NUMBER,
      carrier: 'usps',
      orderNumber: '1042',
      externalId: '310045001',
      orderExternalId: '200811001',
      serviceLevel: 'Priority',
      trackingUrl: `https://track.example/${NUMBER}`,
      shippedAt: '2025-10-28T21:10:09.361Z',
      node: { code: '8', name: 'Cicero (IL)' },
      destination: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
      declared: { weightGrams: 454, lengthMm: 254, widthMm: 203, heightMm: 102 },
    });
    expect(shipments[1]).not.toHaveProperty('shippedAt');
  });

  it('keeps seven digits of a second as they were written', () => {
    expect(read('order-picked').milestones[1]).toMatchObject({
      occurredLocal: '2025-10-28T21:10:09.3614767Z',
      sourceCode: 'Processing',
      sourceSubCode: 'Picked',
      sourceText: 'Picking Completed',
    });
  });
});

describe('a parcel with its carrier', () => {
  it('comes with the estimate of the carrier and the places of its scans', () => {
    const { shipments, milestones } = read('tracking-by-number');
    expect(shipments).toEqual([
      {
        trackingNumber: NUMBER,
        carrier: 'usps',
        externalId: '310045001',
        serviceLevel: 'Priority',
        trackingUrl: 'https://track.example/SB1',
        carrierEstimate: '2025-10-31T23:00:00.000Z',
      },
    ]);
    expect(milestones[3]).toMatchObject({
      sourceCode: 'DeliveryException',
      sourceSubCode: 'DeliveryException_001',
      sourceText: 'Parcel received, address incomplete',
      place: { city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    });
    expect(milestones.map(({ facilityAction }) => facilityAction).slice(5, 7)).toEqual(['DEPARTED', 'ARRIVED']);
  });

  it('does not take an estimate that ShipBob made itself for the word of the carrier', () => {
    const body = {
      current_status: 'InTransit',
      tracking_number: 'A',
      edd: '2025-10-31T23:00:00Z',
      edd_source: 'shipbob',
    };
    expect(readBody([body]).shipments[0]).not.toHaveProperty('carrierEstimate');
  });

  it('has the carrier’s number, not the one that ShipBob gave it', () => {
    expect(read('tracking-early-shape').shipments).toMatchObject([
      { trackingNumber: '1Z999AA10123456784', carrier: 'ups', carrierEstimate: '2025-11-03T23:00:00.000Z' },
    ]);
  });

  it('is known by its number and the id of its order as soon as its label is', () => {
    expect(read('tracking-received')).toMatchObject({
      shipments: [
        {
          trackingNumber: '9261290306529427911297',
          carrier: 'usps',
          orderExternalId: '100000001',
          serviceLevel: 'ParcelSelect',
        },
      ],
      milestones: [{ occurredLocal: '2025-10-23T15:55:09.3614767Z' }],
    });
  });
});

describe('what ShipBob names by an id alone', () => {
  it('is told under its ids: the reference of a shipment is the id that the shop gave the order, and no number', () => {
    for (const one of read('shipment-packed-late').milestones) {
      expect(one).toMatchObject({ shipmentExternalId: '310045001', orderExternalId: '200811001' });
      expect(one).not.toHaveProperty('orderNumber');
    }
    expect(read('shipment-delivered').shipments[0]).toMatchObject({
      trackingNumber: NUMBER,
      externalId: '310045001',
      orderExternalId: '200811001',
    });
    expect(read('shipment-delivered').shipments[0]).not.toHaveProperty('orderNumber');
    expect(read('order-picked').orders[0]).toMatchObject({ number: '1042', externalId: '200811001' });
  });

  it('is an order too, as far as its events go', () => {
    const body = { id: 7, recipient: {}, purchase_date: '2025-10-27T16:14:58Z', shipments: [] };
    expect(readBody(body).orders).toEqual([]);
    expect(lines(readBody(body))).toEqual(['ORDER_PLACED 2025-10-27T16:14:58.000Z order:7']);
  });

  it('is not the shipment whose id a return happens to have', () => {
    const body = { id: 310045001, return_type: 'Regular', status: 'Arrived' };
    expect(lines(readBody(body))).toEqual(['RETURNED UNKNOWN shipment:return-310045001']);
    const toSender = { ...body, return_type: 'RTS', original_shipment_id: 99 };
    expect(lines(readBody(toSender))).toEqual(['RETURNED UNKNOWN shipment:99']);
  });
});

describe('a return', () => {
  it('travels back under its own number', () => {
    const { shipments, milestones } = read('return-arrived');
    expect(shipments).toEqual([
      {
        trackingNumber: '9205500000000000000077',
        carrier: null,
        orderNumber: '1042',
        externalId: 'return-5501',
        isReturn: true,
        node: { code: '8', name: 'Cicero (IL)' },
      },
    ]);
    expect(milestones.every(({ direction }) => direction === 'RETURN')).toBe(true);
    expect(milestones[1]?.place).toEqual({ facility: 'Cicero (IL)' });
  });

  it('to the sender is the forward parcel, and no new shipment', () => {
    expect(read('return-to-sender').shipments).toEqual([]);
  });
});

describe('stock', () => {
  it('in all: what is on hand and what can be sold; an item without a SKU is set aside', () => {
    const { inventory, issues } = read('inventory-levels');
    expect(inventory).toEqual([{ sku: 'MUG-BLUE', nodeCode: null, onHand: 40, available: 29, at: null }]);
    expect(issues).toEqual([{ path: '/items/1/sku', problem: 'stock of an item without a SKU', kind: 'record' }]);
  });

  it('by fulfillment center', () => {
    const { inventory, issues } = read('inventory-by-center');
    expect(inventory).toEqual([
      { sku: 'MUG-BLUE', nodeCode: '8', onHand: 30, available: 25, at: null },
      { sku: 'MUG-BLUE', nodeCode: '22', onHand: 10, available: 6, at: null },
    ]);
    expect(issues).toMatchObject([{ path: '/locations/2/on_hand_quantity', kind: 'record' }]);
  });

  it('by lot, added up', () => {
    expect(read('inventory-by-lot').inventory).toEqual([
      { sku: 'MUG-BLUE', nodeCode: null, onHand: 10, available: 8, at: null },
    ]);
  });
});

describe('what ShipBob documents', () => {
  const documented: Record<string, string> = {
    shipment:
      'None Processing Completed Exception OnHold Cancelled CleanSweeped LabeledCreated ImportReview Picked Packed Shipped InTransit Delivered DeliveryException',
    order: 'Processing Exception PartiallyFulfilled Fulfilled Cancelled ImportReview',
    estimate:
      'AwaitingInventoryAllocation AwaitingReset Unavailable PendingOnTime FulfilledOnTime PendingLate FulfilledLate',
    tracking:
      'AvailableForPickup Cancelled Delivered DeliveryAttemptFailed DeliveryException Exception Failed InTransit OutForDelivery PreTransit ReturnToSender',
    return: 'AwaitingArrival Arrived Processing Completed Cancelled',
  };
  const details: Record<string, string> = {
    Processing: 'Picked Packed Labeled',
    Completed: 'Processing InTransit OutForDelivery Delivered DeliveryException',
    Exception:
      'Bundle MergedItem InactiveSku OutOfStock UnknownSku InternalTransferInProgress BinTransferInProgress InventoryInNonPickableLocation InventoryPartiallyCommitted',
    OnHold:
      'PaymentDeclined InvalidAddress ReserveDateNotMet MissingTarriffInformation Manual InternationalHazmat PackagePreferenceNotSet AutoProcessingPause',
  };

  it.each(Object.entries(documented))('is in the table: every status of %s', (service, words) => {
    for (const code of words.split(' ')) expect([code, plugin.codes.find({ service, code })]).not.toContain(null);
  });

  it.each(Object.entries(details))('is in the table: every status detail of %s, in a row of its own', (code, words) => {
    for (const subCode of words.split(' '))
      expect(plugin.codes.find({ service: 'shipment', code, subCode })?.subCode).toBe(subCode);
  });

  it('is understood with and without blanks', () => {
    for (const status of ['OnHold', 'On Hold', 'ON HOLD'])
      expect(readBody({ order_id: 1, status, status_details: [] }).milestones).toMatchObject([
        { code: 'HELD', sourceCode: status },
      ]);
  });
});

describe('what is not kept', () => {
  it('is anything personal beside name, email, phone and the place of the destination', () => {
    const kept = JSON.stringify(
      ['order-shipped-split', 'shipment-on-hold', 'tracking-by-number', 'return-arrived'].map((name) => read(name)),
    );
    for (const personal of ['Lantern', 'Flat', 'Quill Works', 'birthday', 'with Bo', '45.5', 'pod.example', 'Shop Ltd'])
      expect(kept).not.toContain(personal);
  });
});

describe('bad input', () => {
  it('sets a broken record aside with its path, and its neighbours go on', () => {
    const result = read('orders-some-broken');
    expect(result.orders.map(({ number }) => number)).toEqual(['1050', '1052']);
    expect(lines(result)).toEqual([
      'ORDER_PLACED 2025-10-27T16:14:58.000Z #1050',
      'PICKED 2025-10-28T21:10:09.361Z shipment:1',
      'ORDER_PLACED 2025-10-27T16:14:58.000Z #1052',
      'PACKED UNKNOWN shipment:2',
    ]);
    expect(result.issues.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'record /1',
      'record /2',
      'record /3/shipments/0',
      'record /3/shipments/1/status_details/0',
      'note /3/shipments/1/last_update_at',
    ]);
  });

  it.each(['', '   ', '[{', '<html><body>502</body></html>', '\u0000', 'null', '7', '{}', '"Bad Request"'])(
    'is answered with an issue, never with a throw: %j',
    (body) => {
      const result = readBody(body);
      expect(result.milestones).toEqual([]);
      expect(result.issues).toHaveLength(1);
    },
  );

  it('is noted where there is nothing in a list or page', () => {
    expect(readBody([]).issues).toMatchObject([{ kind: 'note' }]);
    expect(readBody({ items: [], next: null }).issues).toMatchObject([{ kind: 'note' }]);
  });
});

it('tells which shipments were not cancelled', () => {
  const results = [
    { shipment_id: 1, action: 'Cancel', is_success: true, reason: '' },
    { shipment_id: 2, action: 'Cancel', is_success: false, reason: 'it has left' },
  ];
  const issues = (canceled_shipment_results: object[]) =>
    readBody({ order_id: 7, status: 'Partial', canceled_shipment_results }).issues;
  expect(issues(results)).toEqual([
    { path: '/canceled_shipment_results/1', problem: 'it has left', kind: 'source-error' },
  ]);
  expect(issues(results.slice(0, 1))).toMatchObject([{ kind: 'note' }]);
});
