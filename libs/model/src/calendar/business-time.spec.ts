import fc from 'fast-check';
import { after, HOUR, instant, MINUTE } from '../time/instant';
import { ALWAYS_OPEN, type BusinessCalendar } from './business-calendar';
import { addBusinessTime, businessTimeBetween, isOpen } from './business-time';
import { MADRID_OFFICE } from './office.fixture';

const NIGHTS: BusinessCalendar = {
  ...ALWAYS_OPEN,
  zone: 'Europe/Madrid',
  week: { 6: [{ from: '22:00', to: '24:00' }], 7: [{ from: '00:00', to: '06:00' }] },
};

describe('business time', () => {
  it.each([
    ['over the break at noon', '2025-05-05T13:00+02:00', '2025-05-05T16:00+02:00', 1.5],
    ['over a weekend', '2025-05-09T13:00+02:00', '2025-05-12T10:00+02:00', 2],
    ['at night', '2025-05-05T20:00+02:00', '2025-05-06T08:00+02:00', 0],
    ['on a holiday', '2025-05-01T00:00+02:00', '2025-05-02T00:00+02:00', 0],
    ['on a holiday with an exception', '2025-05-02T00:00+02:00', '2025-05-03T00:00+02:00', 2],
    ['backwards', '2025-05-05T16:00+02:00', '2025-05-05T13:00+02:00', 0],
  ])('%s', (_name, from, to, hours) => {
    expect(businessTimeBetween(MADRID_OFFICE, instant(from), instant(to))).toBe(hours * HOUR);
  });

  it.each([
    ['the hour that the clock left out', '2025-03-29T12:00Z', '2025-03-30T12:00Z', 7],
    ['the hour that the clock showed twice', '2025-10-25T12:00Z', '2025-10-26T12:00Z', 9],
  ])('of a night shift: %s', (_name, from, to, hours) => {
    expect(businessTimeBetween(NIGHTS, instant(from), instant(to))).toBe(hours * HOUR);
  });

  it('counts overlapping hours once', () => {
    const week = {
      1: [
        { from: '09:00', to: '13:00' },
        { from: '12:00', to: '14:00' },
      ],
    };
    const calendar = { ...ALWAYS_OPEN, week };
    expect(businessTimeBetween(calendar, instant('2025-05-05T00:00Z'), instant('2025-05-06T00:00Z'))).toBe(5 * HOUR);
  });

  it.each([
    ['goes over the break', '2025-05-05T13:00+02:00', 2, '2025-05-05T16:30+02:00'],
    ['ends with the day rather than with the next morning', '2025-05-05T09:00+02:00', 8, '2025-05-05T18:30+02:00'],
    ['goes over holidays', '2025-04-30T18:00+02:00', 1, '2025-05-02T10:30+02:00'],
    ['is the start itself for nothing', '2025-05-04T10:00+02:00', 0, '2025-05-04T10:00+02:00'],
  ])('a due time %s', (_name, start, hours, due) => {
    expect(addBusinessTime(MADRID_OFFICE, instant(start), hours * HOUR)).toBe(instant(due));
  });

  it('has no due time in a calendar that closes for good', () => {
    const pop = { date: '2025-05-06', hours: [{ from: '10:00', to: '12:00' }], note: 'One day only' };
    const calendar = { ...ALWAYS_OPEN, week: {}, exceptions: [pop] };
    expect(addBusinessTime(calendar, instant('2025-05-05T00:00Z'), 2 * HOUR)).toBe('2025-05-06T12:00:00.000Z');
    expect(addBusinessTime(calendar, instant('2025-05-05T00:00Z'), 2 * HOUR + 1)).toBeNull();
    expect(addBusinessTime({ ...ALWAYS_OPEN, week: {} }, instant('2025-05-05T00:00Z'), 1)).toBeNull();
  });

  it('refuses what it cannot read', () => {
    const bad = { ...ALWAYS_OPEN, week: { 1: [{ from: '9', to: '17' }] } };
    expect(() => isOpen(bad, instant('2025-05-05T00:00Z'))).toThrow('not a time of day: 9');
    const holidays = [{ date: 'May 1', name: '', country: 'ES' }];
    expect(() => isOpen({ ...ALWAYS_OPEN, holidays }, instant('2025-05-05T00:00Z'))).toThrow('not a date: May 1');
  });

  it('is open from the first minute until before the last', () => {
    expect(isOpen(MADRID_OFFICE, instant('2025-05-05T09:00+02:00'))).toBe(true);
    expect(isOpen(MADRID_OFFICE, instant('2025-05-05T14:00+02:00'))).toBe(false);
  });

  const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 0, 1) }).map((ms) => instant(ms));

  it('adds up, and comes back from where it went, to the millisecond', () => {
    fc.assert(
      fc.property(moment, fc.nat(400 * HOUR), fc.nat(400 * HOUR), (start, first, second) => {
        const between = addBusinessTime(MADRID_OFFICE, start, first)!;
        const due = addBusinessTime(MADRID_OFFICE, start, first + second)!;
        expect(addBusinessTime(MADRID_OFFICE, between, second)).toBe(second === 0 ? between : due);
        expect(businessTimeBetween(MADRID_OFFICE, start, due)).toBe(first + second);
        if (first + second > 0)
          expect(businessTimeBetween(MADRID_OFFICE, start, after(due, -1))).toBe(first + second - 1);
      }),
      { numRuns: 500 },
    );
  });

  it('is plain time in a calendar that is always open', () => {
    fc.assert(
      fc.property(moment, fc.nat(10_000), (start, minutes) => {
        expect(addBusinessTime(ALWAYS_OPEN, start, minutes * MINUTE)).toBe(after(start, minutes * MINUTE));
      }),
    );
  });
});
