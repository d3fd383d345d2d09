import { instant } from '@whereabouts/model';
import { normalized, type MilestoneRecord, type Normalized } from '@whereabouts/plugin-sdk';
import { orderId } from '@whereabouts/store';
import { hear, spanOf, type UnderstoodInput } from './heard';

const AT = instant('2026-11-20T08:00:00Z');
const RECEIVED = instant('2026-11-20T09:00:00Z');

const input = (said: Partial<Normalized>, change: Partial<UnderstoodInput> = {}): UnderstoodInput => ({
  merchantId: 'm',
  inputId: 'i1',
  sourceId: 's1',
  sourceKind: 'CARRIER',
  receivedAt: RECEIVED,
  replay: false,
  mappingVersion: '1.0.0+00000000',
  said: normalized(said),
  ...change,
});
const milestone = (change: Partial<MilestoneRecord> = {}): MilestoneRecord => ({
  trackingNumber: 'T1',
  carrier: 'toy',
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: AT,
  occurredLocal: null,
  timeCertainty: 'OFFSET_GIVEN',
  place: null,
  direction: 'FORWARD',
  sourceCode: 'A',
  sourceText: null,
  ...change,
});

describe('what a batch of inputs says', () => {
  it('of one parcel comes together, whichever records say it', () => {
    const { parcels } = hear([
      input({
        shipments: [{ trackingNumber: 'T1', carrier: null, serviceLevel: 'ground', isReturn: false }],
        milestones: [milestone(), milestone({ code: 'DELIVERED' }), milestone({ trackingNumber: 'T2' })],
      }),
    ]);
    expect(
      parcels.map(({ trackingNumber, carrier, milestones }) => [trackingNumber, carrier, milestones.length]),
    ).toEqual([
      ['T1', 'toy', 2],
      ['T2', 'toy', 1],
    ]);
    expect(parcels[0]?.claims.map(({ fact, value }) => [fact, value])).toEqual([
      ['serviceLevel', 'ground'],
      ['isReturn', 0],
    ]);
  });

  it('of one parcel stays apart by input, in the order of inputs', () => {
    const { parcels } = hear([
      input({ milestones: [milestone()] }),
      input({ milestones: [milestone()] }, { inputId: 'i2' }),
    ]);
    expect(parcels.map(({ milestones }) => milestones[0]?.inputId)).toEqual(['i1', 'i2']);
  });

  it('happened when it was received if no time is known, and is said to be unknown', () => {
    const { parcels } = hear([input({ milestones: [milestone({ occurredAt: null, timeCertainty: 'DATE_ONLY' })] })]);
    expect(parcels[0]?.milestones[0]).toMatchObject({ occurredAt: RECEIVED, timeCertainty: 'UNKNOWN' });
  });

  it('carries its source, its receipt, and whether it is heard again', () => {
    const { parcels } = hear([input({ milestones: [milestone()] }, { replay: true, sourceKind: 'WAREHOUSE' })]);
    expect(parcels[0]?.milestones[0]).toMatchObject({
      sourceId: 's1',
      sourceKind: 'WAREHOUSE',
      receivedAt: RECEIVED,
      replay: true,
    });
    expect(parcels[0]?.milestones[0]).not.toHaveProperty('trackingNumber');
  });

  it('links a parcel to the order that an event names, unless the shipment names one', () => {
    const named = milestone({ orderNumber: '1001' });
    const linksOf = (said: Partial<Normalized>) =>
      hear([input(said)]).parcels[0]?.claims.flatMap(({ fact, value }) => (fact === 'orderNumber' ? [value] : []));
    expect(linksOf({ milestones: [named, named] })).toEqual(['1001']);
    const shipments = [{ trackingNumber: 'T1', carrier: null, orderNumber: '1002' }];
    expect(linksOf({ milestones: [named], shipments })).toEqual(['1002']);
  });

  it('of an order is a statement of its source, dated by the source if it says when', () => {
    const { orders } = hear([
      input({ orders: [{ number: '1001', updatedAt: AT }, { number: '1002' }] }, { sourceKind: 'STOREFRONT' }),
    ]);
    expect(orders.map(({ number, statement }) => [number, statement?.key, statement?.at])).toEqual([
      ['1001', 'STOREFRONT:s1', AT],
      ['1002', 'STOREFRONT:s1', RECEIVED],
    ]);
    expect(orders[0]?.orderId).toBe(orderId('m', '1001'));
  });

  it('of an event without a parcel is told of its order', () => {
    const picked = milestone({ trackingNumber: null, orderNumber: '1001', code: 'PICKED' });
    const { parcels, orders } = hear([input({ milestones: [picked] })]);
    expect(parcels).toEqual([]);
    expect(orders).toMatchObject([{ number: '1001', statement: null, milestones: [{ code: 'PICKED' }] }]);
  });

  it('of an event that bears only ids of its source waits under them', () => {
    const nameless = milestone({ trackingNumber: null, shipmentExternalId: 'x1' });
    expect(hear([input({ milestones: [nameless] })])).toMatchObject({
      parcels: [],
      orders: [],
      externals: [{ external: { kind: 'shipment', externalId: 'x1' }, milestones: [{ code: 'ACCEPTED' }] }],
    });
  });
});

describe('the time that milestones span', () => {
  it('reaches from the first to the last, and is none when there are none', () => {
    const { parcels } = hear([
      input({ milestones: [milestone(), milestone({ occurredAt: instant('2026-11-18T00:00:00Z') })] }),
    ]);
    expect(spanOf(parcels[0]!.milestones)).toEqual({ from: '2026-11-18T00:00:00.000Z', to: AT });
    expect(spanOf([])).toBeNull();
  });
});
