import { appendShipmentChanges, inTransaction, publicId, type ShipmentChangeWrite } from '@whereabouts/store';
import { factsOf } from '../../testing/changes';
import { hear, type Heard } from '../../testing/listen';
import { caseRow, insert, milestoneRow, orderRow, shipmentRow, type Row } from '../../testing/rows';
import { world, type World } from '../../testing/world';

const DOCUMENT = `subscription ($ids: [ID!], $filter: ShipmentFilter, $after: FeedCursor, $snapshot: Boolean) {
  shipmentChanges(shipmentIds: $ids, filter: $filter, after: $after, snapshot: $snapshot) {
    cursor snapshot milestone { code source { name } rawInputId } shipment { id trackingNumber state } } }`;

interface Change {
  readonly cursor: string;
  readonly snapshot: string | null;
  readonly milestone: { readonly code: string; readonly source: { readonly name: string } } | null;
  readonly shipment: { readonly id: string; readonly trackingNumber: string; readonly state: string };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('shipmentChanges', () => {
  let hub: World;
  beforeAll(async () => (hub = await world()));
  afterAll(() => hub.close());

  async function make(given: Row = {}): Promise<Row> {
    const row = shipmentRow(hub.merchantId, hub.now, given);
    await insert(hub.pool, 'shipment', row);
    return row;
  }
  const commit = (row: Row, given: Partial<ShipmentChangeWrite> = {}): Promise<void> =>
    inTransaction(hub.pool, (tx) =>
      appendShipmentChanges(tx, [
        {
          merchantId: hub.merchantId,
          shipmentId: row['id'] as string,
          trackingNumber: row['tracking_number'] as string,
          milestoneId: null,
          at: hub.now,
          before: null,
          after: factsOf(row),
          ...given,
        },
      ]),
    );
  const listen = (variables: Record<string, unknown> = {}, query = DOCUMENT): Heard<Change> =>
    hear<Change>(hub.api, hub.viewer('AGENT'), query, variables);
  const ready = async (count: number): Promise<void> => {
    while (hub.api.subscribers() < count) await wait(2);
    await wait(50); // the merchant's feed is opened for the first one
  };
  /** A transaction elsewhere on the server can hold the feed back: it is read until all has come. */
  const heard = async (one: Heard<Change>, count: number): Promise<readonly Change[]> => {
    for (; one.values.length < count; await wait(5)) await hub.hand.advanceShipments(0);
    return one.values;
  };
  const numbers = (changes: readonly Change[]): string[] => changes.map(({ shipment }) => shipment.trackingNumber);

  it('sends each new milestone with the shipment as it stands', async () => {
    const row = await make();
    const one = listen();
    await ready(1);
    const milestone = milestoneRow(hub.merchantId, row['id'] as string, hub.sourceId, hub.now);
    await insert(hub.pool, 'milestone', milestone);
    await commit(row, { milestoneId: milestone['id'] as string });
    await commit(row);
    await hub.hand.advanceShipments(2);
    expect(await one.until(2)).toMatchObject([
      {
        snapshot: null,
        milestone: { code: 'IN_TRANSIT', source: { name: 'ups-main' }, rawInputId: null },
        shipment: { id: publicId('shipment', row['id'] as string), state: 'IN_TRANSIT' },
      },
      { milestone: null },
    ]);
    one.stop();
  });

  it('tells of these only, by id and by filter, and of one that stops to match', async () => {
    const [mine, other] = [await make({ state: 'OUT_FOR_DELIVERY' }), await make()];
    const byId = listen({ ids: [publicId('shipment', mine['id'] as string), 'rubbish'] });
    const byState = listen({ filter: { state: ['OUT_FOR_DELIVERY'] } });
    await ready(2);
    await commit(mine);
    await commit(other);
    const delivered = { ...factsOf(mine), state: 'DELIVERED' as const };
    await commit(mine, { before: factsOf(mine), after: delivered });
    await commit(mine, { before: delivered, after: delivered });
    await hub.hand.advanceShipments(4);
    expect(numbers(await byId.until(3))).toEqual(Array(3).fill(mine['tracking_number']));
    await wait(20);
    expect(numbers(byState.values)).toEqual(Array(2).fill(mine['tracking_number']));
    byId.stop();
    byState.stop();
  });

  it('tells of those that an email address or the number of a case names', async () => {
    const order = orderRow(hub.merchantId, hub.now, { customer_email: 'Kim@example.test' });
    await insert(hub.pool, 'orders', order);
    const [mine, other] = [await make({ order_id: order['id'] }), await make()];
    const about = { number: 77, shipment_id: mine['id'] };
    await insert(hub.pool, 'exception_case', caseRow(hub.merchantId, hub.agentId, hub.now, about));
    const all = ['kim@EXAMPLE.test', 'EX-77', '77'].map((search) => listen({ filter: { search } }));
    await ready(3);
    await commit(other);
    await commit(mine);
    await hub.hand.advanceShipments(2);
    for (const one of all) expect(numbers(await one.until(1))).toEqual([mine['tracking_number']]);
    await wait(20);
    for (const one of all) {
      expect(one.values).toHaveLength(1);
      one.stop();
    }
    const snapshot = listen({ filter: { search: 'kim@example.test' }, snapshot: true });
    expect(numbers(await snapshot.until(1))).toEqual([mine['tracking_number']]);
    snapshot.stop();
  });

  it('goes on behind a cursor, of its own and of the feed of cases: nothing missed, nothing twice', async () => {
    const { data } = await hub.ask('{ changes { cursor } }');
    const { cursor: begin } = (data as { changes: { cursor: string } }).changes;
    const rows: Row[] = [];
    for (let index = 0; index < 230; index++) {
      rows.push(await make({ node_code: 'LAX2' }));
      await commit(rows.at(-1)!);
    }
    const filter = { nodeCode: ['LAX2'] };
    const first = listen({ filter, after: begin });
    const some = await heard(first, 230);
    first.stop();
    expect(numbers(some)).toEqual(rows.map((row) => row['tracking_number']));
    const second = listen({ filter, after: some[99]!.cursor });
    await heard(second, 130);
    rows.push(await make({ node_code: 'LAX2' }));
    await commit(rows.at(-1)!);
    expect(numbers(await heard(second, 131))).toEqual(rows.slice(100).map((row) => row['tracking_number']));
    second.stop();
  });

  it('begins with a snapshot', async () => {
    const rows = [await make({ node_code: 'SEA3' }), await make({ node_code: 'SEA3' })];
    const one = listen({ filter: { nodeCode: ['SEA3'] }, snapshot: true });
    const snapshot = await one.until(2);
    expect(snapshot.map((change) => change.snapshot)).toEqual(['MORE', 'LAST']);
    expect(new Set(numbers(snapshot))).toEqual(new Set(rows.map((row) => row['tracking_number'])));
    await commit(rows[0]!);
    await hub.hand.advanceShipments(1);
    expect((await one.until(3))[2]).toMatchObject({ snapshot: null });
    one.stop();
  });

  it('refuses too many ids, cursors that are none, and ends with one that is too old', async () => {
    expect(await listen({ ids: Array(201).fill('shp_1') }).ended).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await listen({ after: 'rubbish' }).ended).toMatchObject({ code: 'BAD_USER_INPUT' });
    const cursor = (text: string): string => Buffer.from(text).toString('base64url');
    expect(await listen({ after: cursor('99999999999.1') }).ended).toMatchObject({ code: 'CURSOR_EXPIRED' });
    await hub.pool.query(`update shipment_feed_floor set xid = '50', seq = 1`);
    expect(await listen({ after: cursor('49.1') }).ended).toMatchObject({ code: 'CURSOR_EXPIRED' });
    await hub.pool.query(`update shipment_feed_floor set xid = '0', seq = 0`);
  });

  it('is read and executed once for all who ask the same', async () => {
    const row = await make({ node_code: 'MIA4' });
    const all = Array.from({ length: 20 }, () => listen({ filter: { nodeCode: ['MIA4'] } }));
    await ready(20);
    await commit(row);
    await wait(30);
    hub.asked.length = 0;
    await hub.hand.advanceShipments(1);
    await Promise.all(all.map((one) => one.until(1)));
    expect(hub.asked).toHaveLength(1);
    for (const one of all) one.stop();
  });
});
