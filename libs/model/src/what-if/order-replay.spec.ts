import fc from 'fast-check';
import type { OrderStatement, OrderStatements } from '../orders/order';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { anyHistory, claim, hour, milestone } from '../shipment/history.fixture';
import { EMPTY_SUMMARY, summarize } from '../shipment/summary';
import { TICKET_TOPICS, type TicketTopic } from '../vocabulary/ticket-topics';
import { replayedOrder, type ReplayedOrder } from './order-replay';
import { knowledgeOf } from './parcel-replay';
import { replay } from './replay';
import type { HeardLevel } from './stock-history';
import type { TicketHistory } from './ticket-history';

const policy: Policy = { ...DEFAULT_POLICY, shipBy: { ...DEFAULT_POLICY.shipBy, onlyKnownToWarehouse: false } };
const UNTIL = hour(400);

const anyHour = fc.integer({ min: 0, max: 300 }).map(hour);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { freq: 2 });
const anyTopic = fc.constantFrom(...(Object.keys(TICKET_TOPICS) as TicketTopic[]));

const line = (sku: string) => ({ sku, title: sku, quantity: 1, unitPrice: { amount: '9', currency: 'USD' } });

const anyStatement: fc.Arbitrary<OrderStatement> = fc
  .record({
    placedAt: anyHour,
    cancelledAt: maybe(anyHour),
    to: maybe(anyHour),
    skus: fc.subarray(['A', 'B', 'C'], { minLength: 1 }),
  })
  .map(({ placedAt, cancelledAt, to, skus }) => ({
    placedAt,
    ...(cancelledAt !== null && { cancelledAt }),
    ...(to !== null && { promise: { to } }),
    lines: skus.map(line),
  }));

const anyStatements: fc.Arbitrary<OrderStatements> = fc.dictionary(
  fc.constantFrom('STOREFRONT:shop', 'WAREHOUSE:house'),
  fc.record({ at: anyHour, says: anyStatement }),
);

const anyTicket: fc.Arbitrary<TicketHistory> = fc
  .record({
    id: fc.constantFrom('t1', 't2'),
    topic: anyTopic,
    corrected: maybe(fc.record({ topic: anyTopic, at: anyHour })),
    openedAt: anyHour,
    closedAt: maybe(anyHour),
  })
  .map((one) => ({ ...one, externalId: one.id, match: 'ORDER_NUMBER' }));

const anyLevel: fc.Arbitrary<HeardLevel> = fc
  .record({ sku: fc.constantFrom('A', 'B'), onHand: fc.constantFrom(0, 0, 4), at: anyHour, heardAt: anyHour })
  .map((one) => ({ ...one, sourceId: 'house', sourceKind: 'WAREHOUSE', nodeCode: 'NJ', available: null }));

const anyOrder: fc.Arbitrary<ReplayedOrder> = fc
  .record({
    statements: anyStatements,
    milestones: anyHistory.map((all) => all.slice(0, 6)),
    histories: fc.array(anyHistory, { maxLength: 2 }),
    tickets: fc.array(anyTicket, { maxLength: 2 }),
    levels: fc.array(anyLevel, { maxLength: 4 }),
  })
  .map(({ histories, levels, ...order }) => ({
    ...order,
    stock: levels.sort((a, b) => (a.heardAt < b.heardAt ? -1 : 1)),
    parcels: histories.map((milestones, n) => ({
      trackingNumber: `T${n}`,
      known: knowledgeOf({ claims: EMPTY_SUMMARY, milestones, tickets: [], validations: [] }, policy.truth),
    })),
  }));

it('opens at the next scan, news or not, what a case had taken over that ended', () => {
  const claims = summarize([], [claim('isReturn', 1)]);
  const milestones = [milestone('IN_TRANSIT', 5), milestone('IN_TRANSIT', 35)];
  const known = knowledgeOf({ claims, milestones, tickets: [], validations: [] }, policy.truth);
  const says = { placedAt: hour(0), promise: { to: hour(50) }, lines: [line('A')] };
  const corrected = { topic: 'WISMO', at: hour(30) } as const;
  const order: ReplayedOrder = {
    statements: { 'STOREFRONT:shop': { at: hour(0), says } },
    milestones: [milestone('PICKED', 1)],
    tickets: [
      { id: 't', externalId: 't', topic: 'DAMAGE', corrected, openedAt: hour(10), closedAt: null, match: null },
    ],
    stock: [],
    parcels: [{ trackingNumber: 'T1', known }],
  };
  const found = replay(replayedOrder(order, policy), policy, UNTIL);
  expect(found.map(({ kind, openedAt, closedAt }) => [kind, openedAt, closedAt])).toEqual([
    ['DAMAGE_REPORTED', hour(10), hour(30)],
    ['PROMISE_AT_RISK', hour(35), null],
  ]);
});

it('passes over what is no news of an order, and finds what a look at all of it each time finds', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const { news, ...one } = replayedOrder(order, policy);
      const anew = { news, look: (now: (typeof news)[number]) => replayedOrder(order, policy).look(now) };
      expect(replay({ news, ...one }, policy, UNTIL)).toEqual(replay(anew, policy, UNTIL));
    }),
    { numRuns: 1_000 },
  );
});
