import { after, DEFAULT_POLICY, HOUR, instant, type Instant } from '@whereabouts/model';
import { pruneStockTurns, stockHistory } from '@whereabouts/store';
import { fireAll } from './testing/fire-all';
import { differences, empty, projectionsOf, wipe } from './testing/projections';
import { testHub, type TestHub } from './testing/test-hub';
import type { ToyEvent, ToyOrder, ToyParcel, ToyStock } from './testing/toy-plugin';

const START = instant('2026-11-20T12:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

describe('the stock of articles that orders wait for', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.set(START);
    await wipe(hub.pool);
  });

  const tell = async (parcel: ToyParcel, source: string): Promise<void> => {
    await hub.post(parcel, source);
    await hub.pipeline.settled();
    await fireAll(hub);
  };
  const stock = (level: ToyStock, source = 'toy-house') => tell({ stock: [level] }, source);
  const order = (one: Partial<ToyOrder> = {}) =>
    tell({ orders: [{ number: '1042', placedAt: at(-2), skus: ['A', 'B'], ...one }] }, 'toy-shop');
  const house = (code: ToyEvent['code'], hours: number, number = '1042') =>
    tell({ order: number, events: [{ code, at: at(hours) }] }, 'toy-house');
  const cases = async (): Promise<string[]> =>
    (
      await hub.rows<{ line: string }>(`
        select concat_ws(' ', o.number, coalesce(s.tracking_number, '-'), c.status, c.detection->>'rule', c.close_code) as line
          from exception_case c
          left join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
          left join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id
         order by c.number`)
    ).map(({ line }) => line);
  const levels = () =>
    hub.rows(`select sku, node_code as node, on_hand, available, at from inventory_level order by sku, node_code`);
  const waiting = async () =>
    (await hub.rows<{ sku: string }>('select sku from waiting_line order by sku')).map(({ sku }) => sku);

  it('is kept as the newest that each source says of each place', async () => {
    await stock({ sku: 'A', node: 'NJ', onHand: 4, available: 3, at: at(-1) });
    await stock({ sku: 'A', node: 'NJ', onHand: 9, at: at(-3) });
    await stock({ sku: 'A', onHand: 2 });
    expect(await levels()).toEqual([
      { sku: 'A', node: '', on_hand: 2, available: null, at: START },
      { sku: 'A', node: 'NJ', on_hand: 4, available: 3, at: at(-1) },
    ]);
  });

  it('opens a case of an order that waits as soon as it is gone, and closes it when there is some again', async () => {
    await order();
    await stock({ sku: 'A', node: 'NJ', onHand: 1, at: at(-1) });
    expect(await cases()).toEqual([]);
    await stock({ sku: 'A', node: 'NJ', onHand: 0, at: at(0) });
    expect(await cases()).toEqual(['1042 - OPEN inventory-short/no-stock']);
    hub.time.set(at(1));
    await stock({ sku: 'A', node: 'NJ', onHand: 8, at: at(1) });
    expect(await cases()).toEqual(['1042 - CLOSED inventory-short/no-stock WAREHOUSE_MISS']);
  });

  it('puts the case at the one node that lacks the article, and nowhere where several do', async () => {
    const nodes = () =>
      hub.rows('select order_number as number, node_code as node from exception_case order by number');
    await stock({ sku: 'A', node: 'NJ', onHand: 0, at: at(-1) });
    await order({ number: '1', skus: ['A'] });
    expect(await nodes()).toEqual([{ number: '1', node: 'NJ' }]);
    await stock({ sku: 'B', node: 'NJ', onHand: 0, at: at(-1) });
    await stock({ sku: 'B', node: 'CA', onHand: 0, at: at(-1) });
    await order({ number: '2', skus: ['B'] });
    await order({ number: '3', skus: ['A', 'C'] });
    expect(await nodes()).toEqual([
      { number: '1', node: 'NJ' },
      { number: '2', node: null },
      { number: '3', node: 'NJ' },
    ]);
  });

  it('opens a case of an order that is placed when it is gone already', async () => {
    await stock({ sku: 'B', onHand: 0, at: at(-5) });
    await order();
    expect(await cases()).toEqual(['1042 - OPEN inventory-short/no-stock']);
    await house('PICKED', 0);
    expect(await cases()).toEqual(['1042 - CLOSED inventory-short/no-stock WAREHOUSE_MISS']);
    expect(await waiting()).toEqual([]);
  });

  it('opens nothing for what a shop says, for what another node has, and for orders that do not wait', async () => {
    await order({ number: '1' });
    await house('PICKED', -1, '1');
    await stock({ sku: 'A', onHand: 0 }, 'toy-shop');
    await stock({ sku: 'B', node: 'CA', onHand: 5 });
    await stock({ sku: 'B', node: 'NJ', onHand: 0 });
    await order({ number: '2' });
    await stock({ sku: 'A', onHand: 0 });
    expect(await cases()).toEqual(['2 - OPEN inventory-short/no-stock']);
  });

  it('wakes at most 500 orders a batch, and nobody for a level that stays what it is', async () => {
    await hub.pool.query(`insert into waiting_line select $1, gen_random_uuid(), 'A' from generate_series(1, 510)`, [
      hub.merchant.id,
    ]);
    const woken = async (level: ToyStock): Promise<number> => {
      await empty(hub.pool, 'deadline');
      await hub.post({ stock: [level] }, 'toy-house');
      await hub.pipeline.settled();
      return (await hub.rows(`select from deadline where subject_kind = 'order'`)).length;
    };
    expect(await woken({ sku: 'A', onHand: 0, at: at(0) })).toBe(500);
    expect(await woken({ sku: 'A', onHand: 0, at: at(1) })).toBe(0);
    expect(await woken({ sku: 'A', onHand: 7, at: at(2) })).toBe(500);
    expect(await woken({ sku: 'A', onHand: 6, at: at(3) })).toBe(0);
    expect(await woken({ sku: 'B', onHand: 0, at: at(3) })).toBe(0);
  });

  it('is the same after a rebuild, with what orders wait for', async () => {
    await order();
    await stock({ sku: 'A', node: 'NJ', onHand: 0, at: at(-1) });
    await stock({ sku: 'A', node: 'NJ', onHand: 3, at: at(-2) });
    const before = await projectionsOf(hub.pool);
    await hub.pipeline.rebuild(() => undefined);
    expect(differences(before, await projectionsOf(hub.pool))).toEqual([]);
    expect(await waiting()).toEqual(['A', 'B']);
    expect(await cases()).toEqual(['1042 - OPEN inventory-short/no-stock']);
  });

  it('keeps for good the first level of each place and those with which an article turned, once', async () => {
    for (const [hours, onHand] of [
      [0, 4],
      [1, 3],
      [2, 0],
      [3, 0],
      [4, 6],
    ] as const) {
      hub.time.set(at(hours));
      await stock({ sku: 'A', node: 'NJ', onHand, at: at(hours - 5) });
    }
    const turns = async () =>
      ((await stockHistory(hub.pool, hub.merchant.id, ['A'])).get('A') ?? []).map((one) => [one.onHand, one.heardAt]);
    const all = [
      [4, at(0)],
      [0, at(2)],
      [6, at(4)],
    ];
    expect(await turns()).toEqual(all);
    await hub.pipeline.replay({ merchantId: hub.merchant.id });
    await hub.pipeline.settled();
    expect(await turns()).toEqual(all);
    expect(await pruneStockTurns(hub.pool, at(3))).toBe(1);
    expect(await turns()).toEqual(all.slice(1));
    expect(await pruneStockTurns(hub.pool, at(9))).toBe(1);
    expect(await turns()).toEqual(all.slice(2));
  });
});

