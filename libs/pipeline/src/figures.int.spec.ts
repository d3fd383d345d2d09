import { after, HOUR, instant, type Instant } from '@whereabouts/model';
import { projectionsOf } from './testing/projections';
import { testHub, type TestHub } from './testing/test-hub';
import type { ToyParcel } from './testing/toy-plugin';

const START = instant('2026-11-18T00:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

interface DayRow {
  readonly scope: string;
  readonly name: string;
  readonly what: string;
  readonly n: number;
}

describe('figures of lanes and carriers', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub();
    // As it starts, a process takes up what was left over: what comes in that moment may be applied a little later.
    await hub.tell({ number: 'FIRST' });
  });
  afterEach(() => hub.close());

  const days = (): Promise<DayRow[]> =>
    hub.rows<DayRow>('select scope, name, what, n::int from day_count where n <> 0 order by scope, name, what');
  /** Parcels whose time was counted, by way. */
  const transits = (): Promise<unknown[]> =>
    hub.rows(
      `select lane, service, month::text, (select sum(n)::int from unnest(cells) n) as n from transit_time
        where 0 <> any(cells) order by lane, service, month`,
    );
  const parcel = (number: string, change: Partial<ToyParcel> = {}): ToyParcel => ({
    number,
    from: 'US',
    to: 'CA',
    service: 'GROUND',
    events: [{ code: 'ACCEPTED', at: at(1) }],
    ...change,
  });
  const delivered = (number: string, hours: number): ToyParcel =>
    parcel(number, {
      events: [
        { code: 'ACCEPTED', at: at(1) },
        { code: 'DELIVERED', at: at(1 + hours) },
      ],
    });

  it('count each shipment and each case once, however often they are heard of', async () => {
    const damage = { code: 'EXCEPTION' as const, at: at(5), reasons: ['carrier.damage' as const] };
    await hub.tell(parcel('T1'), parcel('T2'), parcel('T1'));
    await hub.tell(parcel('T1', { events: [damage] }), parcel('T1', { events: [damage] }));
    const expected = [
      { scope: 'CARRIER', name: 'toy', what: 'DAMAGE_REPORTED', n: 1 },
      { scope: 'CARRIER', name: 'toy', what: 'SHIPPED', n: 2 },
      { scope: 'LANE', name: 'US>CA', what: 'DAMAGE_REPORTED', n: 1 },
      { scope: 'LANE', name: 'US>CA', what: 'SHIPPED', n: 2 },
    ];
    expect(await days()).toEqual(expected);
    await hub.pipeline.replay({ merchantId: hub.merchant.id });
    await hub.pipeline.settled();
    await hub.pipeline.rebuild(() => undefined);
    expect(await days()).toEqual(expected);
  });

  it('follow a shipment whose lane becomes known later', async () => {
    await hub.tell({ number: 'T1', events: [{ code: 'ACCEPTED', at: at(40) }] });
    expect(await days()).toEqual([{ scope: 'CARRIER', name: 'toy', what: 'SHIPPED', n: 1 }]);
    await hub.tell(parcel('T1'));
    expect((await days()).map(({ name }) => name)).toEqual(['toy', 'US>CA']);
  });

  it('have their lane at each case, from when the case is next written after it is known', async () => {
    const damage = { code: 'EXCEPTION' as const, at: at(5), reasons: ['carrier.damage' as const] };
    const lanes = (): Promise<unknown[]> => hub.rows('select status, lane from exception_case');
    await hub.tell({ number: 'T1', events: [damage] });
    expect(await lanes()).toEqual([{ status: 'OPEN', lane: null }]);
    await hub.tell(parcel('T1', { events: [damage, { code: 'DELIVERED', at: at(9) }] }));
    expect(await lanes()).toEqual([{ status: expect.any(String), lane: 'US>CA' }]);
  });

  it('count a delivery once, also when it is corrected', async () => {
    await hub.tell(delivered('T1', 40), delivered('T1', 40));
    const once = [
      { lane: 'US>CA', service: '', month: '2026-11-01', n: 1 },
      { lane: 'US>CA', service: 'GROUND', month: '2026-11-01', n: 1 },
    ];
    expect(await transits()).toEqual(once);
    const before = await hub.rows<{ cells: number[] }>('select cells from transit_time');
    // The carrier corrects itself: an earlier delivery than was said.
    await hub.tell(delivered('T1', 10));
    expect(await transits()).toEqual(once);
    expect(await hub.rows('select cells from transit_time')).not.toEqual(before);
    await hub.tell(parcel('T1', { events: [{ code: 'IN_TRANSIT', at: at(50) }] }));
    expect(await transits()).toEqual([]);
    const [is] = [await projectionsOf(hub.pool)];
    await hub.pipeline.rebuild(() => undefined);
    expect(await projectionsOf(hub.pool)).toEqual(is);
  });

  it('flag a case on a lane and with a carrier that have had the same trouble again and again', async () => {
    const damaged = (number: string): ToyParcel =>
      parcel(number, {
        events: [
          { code: 'ACCEPTED', at: at(1) },
          { code: 'EXCEPTION', at: at(5), reasons: ['carrier.damage'] },
        ],
      });
    const numbers = (prefix: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await hub.tell(...numbers('G', 93).map((number) => parcel(number)));
    await hub.tell(...numbers('D', 7).map(damaged));
    await hub.tell(damaged('LAST'));
    const [last] = await hub.rows<{ flags: unknown }>(
      `select flags from exception_case where tracking_number = 'LAST'`,
    );
    expect(last?.flags).toEqual([
      { code: 'REPEAT_LANE', because: '7 cases among 100 shipments on US>CA in 28 days (7.0 %)' },
    ]);
    await hub.tell(...numbers('E', 12).map(damaged));
    await hub.tell(damaged('NEXT'));
    const [more] = await hub.rows<{ flags: { because: string }[] }>(
      `select flags from exception_case where tracking_number = 'NEXT'`,
    );
    expect(more?.flags.map(({ because }) => because)).toEqual([
      '20 cases among 113 shipments on US>CA in 28 days (17.7 %)',
      '20 cases among 113 shipments with toy in 14 days (17.7 %)',
    ]);
  });

  it('tell that a promise will be missed, from the parcels that went the same way', async () => {
    const promised = (number: string): ToyParcel =>
      parcel(number, { promisedBy: at(70), events: [{ code: 'ACCEPTED', at: at(45) }] });
    await hub.tell(promised('EARLY'));
    expect(await hub.rows('select kind from exception_case')).toEqual([]);
    await hub.tell(...Array.from({ length: 30 }, (_, index) => delivered(`D${index}`, 40)));
    await hub.tell(promised('LATE'));
    const [found] = await hub.rows<{ tracking_number: string; kind: string; detection: object }>(
      'select tracking_number, kind, detection from exception_case',
    );
    expect(found).toMatchObject({
      tracking_number: 'LATE',
      kind: 'PROMISE_AT_RISK',
      detection: { rule: 'promise-at-risk/lane', thresholds: { way: 'toy GROUND on US>CA', sample: 30 } },
    });
    await hub.tell(parcel('LATE', { events: [{ code: 'DELIVERED', at: at(59) }] }));
    expect(await hub.rows('select status, closed_by from exception_case')).toEqual([
      { status: 'CLOSED', closed_by: 'rule:promise-at-risk/lane' },
    ]);
  });
});
