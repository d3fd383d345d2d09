import fc from 'fast-check';
import { CLAIM_TYPES, type ClaimType } from '../policy/claims';
import { DEFAULT_CLAIMS } from '../policy/default-claims';
import { DAY, instant, msBetween, type Instant } from '../time/instant';
import { claimWindowOf, takesClaims, type ClaimFacts } from './claim-window';

const facts = (change: Partial<ClaimFacts> = {}): ClaimFacts => ({
  carrier: 'ups',
  service: 'Ground',
  international: false,
  shippedAt: instant('2026-03-01T18:00:00Z'),
  deliveredAt: instant('2026-03-05T15:00:00Z'),
  promisedAt: instant('2026-03-04T23:00:00Z'),
  zone: 'UTC',
  ...change,
});
const span = (type: ClaimType, change: Partial<ClaimFacts> = {}): string | null => {
  const found = claimWindowOf(DEFAULT_CLAIMS, type, facts(change));
  return found && `${found.opensAt.slice(0, 16)} to ${found.deadline.slice(0, 16)}`;
};

describe('the window in which a carrier takes a claim', () => {
  it.each([
    ['UPS, lost', 'LOSS', {}, '2026-03-05T00:00 to 2026-05-04T00:00'],
    ['UPS, lost, and no date was promised', 'LOSS', { promisedAt: null }, '2026-03-02T00:00 to 2026-05-01T00:00'],
    ['UPS, damaged', 'DAMAGE', {}, '2026-03-05T00:00 to 2026-05-05T00:00'],
    ['UPS, damaged abroad', 'DAMAGE', { international: true }, '2026-03-05T00:00 to 2026-03-20T00:00'],
    ['UPS, late, by air', 'LATE', { service: 'Next Day Air' }, '2026-03-04T00:00 to 2026-03-20T00:00'],
    ['UPS, late, on the ground', 'LATE', {}, null],
    ['FedEx, lost', 'LOSS', { carrier: 'fedex' }, '2026-03-02T00:00 to 2026-11-27T00:00'],
    [
      'FedEx, damaged abroad',
      'DAMAGE',
      { carrier: 'fedex', international: true },
      '2026-03-05T00:00 to 2026-03-27T00:00',
    ],
    ['USPS, lost', 'LOSS', { carrier: 'usps' }, '2026-03-16T00:00 to 2026-05-01T00:00'],
    [
      'USPS express, lost',
      'LOSS',
      { carrier: 'usps', service: 'PRIORITY_MAIL_EXPRESS' },
      '2026-03-08T00:00 to 2026-05-01T00:00',
    ],
    ['DHL Express, lost', 'LOSS', { carrier: 'dhl-express' }, '2026-03-01T00:00 to 2026-04-01T00:00'],
    ['DHL Paket, damaged', 'DAMAGE', { carrier: 'dhl-parcel-de' }, '2026-03-05T00:00 to 2026-03-13T00:00'],
    ['Evri, incomplete: not covered', 'MISSING_CONTENT', { carrier: 'evri' }, null],
    ['a carrier that nobody looked up', 'LOSS', { carrier: 'tuffnells' }, '2026-03-08T00:00 to 2026-05-01T00:00'],
    ['a carrier that nobody looked up, late', 'LATE', { carrier: 'tuffnells' }, null],
  ] as const)('%s', (_name, type, change, expected) => expect(span(type, change)).toBe(expected));

  it('is not known before the event from which it counts', () => {
    expect(span('DAMAGE', { deliveredAt: null })).toBeNull();
    expect(takesClaims(DEFAULT_CLAIMS, 'DAMAGE', facts({ deliveredAt: null }))).toBe(true);
  });

  it("counts days by the merchant's calendar, also when one of them has 23 hours", () => {
    const late = { zone: 'America/New_York', deliveredAt: instant('2026-03-06T03:00:00Z') };
    // Still the 5th in New York; the clocks go forward on March 8th.
    expect(span('DAMAGE', late)).toBe('2026-03-05T05:00 to 2026-05-05T04:00');
  });

  it('names the document', () => {
    expect(claimWindowOf(DEFAULT_CLAIMS, 'LOSS', facts({ carrier: 'usps' }))?.source).toMatch(/^USPS: File a claim/);
  });

  it('lasts from the first day to the end of the last one, whatever the zone', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...DEFAULT_CLAIMS.windows),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map(instant),
        fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'),
        (row, at: Instant, zone) => {
          const given = facts({
            carrier: row.carrier,
            service: row.services?.[0] ?? null,
            international: row.scope === 'INTERNATIONAL',
            shippedAt: at,
            deliveredAt: at,
            promisedAt: at,
            zone,
          });
          const found = claimWindowOf({ windows: [row], followUpDays: 7 }, row.type, given)!;
          const days = row.latestDay - row.earliestDay + 1;
          expect(Math.abs(msBetween(found.opensAt, found.deadline) - days * DAY)).toBeLessThanOrEqual(DAY / 12);
          expect(found.opensAt <= at || row.earliestDay > 0).toBe(true);
          expect(found.deadline > at).toBe(true);
        },
      ),
    ));
});

describe('the windows that a merchant begins with', () => {
  const rows = DEFAULT_CLAIMS.windows;

  it('have a source, and days in order', () => {
    for (const row of rows) {
      expect(row.source.length).toBeGreaterThan(10);
      expect(row.earliestDay).toBeGreaterThanOrEqual(0);
      expect(row.latestDay).toBeGreaterThan(row.earliestDay);
    }
  });

  it('have no row that an earlier one hides', () => {
    const keys = rows.map(
      (row) => `${row.carrier} ${row.type} ${row.scope} ${row.from} ${(row.services ?? []).join()}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('say of every carrier whether a lost parcel is paid', () => {
    for (const carrier of new Set(rows.map((row) => row.carrier)))
      expect([carrier, rows.some((row) => row.carrier === carrier && row.type === 'LOSS')]).toEqual([carrier, true]);
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(Object.keys(CLAIM_TYPES)));
  });
});
