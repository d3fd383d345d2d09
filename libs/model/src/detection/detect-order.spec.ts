import fc from 'fast-check';
import { ALWAYS_OPEN, type BusinessCalendar } from '../calendar/business-calendar';
import { deriveOrder, type OrderStatement, type OrderStatements } from '../orders/order';
import { DEFAULT_POLICY } from '../policy/policy';
import { anyHistory, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Milestone } from '../shipment/milestone';
import { after, DAY, type Instant } from '../time/instant';
import { CUSTOMER_TIERS, EXCEPTION_KINDS, type CustomerTier, type ExceptionKind } from '../vocabulary/exceptions';
import { SHIPMENT_STATES, type ShipmentState } from '../vocabulary/shipment-states';
import { TICKET_TOPICS, type TicketTopic } from '../vocabulary/ticket-topics';
import type { TicketSignal } from '../tickets/signal';
import { detectOrder, type OrderFacts } from './detect-order';
import type { Detected } from './finding';
import type { OrderContext, OrderParcel } from './order-rule';

const context: OrderContext = { policy: DEFAULT_POLICY, now: hour(0), tier: 'STANDARD', calendar: ALWAYS_OPEN };

const line = (sku: string) => ({ sku, title: sku, quantity: 1, unitPrice: { amount: '9.00', currency: 'EUR' } });

function order(says: Record<string, OrderStatement>, change: Partial<OrderFacts> = {}): OrderFacts {
  const statements: OrderStatements = Object.fromEntries(
    Object.entries(says).map(([key, statement]) => [key, { at: hour(1), says: statement }]),
  );
  return { view: deriveOrder(statements), statements, milestones: [], parcels: [], tickets: [], ...change };
}
const placed = { 'STOREFRONT:shop': { placedAt: hour(0) } };
const parcel = (state: ShipmentState, change: Partial<OrderParcel> = {}): OrderParcel => ({
  trackingNumber: `T-${state}`,
  state,
  isReturn: false,
  leftAt: state === 'IN_TRANSIT' ? hour(10) : null,
  ...change,
});
const look = (facts: OrderFacts, now: Instant, change: Partial<OrderContext> = {}): Detected =>
  detectOrder(facts, { ...context, now, ...change });
const rulesOf = ({ findings }: Detected): string[] => findings.map(({ rule }) => rule);
const received = [fromWarehouse('ORDER_PLACED', 1)];

describe('an order', () => {
  it('is short when nobody began to pick it in time', () => {
    const facts = order(placed, { milestones: received });
    expect(look(facts, hour(1))).toEqual({ findings: [], nextCheckAt: hour(48) });
    expect(look(facts, hour(48)).findings).toEqual([
      {
        kind: 'INVENTORY_SHORT',
        reason: 'shipper.not_ready',
        rule: 'inventory-short/ship-by',
        policyVersion: 0,
        thresholds: { hours: 48, tier: 'STANDARD', calendar: 'business' },
        because:
          'Ordered at 2025-03-03 08:00 UTC and not picked by 2025-03-05 08:00 UTC, as the time to ship of 48 h asks.',
        milestoneIds: ['ORDER_PLACED@1'],
        conditionSince: hour(0),
      },
    ]);
    expect(look(facts, hour(1), { tier: 'VIP' }).nextCheckAt).toBe(hour(24));
  });

  it('has its time to ship in business hours, and less of it before a promise', () => {
    const office: BusinessCalendar = {
      ...ALWAYS_OPEN,
      week: {
        1: [{ from: '08:00', to: '20:00' }],
        2: [{ from: '08:00', to: '20:00' }],
        5: [{ from: '08:00', to: '20:00' }],
        6: [{ from: '08:00', to: '20:00' }],
      },
    };
    const facts = order(placed, { milestones: received });
    // Monday and Tuesday, then Friday and Saturday.
    expect(look(facts, hour(1), { calendar: office }).nextCheckAt).toBe(hour(5 * 24 + 12));
    const promised = order(
      { 'STOREFRONT:shop': { placedAt: hour(0), promise: { to: hour(50) } } },
      { milestones: received },
    );
    const policy = {
      ...DEFAULT_POLICY,
      shipBy: { ...DEFAULT_POLICY.shipBy, nearPromise: { leadHours: 30, minimumHours: 4 } },
    };
    expect(look(promised, hour(1), { policy }).nextCheckAt).toBe(hour(20));
  });

  const later = hour(100);
  it.each<readonly [string, OrderFacts, readonly string[]]>([
    ['not known to any warehouse', order(placed), []],
    ['picked', order(placed, { milestones: [...received, fromWarehouse('PICKED', 30)] }), []],
    ['in a parcel that is packed', order(placed, { milestones: received, parcels: [parcel('PACKED')] }), []],
    [
      'cancelled',
      order({ 'STOREFRONT:shop': { placedAt: hour(0), cancelledAt: hour(2) } }, { milestones: received }),
      [],
    ],
    [
      'backordered',
      order(placed, { milestones: [fromWarehouse('BACKORDERED', 2), fromWarehouse('PICKED', 1)] }),
      ['inventory-short/backordered'],
    ],
    [
      'in stock again, and picked',
      order(placed, {
        milestones: [fromWarehouse('BACKORDERED', 2), fromWarehouse('ALLOCATED', 3), fromWarehouse('PICKED', 4)],
      }),
      [],
    ],
    [
      'backordered, and gone with its only line',
      order(placed, { milestones: [fromWarehouse('BACKORDERED', 2)], parcels: [parcel('IN_TRANSIT')] }),
      [],
    ],
    [
      'backordered, and one of two lines gone',
      order(
        { 'STOREFRONT:shop': { placedAt: hour(0), lines: [line('A'), line('B')] } },
        { milestones: [fromWarehouse('BACKORDERED', 2)], parcels: [parcel('IN_TRANSIT')] },
      ),
      ['inventory-short/backordered'],
    ],
    [
      'split, and one part lies',
      order(placed, { parcels: [parcel('IN_TRANSIT'), parcel('LABEL_CREATED')] }),
      ['inventory-short/split'],
    ],
    [
      'split, and both parts left',
      order(placed, { parcels: [parcel('IN_TRANSIT'), parcel('DELIVERED', { leftAt: hour(40) })] }),
      [],
    ],
    [
      'with a return label',
      order(placed, { parcels: [parcel('IN_TRANSIT'), parcel('LABEL_CREATED', { isReturn: true })] }),
      [],
    ],
    [
      'substituted',
      order(
        {
          ...placed,
          'STOREFRONT:s': { lines: [line('A'), line('B')] },
          'WAREHOUSE:w': { lines: [line('A'), line('C')] },
        },
        { parcels: [parcel('IN_TRANSIT')] },
      ),
      ['inventory-short/substituted'],
    ],
    [
      'of two systems that name articles differently',
      order(
        { ...placed, 'STOREFRONT:s': { lines: [line('A')] }, 'WAREHOUSE:w': { lines: [line('SHOP-A')] } },
        { parcels: [parcel('IN_TRANSIT')] },
      ),
      [],
    ],
    [
      'counted wrong',
      order(placed, { milestones: [fromWarehouse('EXCEPTION', 2, { reasons: ['shipper.missing_item'] })] }),
      ['wrong-or-missing-item/reported', 'inventory-short/ship-by'],
    ],
  ])('%s', (_name, facts, rules) => {
    expect(rulesOf(look(facts, later))).toEqual(rules);
  });
});

