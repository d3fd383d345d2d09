import { after, DAY, EMPTY_SUMMARY, instant, type Instant } from '@whereabouts/model';
import type { LockedShipment } from '@whereabouts/store';
import type { HeardMilestone, ParcelNews } from './heard';
import { identify, RECYCLED_AFTER, UNKNOWN_CARRIER } from './identify';

const AT = instant('2026-06-01T00:00:00Z');
const day = (count: number): Instant => after(AT, count * DAY);

/** News of number N1; the milestones happened on these days. */
const news = (carrier: string | null, ...days: readonly number[]): ParcelNews => ({
  merchantId: 'm',
  trackingNumber: 'N1',
  carrier,
  receivedAt: day(days.at(-1) ?? 0),
  replay: false,
  milestones: days.map((count) => ({ occurredAt: day(count) }) as HeardMilestone),
  claims: [],
  externals: [],
});

const shipment = (id: string, carrier: string, epoch: number, ...heard: readonly number[]): LockedShipment => ({
  merchantId: 'm',
  id,
  trackingNumber: 'N1',
  carrier,
  isCarrierGuessed: false,
  epoch,
  orderId: null,
  summary: EMPTY_SUMMARY,
  heardFrom: heard.length ? day(heard[0]!) : null,
  heardTo: heard.length ? day(heard.at(-1)!) : null,
  openCases: 0,
  nextCheckAt: null,
  counted: null,
  addressValidation: null,
  hasTickets: false,
  filed: null,
});

const sketch = (existing: readonly LockedShipment[], ...said: readonly ParcelNews[]) =>
  identify(existing, said).map(({ shipment: { carrier, epoch }, milestones, isNew }) => ({
    carrier,
    epoch,
    isNew,
    told: milestones.length,
  }));

