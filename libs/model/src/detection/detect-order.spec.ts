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
import type { StockLevel } from '../stock/level';
import type { TicketSignal } from '../tickets/signal';
import { detectOrder, type OrderFacts } from './detect-order';
import { nodesLacking } from './rules/no-stock';
import type { Detected } from './finding';
import type { OrderContext, OrderParcel } from './order-rule';
import type { DetectionPolicy } from './policy';

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

  const level = (sku: string, onHand: number, change: Partial<StockLevel> = {}): StockLevel => ({
    sku,
    sourceId: 'w',
    sourceKind: 'WAREHOUSE',
    nodeCode: 'NJ',
    onHand,
    available: null,
    at: hour(2),
    ...change,
  });
  const bought = { 'STOREFRONT:shop': { placedAt: hour(0), lines: [line('A'), line('B')] } };

  it('is short at once when an article is gone before anybody picks it', () => {
    const facts = order(bought, { milestones: received, stock: [level('A', 0), level('B', 3)] });
    expect(look(facts, hour(3)).findings).toEqual([
      {
        kind: 'INVENTORY_SHORT',
        reason: 'shipper.out_of_stock',
        rule: 'inventory-short/no-stock',
        policyVersion: 0,
        thresholds: { measure: 'ON_HAND' },
        because:
          'Ordered at 2025-03-03 08:00 UTC and not picked, and there is no stock of A: A 0 on hand at NJ, as told for 2025-03-03 10:00 UTC.',
        milestoneIds: [],
        conditionSince: hour(2),
      },
    ]);
  });

  const none = { toldBy: [], measure: 'ON_HAND' as const };
  const free = { toldBy: ['WAREHOUSE' as const], measure: 'AVAILABLE' as const };
  it.each<readonly [string, OrderFacts, Partial<DetectionPolicy>, boolean]>([
    ['gone', order(bought, { stock: [level('A', 0)] }), {}, true],
    ['below zero', order(bought, { stock: [level('A', -4)] }), {}, true],
    ['there', order(bought, { stock: [level('A', 1)] }), {}, false],
    ['gone, and not bought', order(bought, { stock: [level('C', 0)] }), {}, false],
    ['there at another node', order(bought, { stock: [level('A', 0), level('A', 2, { nodeCode: 'CA' })] }), {}, false],
    ['gone at both nodes', order(bought, { stock: [level('A', 0), level('A', 0, { nodeCode: null })] }), {}, true],
    ['gone as the shop says', order(bought, { stock: [level('A', 0, { sourceKind: 'STOREFRONT' })] }), {}, false],
    ['gone, where nobody is asked', order(bought, { stock: [level('A', 0)] }), { noStock: none }, false],
    ['reserved', order(bought, { stock: [level('A', 1, { available: 0 })] }), {}, false],
    [
      'reserved, where that counts',
      order(bought, { stock: [level('A', 1, { available: 0 })] }),
      { noStock: free },
      true,
    ],
    [
      'gone, and allocated before',
      order(bought, { stock: [level('A', 0)], milestones: [fromWarehouse('ALLOCATED', 1)] }),
      {},
      false,
    ],
    [
      'gone, and picked before',
      order(bought, { stock: [level('A', 0)], milestones: [fromWarehouse('PICKED', 1)] }),
      {},
      false,
    ],
    ['gone with a parcel', order(bought, { stock: [level('A', 0)], parcels: [parcel('IN_TRANSIT')] }), {}, false],
    [
      'gone, and no longer wanted',
      order(
        { 'STOREFRONT:shop': { placedAt: hour(0), cancelledAt: hour(1), lines: [line('A')] } },
        { stock: [level('A', 0)] },
      ),
      {},
      false,
    ],
  ])('with an article that is %s', (_name, facts, change, isShort) => {
    const policy = { ...DEFAULT_POLICY, ...change };
    expect(rulesOf(look(facts, hour(3), { policy }))).toEqual(isShort ? ['inventory-short/no-stock'] : []);
  });

  it('lacks its articles at the nodes that keep what is gone, else at the only one that keeps them', () => {
    const at = (sku: string, onHand: number, nodeCode: string | null) => level(sku, onHand, { nodeCode });
    const nodes = (...stock: readonly StockLevel[]) =>
      nodesLacking({ view: order(bought).view, stock, context: { policy: DEFAULT_POLICY } });
    expect(nodes(at('A', 0, 'NJ'), at('A', 0, 'CA'), at('B', 4, 'TX'))).toEqual(['CA', 'NJ']);
    expect(nodes(at('A', 0, 'NJ'), at('A', 3, 'CA'))).toEqual([]);
    expect(nodes(at('A', 2, 'NJ'), at('Z', 0, 'CA'))).toEqual(['NJ']);
    expect(nodes(at('A', 0, null))).toEqual([]);
    expect(nodes(level('A', 0, { sourceKind: 'STOREFRONT' }))).toEqual([]);
  });

  const promised = { 'STOREFRONT:shop': { placedAt: hour(0), promise: { to: hour(100) } } };
  it('is at risk of its promise while nothing of it is in a parcel, as early as its tier asks', () => {
    expect(look(order(promised), hour(1)).nextCheckAt).toBe(hour(76));
    expect(look(order(promised), hour(1), { tier: 'VIP' }).nextCheckAt).toBe(hour(28));
    expect(look(order(promised), hour(76)).findings).toEqual([
      {
        kind: 'PROMISE_AT_RISK',
        reason: 'shipper.not_ready',
        rule: 'promise-at-risk/no-parcel',
        policyVersion: 0,
        thresholds: { leadHours: 24, tier: 'STANDARD', lookBackDays: 30 },
        because:
          'Promised for 2025-03-07 12:00 UTC, and by 2025-03-06 12:00 UTC, 24 h before, nothing of it was in a parcel.',
        milestoneIds: [],
        conditionSince: hour(76),
        opensUntil: hour(100 + 30 * 24),
      },
    ]);
  });

  it('is not at risk of its promise by itself where the policy does not look for that', () => {
    const policy = { ...DEFAULT_POLICY, noParcel: { on: false, lookBackDays: 30 } };
    expect(look(order(promised), hour(120), { policy })).toEqual({ findings: [], nextCheckAt: null });
  });

  it('opens nothing so long after it was placed, where that is later than what was promised', () => {
    const policy = { ...DEFAULT_POLICY, noParcel: { on: true, lookBackDays: 2 } };
    const old = order({ 'STOREFRONT:shop': { placedAt: hour(30), promise: { to: hour(10) } } });
    expect(look(old, hour(40), { policy }).findings).toMatchObject([{ opensUntil: hour(30 + 48) }]);
  });

  it.each<readonly [string, OrderFacts, boolean]>([
    ['with a parcel that is announced', order(promised, { parcels: [parcel('EXPECTED')] }), false],
    ['with a return only', order(promised, { parcels: [parcel('IN_TRANSIT', { isReturn: true })] }), true],
    ['with a parcel that was cancelled', order(promised, { parcels: [parcel('CANCELLED')] }), true],
    ['that was picked', order(promised, { milestones: [fromWarehouse('PICKED', 30)] }), true],
    ['that left without a number', order(promised, { milestones: [fromWarehouse('HANDED_OVER', 30)] }), false],
    [
      'that was cancelled',
      order({ 'STOREFRONT:shop': { ...promised['STOREFRONT:shop'], cancelledAt: hour(2) } }),
      false,
    ],
  ])('%s is at risk of its promise or not', (_name, facts, isAtRisk) => {
    expect(rulesOf(look(facts, hour(120)))).toEqual(isAtRisk ? ['promise-at-risk/no-parcel'] : []);
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
const anyLevel: fc.Arbitrary<StockLevel> = fc.record({
  sku: fc.constantFrom('A', 'B', 'C'),
  sourceId: fc.constantFrom('w1', 'w2'),
  sourceKind: fc.constantFrom('WAREHOUSE', 'STOREFRONT'),
  nodeCode: fc.constantFrom('NJ', 'CA', null),
  onHand: fc.integer({ min: -1, max: 1 }),
  available: fc.constantFrom(null, 0, 1),
  at: someHour,
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
    stock: fc.uniqueArray(anyLevel, {
      maxLength: 4,
      selector: ({ sku, sourceId, nodeCode }) => `${sku}${sourceId}${nodeCode}`,
    }),
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
          stock: [...facts.stock!].reverse(),
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
