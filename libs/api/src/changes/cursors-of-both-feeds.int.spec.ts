import { appendShipmentChanges, inTransaction, type ShipmentFacts } from '@whereabouts/store';
import { changeOf, commitChanges } from '../testing/changes';
import { hear, type Heard } from '../testing/listen';
import { caseRow, insert, shipmentRow, someId, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';

const CASES = `subscription ($after: FeedCursor, $snapshot: Boolean) {
  exceptionChanges(after: $after, snapshot: $snapshot) { cursor exceptionCase { number } } }`;
const SHIPMENTS = `subscription ($after: FeedCursor, $snapshot: Boolean) {
  shipmentChanges(after: $after, snapshot: $snapshot) { cursor shipment { trackingNumber } } }`;

interface CaseChange {
  readonly cursor: string;
  readonly exceptionCase: { readonly number: number };
}
interface ShipmentChange {
  readonly cursor: string;
  readonly shipment: { readonly trackingNumber: string };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a cursor of one feed, given to the other', () => {
  let hub: World;
  const number = { next: 1 };
  beforeEach(async () => (hub = await world()));
  afterEach(() => hub.close());

  const openCase = async (): Promise<Row> => {
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, { number: number.next++, shipment_id: someId() });
    await insert(hub.pool, 'exception_case', row);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, row)]);
    return row;
  };
  const scan = async (): Promise<string> => {
    const row = shipmentRow(hub.merchantId, hub.now);
    const trackingNumber = row['tracking_number'] as string;
    const after: ShipmentFacts = {
      carrier: 'ups',
      state: 'IN_TRANSIT',
      nodeCode: 'ATL1',
      orderNumber: null,
      shippedAt: null,
      hasOpenCase: false,
    };
    await insert(hub.pool, 'shipment', row);
    await inTransaction(hub.pool, (tx) =>
      appendShipmentChanges(tx, [
        {
          merchantId: hub.merchantId,
          shipmentId: row['id'] as string,
          trackingNumber,
          milestoneId: null,
          at: hub.now,
          before: null,
          after,
        },
      ]),
    );
    return trackingNumber;
  };
  const listen = <Change>(query: string, variables: Record<string, unknown>): Heard<Change> =>
    hear<Change>(hub.api, hub.viewer('AGENT'), query, variables);
  /** Transactions of other tests on the server hold the feeds back. Fails with the code that ends the subscription. */
  async function heard<Change>(one: Heard<Change>, count: number): Promise<readonly Change[]> {
    const state: { ended?: unknown } = {};
    void one.ended.then((end) => (state.ended = end));
    for (; one.values.length < count && state.ended === undefined; await wait(5)) {
      await hub.hand.advance(0);
      await hub.hand.advanceShipments(0);
    }
    one.stop();
    expect(state.ended ?? null).toBeNull();
    return one.values;
  }
  const feedCursor = async (): Promise<string> =>
    ((await hub.ask('{ changes { cursor } }')).data as { changes: { cursor: string } }).changes.cursor;
  const changesAfter = async (after: string): Promise<unknown> =>
    (
      await hub.ask('query ($after: FeedCursor) { changes(after: $after) { changes { exceptionCase { number } } } }', {
        after,
      })
    ).data;

  it('of cases, behind the last change of the merchant’s shipments: what comes then is sent, and nothing else', async () => {
    await scan();
    await openCase();
    await hub.hand.advance(1);
    const one = listen<ShipmentChange>(SHIPMENTS, { after: await feedCursor() });
    await wait(50);
    const later = await scan();
    expect((await heard(one, 1)).map(({ shipment }) => shipment.trackingNumber)).toEqual([later]);
  });

  it('of shipments, behind the last change of any case', async () => {
    await openCase();
    await hub.hand.advance(1);
    const shipments = listen<ShipmentChange>(SHIPMENTS, { after: await feedCursor() });
    await scan();
    const [{ cursor: after }] = (await heard(shipments, 1)) as [ShipmentChange];
    expect(await changesAfter(after)).toEqual({ changes: { changes: [] } });
    const one = listen<CaseChange>(CASES, { after });
    await wait(50);
    const later = await openCase();
    expect((await heard(one, 1)).map(({ exceptionCase }) => exceptionCase.number)).toEqual([later['number']]);
  });

  it('of a snapshot is refused by the other: it says how far that one is', async () => {
    const row = (): Row => caseRow(hub.merchantId, hub.agentId, hub.now, { number: number.next++ });
    await insert(hub.pool, 'exception_case', row(), row());
    await insert(hub.pool, 'shipment', shipmentRow(hub.merchantId, hub.now), shipmentRow(hub.merchantId, hub.now));
    const cases = await heard(listen<CaseChange>(CASES, { snapshot: true }), 1);
    const shipments = await heard(listen<ShipmentChange>(SHIPMENTS, { snapshot: true }), 1);
    const refusal = { code: 'BAD_USER_INPUT' };
    expect(await listen(SHIPMENTS, { after: cases[0]!.cursor }).ended).toMatchObject(refusal);
    expect(await listen(CASES, { after: shipments[0]!.cursor }).ended).toMatchObject(refusal);
    // Its own goes on.
    expect(await heard(listen<CaseChange>(CASES, { after: cases[0]!.cursor }), 1)).toHaveLength(1);
    expect(await heard(listen<ShipmentChange>(SHIPMENTS, { after: shipments[0]!.cursor }), 1)).toHaveLength(1);
  });

  it('is good also where the days of the other feed that lie behind it are gone', async () => {
    const first = await scan();
    const kept = listen<ShipmentChange>(SHIPMENTS, {});
    await wait(50);
    // Another merchant's parcels went on, and their days were dropped; nothing happened to this one's, or to any case.
    await hub.pool.query('update shipment_feed_floor set xid = pg_current_xact_id(), seq = 1');
    for (; ; await wait(5)) {
      const { rows } = await hub.pool.query(
        'select from shipment_feed_floor where xid < pg_snapshot_xmin(pg_current_snapshot())',
      );
      if (rows.length > 0) break;
    }
    const behind = listen<ShipmentChange>(SHIPMENTS, { after: await feedCursor() });
    const fresh = listen<ShipmentChange>(SHIPMENTS, { snapshot: true });
    expect((await heard(fresh, 1)).map(({ shipment }) => shipment.trackingNumber)).toEqual([first]);
    const later = await scan();
    expect((await heard(behind, 1)).map(({ shipment }) => shipment.trackingNumber)).toEqual([later]);
    kept.stop();
  });

  it('that no feed of this database has come to is refused: after a restore from a backup, a fresh snapshot is due', async () => {
    await scan();
    await openCase();
    const after = Buffer.from('99999999999.1').toString('base64url');
    expect(await listen(SHIPMENTS, { after }).ended).toMatchObject({ code: 'CURSOR_EXPIRED' });
    expect(await listen(CASES, { after }).ended).toMatchObject({ code: 'CURSOR_EXPIRED' });
    const { errors } = await hub.ask('query ($after: FeedCursor) { changes(after: $after) { cursor } }', { after });
    expect(errors?.[0]?.extensions['code']).toBe('CURSOR_EXPIRED');
  });
});