describe('the parcel that news belongs to', () => {
  it('is a new one for a number that nobody knows', () => {
    const [parcel] = identify([], [news('ups', 0, 2)]);
    expect(parcel).toMatchObject({
      isNew: true,
      shipment: { trackingNumber: 'N1', carrier: 'ups', epoch: 0, heardFrom: day(0), heardTo: day(2) },
    });
  });

  it('is the same for all news of one number, carrier and time', () => {
    expect(sketch([], news('ups', 0), news('ups', 3), news('ups'))).toEqual([
      { carrier: 'ups', epoch: 0, isNew: true, told: 2 },
    ]);
  });

  it('is another one for another carrier, another merchant, or another number', () => {
    const said = [news('ups', 0), news('fedex', 0), { ...news('ups', 0), merchantId: 'n' }];
    expect(sketch([], ...said, { ...news('ups', 0), trackingNumber: 'N2' })).toHaveLength(4);
    const ids = identify([], said).map((parcel) => parcel.shipment.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('is another one when the number comes back after months, in either order of arrival', () => {
    const gap = RECYCLED_AFTER / DAY;
    expect(sketch([], news('ups', 0), news('ups', gap)).map(({ told }) => told)).toEqual([2]);
    for (const said of [
      [news('ups', 0), news('ups', gap + 1)],
      [news('ups', gap + 1), news('ups', 0)],
    ])
      expect(sketch([], ...said)).toEqual([
        { carrier: 'ups', epoch: 0, isNew: true, told: 1 },
        { carrier: 'ups', epoch: 1, isNew: true, told: 1 },
      ]);
  });

  it('is the nearest in time of those that bore the number', () => {
    const known = [shipment('a', 'ups', 0, 0, 10), shipment('b', 'ups', 1, 200, 210)];
    expect(sketch(known, news('ups', 90)).map(({ told }) => told)).toEqual([1, 0]);
    expect(sketch(known, news('ups', 120)).map(({ told }) => told)).toEqual([0, 1]);
  });

  it('without a carrier is the one that exists, whoever carries it', () => {
    expect(sketch([shipment('a', 'ups', 0, 0)], news(null, 1))).toEqual([
      { carrier: 'ups', epoch: 0, isNew: false, told: 1 },
    ]);
  });

  it('of an unknown carrier takes the first carrier that is named, and keeps it', () => {
    expect(sketch([], news(null, 0))).toMatchObject([{ carrier: UNKNOWN_CARRIER }]);
    expect(sketch([], news(null, 0), news('ups', 1), news('fedex', 2))).toEqual([
      { carrier: 'ups', epoch: 0, isNew: true, told: 2 },
      { carrier: 'fedex', epoch: 0, isNew: true, told: 1 },
    ]);
  });

  describe('with a number that only one carrier gives out', () => {
    const UPS = '1Z5R89390357567127';
    const of = (carrier: string | null, ...days: readonly number[]) => ({
      ...news(carrier, ...days),
      trackingNumber: UPS,
    });
    const carriers = (...said: readonly ParcelNews[]) =>
      identify([], said).map(({ shipment: { carrier, isCarrierGuessed, epoch } }) => [
        carrier,
        isCarrierGuessed,
        epoch,
      ]);

    it('is taken for that carrier until one is named', () => {
      expect(carriers(of(null, 0))).toEqual([['ups', true, 0]]);
      expect(carriers(of(null, 0), of(null, 1))).toEqual([['ups', true, 0]]);
      expect(carriers(of(null, 0), of('ups', 1))).toEqual([['ups', false, 0]]);
    });

    it('is one parcel whoever is named, and in either order', () => {
      for (const said of [
        [of(null, 0), of('ups-mail-innovations', 1)],
        [of('ups-mail-innovations', 1), of(null, 0)],
      ])
        expect(carriers(...said)).toEqual([['ups-mail-innovations', false, 0]]);
    });

    it('is not guessed from bare digits, nor to be of a carrier that nobody knows', () => {
      for (const trackingNumber of ['986578788855', 'RB123456785LU'])
        expect(identify([], [{ ...news(null, 0), trackingNumber }])[0]!.shipment).toMatchObject({
          carrier: UNKNOWN_CARRIER,
          isCarrierGuessed: false,
        });
    });

    it('is known to be named now', () => {
      const [first] = identify([], [of(null, 0)]);
      expect(identify([first!.shipment], [of('ups', 0)])[0]).toMatchObject({ isExtended: true });
    });
  });

  it('gets an epoch that is free, also when one between was named otherwise', () => {
    const known = [shipment('b', UNKNOWN_CARRIER, 1, 200), shipment('c', 'ups', 0, -400)];
    expect(sketch(known, news(null, 600)).at(-1)).toMatchObject({ carrier: UNKNOWN_CARRIER, epoch: 2 });
  });

  it('that takes a carrier does not take the epoch of an earlier parcel of that carrier', () => {
    const known = [shipment('a', 'ups', 0, -300), shipment('b', UNKNOWN_CARRIER, 0, 0)];
    const parcels = identify(known, [news('ups', 1)]);
    expect(parcels.map(({ shipment: { id, carrier, epoch } }) => [id, carrier, epoch])).toEqual([
      ['a', 'ups', 0],
      ['b', 'ups', 1],
    ]);
  });

  it('says whether the news told its carrier or widened its time', () => {
    const known = [shipment('a', 'ups', 0, 0, 10)];
    const isExtended = (said: ParcelNews) => identify(known, [said])[0]!.isExtended;
    expect([news('ups', 5), news('ups'), news('ups', 11), news('ups', -1)].map(isExtended)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(identify([shipment('a', UNKNOWN_CARRIER, 0, 0)], [news('ups', 0)])[0]!.isExtended).toBe(true);
  });

  it('comes back without news as well: it may be due', () => {
    expect(sketch([shipment('a', 'ups', 0, 0)])).toEqual([{ carrier: 'ups', epoch: 0, isNew: false, told: 0 }]);
  });
});
