import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { after, DAY, instant, SHIPMENT_STATES, type Instant, type ShipmentState } from '@whereabouts/model';
import type { Pool } from 'pg';
import { comparePositions } from './change-feed';
import { openPool } from './db';
import { inTransaction } from './transactions';
import { ensurePartitions } from './partitions';
import { concernsFilter, matchesShipment } from './read/shipment-match';
import { shipmentsNamedElsewhere } from './read/shipment-search';
import { shipmentPage, type ShipmentFilter } from './read/shipment-views';
import {
  appendShipmentChanges,
  pruneShipmentChanges,
  readMerchantsShipmentChanges,
  readShipmentChanges,
  shipmentFeedEnd,
  shipmentFeedFloor,
  shipmentsChangedSince,
  type ShipmentChangeWrite,
  type ShipmentFacts,
} from './shipment-feed';
import { testDatabase, type TestDatabase } from './testing';

const NOW = instant('2026-11-20T12:00:00Z');
const FACTS: ShipmentFacts = {
  carrier: 'ups',
  state: 'IN_TRANSIT',
  nodeCode: 'ATL1',
  orderNumber: '1001',
  shippedAt: NOW,
  hasOpenCase: false,
};

describe('the feed of shipments', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, max: 4 });
    await ensurePartitions(pool, NOW);
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const merchantId = randomUUID();
  const change = (given: Partial<ShipmentChangeWrite> = {}): ShipmentChangeWrite => ({
    merchantId,
    shipmentId: randomUUID(),
    trackingNumber: 'TN1',
    milestoneId: null,
    at: NOW,
    before: null,
    after: FACTS,
    ...given,
  });
  const append = (...changes: ShipmentChangeWrite[]): Promise<void> =>
    inTransaction(pool, (tx) => appendShipmentChanges(tx, changes));
  /** Other tests on the server hold the feed back. */
  async function eventually<T>(read: () => Promise<readonly T[]>, count: number): Promise<readonly T[]> {
    for (;;) {
      const found = await read();
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('tells each merchant its own, in the order of commits, behind any position', async () => {
    const from = await shipmentFeedEnd(pool, merchantId);
    const other = randomUUID();
    const milestoneId = randomUUID();
    const [one, two, theirs] = [change({ milestoneId }), change(), change({ merchantId: other })];
    await append(one, theirs);
    await append(two);
    const told = await eventually(() => readShipmentChanges(pool, merchantId, from, 10), 2);
    expect(told.map(({ shipmentId }) => shipmentId)).toEqual([one.shipmentId, two.shipmentId]);
    expect(told[0]).toMatchObject({ milestoneId, after: FACTS, was: null, at: NOW });
    expect(comparePositions(told[0]!.position, told[1]!.position)).toBeLessThan(0);
    const positions = new Map([
      [merchantId, told[0]!.position],
      [other, from],
    ]);
    const behind = await readMerchantsShipmentChanges(pool, positions, 10);
    expect(new Set(behind.map(({ shipmentId }) => shipmentId))).toEqual(new Set([two.shipmentId, theirs.shipmentId]));
    expect(await shipmentFeedEnd(pool, merchantId)).toEqual(told[1]!.position);
    expect(await shipmentsChangedSince(pool, merchantId, told[0]!.position, [one.shipmentId, two.shipmentId])).toEqual(
      new Set([two.shipmentId]),
    );
  });

  it('keeps of a change what was other before it', async () => {
    const from = await shipmentFeedEnd(pool, merchantId);
    const before: ShipmentFacts = { ...FACTS, state: 'LABEL_CREATED', shippedAt: null };
    await append(change({ before }), change({ before: FACTS }));
    const told = await eventually(() => readShipmentChanges(pool, merchantId, from, 10), 2);
    expect(told.map(({ was }) => was)).toEqual([{ state: 'LABEL_CREATED', shippedAt: null }, null]);
    const [moved] = told;
    const nobody = () => new Set<string>();
    expect(concernsFilter({ state: ['LABEL_CREATED'] }, moved!, nobody)).toBe(true);
    expect(concernsFilter({ state: ['IN_TRANSIT'] }, moved!, nobody)).toBe(true);
    expect(concernsFilter({ state: ['DELIVERED'] }, moved!, nobody)).toBe(false);
    expect(concernsFilter({ ids: [moved!.shipmentId] }, moved!, nobody)).toBe(true);
    expect(concernsFilter({ ids: [randomUUID()] }, moved!, nobody)).toBe(false);
  });

  it('drops whole days, what lies outside of all days as well, and says how far', async () => {
    const from = await shipmentFeedEnd(pool, merchantId);
    const yesterday = after(NOW, -DAY);
    const young = change();
    await append(change({ at: yesterday }), change({ at: instant('2019-05-05T00:00:00Z') }));
    await append(young);
    const told = await eventually(() => readShipmentChanges(pool, merchantId, from, 10), 3);
    expect(await pruneShipmentChanges(pool, after(NOW, -DAY))).toBe(0);
    expect(await pruneShipmentChanges(pool, instant('2026-11-20T00:00:00Z'))).toBe(1);
    expect(await pruneShipmentChanges(pool, instant('2026-11-20T00:00:00Z'))).toBe(0);
    expect((await readShipmentChanges(pool, merchantId, from, 10)).map(({ shipmentId }) => shipmentId)).toEqual([
      young.shipmentId,
    ]);
    expect(await shipmentFeedFloor(pool)).toEqual(told[1]!.position);
  });

  it('judges a shipment as the SQL of lists does', async () => {
    const own = randomUUID();
    const moments = [null, NOW, after(NOW, -DAY), after(NOW, DAY)];
    const facts = fc.record({
      carrier: fc.constantFrom('ups', 'dhl'),
      state: fc.constantFrom(...(Object.keys(SHIPMENT_STATES).slice(0, 5) as ShipmentState[])),
      nodeCode: fc.constantFrom('ATL1', 'LAX2', null),
      orderNumber: fc.constantFrom('1001', '1002', null),
      shippedAt: fc.constantFrom(...moments),
      hasOpenCase: fc.boolean(),
    });
    const shipments = fc.sample(facts, { numRuns: 120, seed: 20_261_127 }).map((some, index) => ({
      ...some,
      id: randomUUID(),
      trackingNumber: `1Z${index}`,
    }));
    const { orderId } = await import('./ids');
    await pool.query(
      `insert into orders (merchant_id, id, number, customer_email, customer_tier, first_time_buyer, lines, statements)
       values ($1, $2, '1001', 'Jo@Example.test', 'STANDARD', false, '[]', '{}')`,
      [own, orderId(own, '1001')],
    );
    await pool.query(
      `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, order_id, order_number, state, direction, node_code,
                             shipped_at, conflicts, summary, open_cases)
       select $1, id, "trackingNumber", carrier, 0, "orderId", "orderNumber", state, 'FORWARD', "nodeCode", "shippedAt", '[]', '{}', open
         from json_to_recordset($2) r(id uuid, "trackingNumber" text, carrier text, "orderId" uuid, "orderNumber" text, state text,
                                      "nodeCode" text, "shippedAt" timestamptz, open int)`,
      [
        own,
        JSON.stringify(
          shipments.map((one) => ({
            ...one,
            open: one.hasOpenCase ? 2 : 0,
            orderId: one.orderNumber && orderId(own, one.orderNumber),
          })),
        ),
      ],
    );
    const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
    const filters = fc.record(
      {
        state: some(Object.keys(SHIPMENT_STATES).slice(0, 5) as ShipmentState[]),
        carrier: some(['ups', 'dhl', 'usps']),
        nodeCode: some(['ATL1', 'LAX2']),
        shippedFrom: fc.constantFrom(...(moments.slice(1) as Instant[])),
        shippedTo: fc.constantFrom(...(moments.slice(1) as Instant[])),
        hasOpenCase: fc.boolean(),
        search: fc.constantFrom('1z7', '#1001', '1002', ' ', 'nothing', 'jo@example.TEST', 'no@example.test', 'ex-7'),
      },
      { requiredKeys: [] },
    );
    const all = { limit: 200, backward: false, after: null, before: null };
    await fc.assert(
      fc.asyncProperty(filters, async (filter: ShipmentFilter) => {
        const { rows } = await shipmentPage(pool, own, filter, all);
        const ids = shipments.map(({ id }) => id);
        const named = await shipmentsNamedElsewhere(pool, own, filter.search ? [filter.search] : [], ids);
        const matching = shipments.filter(({ id, trackingNumber, ...facts }) =>
          matchesShipment(filter, { trackingNumber, facts, isNamed: named(filter.search ?? '').has(id) }),
        );
        expect(rows.map(({ id }) => id).sort()).toEqual(matching.map(({ id }) => id).sort());
      }),
      { numRuns: 300 },
    );
  });
});