const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): K[] => Object.keys(words) as K[];
const someHour = fc.integer({ min: 0, max: 240 }).map(hour);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const anyStatement: fc.Arbitrary<OrderStatement> = fc.record({
  placedAt: maybe(someHour),
  cancelledAt: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, someHour),
  promise: maybe(someHour.map((to) => ({ to }))),
  lines: maybe(fc.subarray(['A', 'B', 'C'].map(line))),
});
const anyParcel: fc.Arbitrary<OrderParcel> = fc.record({
  trackingNumber: fc.constantFrom('T1', 'T2', 'T3'),
  state: fc.constantFrom(...keysOf(SHIPMENT_STATES)),
  isReturn: fc.boolean(),
  leftAt: fc.option(someHour),
});
const anyTicket: fc.Arbitrary<TicketSignal> = fc.record({
  id: fc.constantFrom('t1', 't2', 't3'),
  externalId: fc.constant('1'),
  topic: fc.constantFrom<TicketTopic>(...keysOf(TICKET_TOPICS)),
  openedAt: someHour,
  isClosed: fc.boolean(),
  match: fc.constant('ORDER_NUMBER' as const),
});
const warehouseToo = anyHistory.map((history): Milestone[] => [
  ...history,
  milestone('ORDER_PLACED', 0, { sourceKind: 'WAREHOUSE' }),
]);

const anyOrder = fc
  .record({
    shop: anyStatement,
    house: anyStatement,
    milestones: fc.oneof(fc.constant([]), warehouseToo, anyHistory),
    parcels: fc.uniqueArray(anyParcel, { maxLength: 3, selector: ({ trackingNumber }) => trackingNumber }),
    tickets: fc.uniqueArray(anyTicket, { maxLength: 3, selector: ({ id }) => id }),
  })
  .map(({ shop, house, ...rest }) => order({ 'STOREFRONT:s': shop, 'WAREHOUSE:w': house }, rest));

describe('any order', () => {
  it('gives the same findings in whatever order its facts came', () => {
    fc.assert(
      fc.property(anyOrder, (facts) => {
        const turned: OrderFacts = {
          ...facts,
          milestones: [...facts.milestones, ...facts.milestones].reverse(),
          parcels: [...facts.parcels].reverse(),
          tickets: [...facts.tickets].reverse(),
        };
        expect(look(turned, hour(120))).toEqual(look(facts, hour(120)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is looked at again no earlier and no later than something more holds', () => {
    fc.assert(
      fc.property(
        anyOrder,
        fc.constantFrom(...(Object.keys(CUSTOMER_TIERS) as CustomerTier[])),
        fc.subarray(Object.keys(EXCEPTION_KINDS) as ExceptionKind[], { maxLength: 2 }),
        someHour,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (facts, tier, off, moment, share) => {
          const at = (now: Instant) => look(facts, now, { tier, policy: { ...DEFAULT_POLICY, off } });
          const now = at(moment);
          const end = now.nextCheckAt ?? after(moment, 60 * DAY);
          const between = after(moment, Math.floor(share * (Date.parse(end) - 1 - Date.parse(moment))));
          expect(at(between)).toEqual(now);
          expect(at(after(end, -1))).toEqual(now);
          if (now.nextCheckAt === null) return;
          const then = at(now.nextCheckAt);
          expect(now.nextCheckAt > moment).toBe(true);
          expect(then.findings.length).toBeGreaterThan(now.findings.length);
          expect(then.findings).toEqual(expect.arrayContaining(now.findings as never[]));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