describe('a promise of an order without a parcel', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.set(START);
    await wipe(hub.pool);
  });
  const rules = async (): Promise<string[]> =>
    (
      await hub.rows<{ line: string }>(
        `select concat_ws(' ', status, detection->>'rule', close_code) as line from exception_case order by number`,
      )
    ).map(({ line }) => line);
  const fire = async (hours: number): Promise<void> => {
    hub.time.set(at(hours));
    await fireAll(hub);
  };

  it('opens a case in time, which its parcel takes over', async () => {
    await hub.post({ orders: [{ number: '1042', placedAt: at(-2), promisedBy: at(60) }] }, 'toy-shop');
    await hub.pipeline.settled();
    await fire(35);
    expect(await rules()).toEqual([]);
    await fire(36);
    expect(await rules()).toEqual(['OPEN promise-at-risk/no-parcel']);
    await hub.tell({ number: 'T1', order: '1042', events: [{ code: 'ACCEPTED', at: at(36) }] });
    await fire(36);
    expect(await rules()).toEqual(['CLOSED promise-at-risk/no-parcel WAREHOUSE_MISS']);
    await fire(60);
    expect(await rules()).toEqual(['CLOSED promise-at-risk/no-parcel WAREHOUSE_MISS', 'OPEN promise-at-risk/passed']);
  });

  it('opens nothing for orders of long ago, as when a shop tells its past', async () => {
    const told = [-31, -29].map((days) => ({
      number: String(days),
      placedAt: at((days - 3) * 24),
      promisedBy: at(days * 24),
    }));
    await hub.post({ orders: told }, 'toy-shop');
    await hub.pipeline.settled();
    await fire(1);
    expect(await hub.rows('select order_number from exception_case')).toEqual([{ order_number: '-29' }]);
    // One that is open stays when its order has become old, and when the rule is switched off.
    const look = (hours: number) =>
      hub.pool.query(
        `insert into deadline select merchant_id, 'order', id, $1 from orders on conflict (merchant_id, subject_kind, subject_id) do update set due_at = $1`,
        [at(hours)],
      );
    await look(100);
    await fire(100);
    await look(101);
    hub.time.set(at(101));
    await fireAll(hub, () => ({ ...DEFAULT_POLICY, noParcel: { on: false, lookBackDays: 30 } }));
    expect(await rules()).toEqual(['OPEN promise-at-risk/no-parcel']);
  });

  it('opens nothing where a parcel is under way', async () => {
    await hub.post({ orders: [{ number: '1042', placedAt: at(-2), promisedBy: at(60) }] }, 'toy-shop');
    await hub.tell({ number: 'T1', order: '1042', events: [{ code: 'ACCEPTED', at: at(1) }] });
    await fire(40);
    expect(await rules()).toEqual([]);
  });
});
