import { instant, type Instant } from '@whereabouts/model';
import { readShipmentChanges, shipmentFeedEnd, type FeedPosition, type ShipmentChangeEntry } from '@whereabouts/store';
import { shopPipeline, testHub, type TestHub } from '../testing/test-hub';

const at = (hour: number): Instant => instant(Date.UTC(2026, 10, 20, hour));

describe('what the feed of shipments is told', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterEach(() => hub.close());

  const end = (): Promise<FeedPosition> => shipmentFeedEnd(hub.pool, hub.merchant.id);
  const now = (): Promise<{ rows: { n: number }[] }> =>
    hub.pool.query('select count(*)::int as n from shipment_change');
  async function told(from: FeedPosition): Promise<readonly ShipmentChangeEntry[]> {
    const { rows } = await now();
    const all = rows[0]!.n;
    for (;;) {
      // The feed waits for the oldest transaction of the whole server, and other specs share it.
      const seen = await readShipmentChanges(hub.pool, hub.merchant.id, { xid: '0', seq: 0 }, 1_000);
      if (seen.length === all) return readShipmentChanges(hub.pool, hub.merchant.id, from, 1_000);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('is each milestone that is new, once, with what it made of the shipment', async () => {
    const from = await end();
    await hub.tell({
      number: 'T1',
      events: [
        { code: 'ACCEPTED', at: at(8), city: 'Kiel' },
        { code: 'OUT_FOR_DELIVERY', at: at(10), city: 'Bonn' },
      ],
    });
    const first = await told(from);
    expect(first).toHaveLength(2);
    expect(first[0]).toMatchObject({
      trackingNumber: 'T1',
      after: { carrier: 'toy', state: 'OUT_FOR_DELIVERY', hasOpenCase: false },
      was: null,
    });
    const { rows } = await hub.pool.query<{ id: string }>('select id from milestone');
    expect(new Set(first.map(({ milestoneId }) => milestoneId))).toEqual(new Set(rows.map(({ id }) => id)));

    const again = first.at(-1)!.position;
    const event = { code: 'OUT_FOR_DELIVERY', at: at(10), city: 'Bonn' } as const;
    await hub.tell({ number: 'T1', events: [event] });
    expect(await told(again)).toEqual([]);
    await hub.tell({ number: 'T1', events: [event, { code: 'DELIVERED', at: at(11), city: 'Bonn' }] });
    expect(await told(again)).toMatchObject([{ after: { state: 'DELIVERED' }, was: { state: 'OUT_FOR_DELIVERY' } }]);
  });

  it('is that a shipment got its first open case, and that a person closed its last one', async () => {
    const from = await end();
    await hub.tell({
      number: 'T2',
      events: [{ code: 'EXCEPTION', at: at(10), reasons: ['carrier.damage'] }],
    });
    const opening = await told(from);
    expect(opening).toMatchObject([{ after: { hasOpenCase: true }, was: null }]);
    const opened = opening.at(-1)!.position;
    const { rows } = await hub.pool.query<{ id: string; owner_id: string }>('select id, owner_id from exception_case');
    const { id: caseId, owner_id: actor } = rows[0]!;
    const [reply] = await hub.pipeline.commandCases({
      merchantId: hub.merchant.id,
      actor,
      role: 'ADMIN',
      caseIds: [caseId],
      commands: [
        { type: 'resolve-customer', resolution: 'NONE_NEEDED' },
        { type: 'advance-recovery', to: 'SETTLED', outcome: 'NOT_ELIGIBLE' },
        { type: 'close', closeCode: 'DAMAGE' },
      ],
    });
    expect(reply!.ok || reply!.message).toBe(true);
    expect(await told(opened)).toMatchObject([
      { milestoneId: null, after: { hasOpenCase: false }, was: { hasOpenCase: true } },
    ]);
  });

  it('is nothing while a rebuild goes through the past', async () => {
    const from = await end();
    await hub.tell({ number: 'T3', events: [{ code: 'ACCEPTED', at: at(8) }] });
    const last = (await told(from)).at(-1)!.position;
    await hub.pipeline.rebuild(() => undefined);
    expect(await told(last)).toEqual([]);
  });

  it('reaches whoever follows the merchant, in another process too, and nobody else', async () => {
    const other = await shopPipeline(hub, hub.time.clock, { roles: [] });
    await other.start();
    const heard: Record<'here' | 'there' | 'left', string[]> = { here: [], there: [], left: [] };
    const hear = (list: string[]) => (changes: readonly ShipmentChangeEntry[]) =>
      void list.push(...changes.map(({ trackingNumber }) => trackingNumber));
    const here = await hub.pipeline.shipmentFeed.follow(hub.merchant.id, hear(heard.here));
    const there = await other.shipmentFeed.follow(hub.merchant.id, hear(heard.there));
    const left = await other.shipmentFeed.follow(hub.merchant.id, hear(heard.left));
    left.leave();
    for (const number of ['A1', 'A2', 'A3']) await hub.tell({ number, events: [{ code: 'ACCEPTED', at: at(8) }] });
    for (let tries = 0; tries < 500 && heard.here.length + heard.there.length < 6; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual({ here: ['A1', 'A2', 'A3'], there: ['A1', 'A2', 'A3'], left: [] });
    expect(here.position()).toEqual(there.position());
    here.leave();
    there.leave();
    await other.stop();
  });
});
