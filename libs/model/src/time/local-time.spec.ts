import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DAY, HOUR, instant } from './instant';
import { isZone, localMoment, localTime } from './local-time';

const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'America/Phoenix',
  'America/Sao_Paulo',
  'America/Santiago',
  'Europe/Madrid',
  'Europe/London',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/Nuuk',
];

const at = (text: string, zone: string) => {
  const found = localTime(text, zone);
  if (!found.ok) throw new Error(found.reason);
  return found;
};

/** What an Intl formatter shows on the clock of a zone: independent of Temporal. */
function shown(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return parts.format(ms).replace(' ', 'T');
}

describe('localTime', () => {
  it('is the moment at which the clock on the wall shows the time', () => {
    expect(at('2025-01-15T08:30', 'America/New_York').at).toBe('2025-01-15T13:30:00.000Z');
    expect(at('2025-07-15T08:30', 'America/New_York').at).toBe('2025-07-15T12:30:00.000Z');
    expect(at('2025-07-15T08:30:15.123456789', 'Asia/Kolkata').at).toBe('2025-07-15T03:00:15.123Z');
  });

  it('takes the earlier of the two when summer time ends, and says so', () => {
    expect(at('2025-10-26T02:30', 'Europe/Madrid')).toEqual({
      ok: true,
      at: '2025-10-26T00:30:00.000Z',
      ambiguous: true,
      skipped: false,
    });
  });

  it('shifts forward what the clock never showed when summer time begins, and says so', () => {
    expect(at('2025-03-30T02:30', 'Europe/Madrid')).toEqual({
      ok: true,
      at: '2025-03-30T01:30:00.000Z',
      ambiguous: false,
      skipped: true,
    });
  });

  it('knows half-hour shifts and the day that Samoa left out', () => {
    expect(at('2025-10-05T02:15', 'Australia/Lord_Howe').skipped).toBe(true);
    expect(at('2011-12-30T12:00', 'Pacific/Apia')).toMatchObject({ skipped: true, at: '2011-12-30T22:00:00.000Z' });
  });

  it.each([
    '2025-01-15',
    '2025-01-15T08:30Z',
    '2025-01-15T08:30+01:00',
    '2025-02-30T08:30',
    '2025-01-15T25:00',
    '',
    'x',
  ])('refuses %s as malformed', (text) =>
    expect(localTime(text, 'Europe/Madrid')).toEqual({ ok: false, reason: 'malformed' }),
  );

  it.each(['Europe/Nowhere', 'EST', 'CST6CDT', '+01:00', '', '__proto__', 'Europe/Madrid[x]'])(
    'refuses %s as a zone',
    (zone) => {
      expect(localTime('2025-01-15T08:30', zone)).toEqual({ ok: false, reason: 'unknown-zone' });
      expect(isZone(zone)).toBe(false);
    },
  );

  it('shows the same time on a clock in the zone, for any moment', () => {
    const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (ms, zone) => {
        const second = Math.floor(ms / 1000) * 1000;
        const found = at(shown(second, zone), zone);
        expect(found.skipped).toBe(false);
        const back = Date.parse(found.at);
        expect(shown(back, zone)).toBe(shown(second, zone));
        // Unless the clock showed it twice, it is the very moment; if it did, the earlier of the two.
        if (found.ambiguous) expect(back).toBeLessThanOrEqual(second);
        else expect(back).toBe(second);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with Temporal around every change of the clock', () => {
    for (const zone of ZONES) {
      let change = Temporal.Instant.from('2000-01-01T00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
      for (let n = 0; n < 60 && change !== null; n += 1) {
        for (const minutes of [-120, -61, -60, -45, -30, -1, 0, 1, 29, 30, 59, 60, 61, 120]) {
          const wall = change.toPlainDateTime().add({ minutes });
          const wanted = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
          const found = at(wall.toString({ smallestUnit: 'second' }), zone);
          expect(found.at).toBe(instant(wanted.epochMilliseconds));
        }
        change = change.getTimeZoneTransition('next');
      }
    }
  });

  it('never goes back in time when the clock on the wall goes forward, except over a gap or an overlap', () => {
    const wall = fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(wall, fc.integer({ min: 0, max: DAY }), fc.constantFrom(...ZONES), (ms, step, zone) => {
        const text = (value: number) => new Date(value).toISOString().slice(0, -1);
        const first = Date.parse(at(text(ms), zone).at);
        const second = Date.parse(at(text(ms + step), zone).at);
        expect(Math.abs(second - first - step)).toBeLessThanOrEqual(zone === 'Pacific/Apia' ? 25 * HOUR : 2 * HOUR);
      }),
    );
  });
});

describe('localMoment', () => {
  it('says of a clock that is already read what localTime says of its text', () => {
    const wall = fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(wall, fc.constantFrom(...ZONES), (ms, zone) =>
        expect(localMoment(ms, zone)).toEqual(localTime(new Date(ms).toISOString().slice(0, -1), zone)),
      ),
    );
  });

  it('says the same when asked again, also on a day on which the clock changes', () => {
    const [skipped, twice] = [Date.UTC(2025, 2, 30, 2, 30), Date.UTC(2025, 9, 26, 2, 30)];
    for (const ms of [skipped, twice, skipped, twice]) {
      const said = localMoment(ms, 'Europe/Madrid');
      expect(said).toMatchObject({ ok: true, skipped: ms === skipped, ambiguous: ms === twice });
    }
  });

  it('knows no zone that does not exist', () =>
    expect(localMoment(0, 'EST')).toEqual({ ok: false, reason: 'unknown-zone' }));
});
