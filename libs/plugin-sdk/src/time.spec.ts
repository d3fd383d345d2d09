import fc from 'fast-check';
import { instant, localTime, type Place } from '@whereabouts/model';
import { endOfPromise, eventTime, momentAt, type EventTimeInput } from './time';

const LA: Place = { city: 'Los Angeles', region: 'CA', country: 'US' };
const at = (input: EventTimeInput) => eventTime(input).occurredAt;

describe('eventTime reads', () => {
  const cases: readonly (readonly [string, EventTimeInput, string])[] = [
    ['UTC', { text: '2025-06-01T10:00:00Z' }, '2025-06-01T10:00:00.000Z'],
    ['lower-case letters', { text: '2025-06-01t10:00:00z' }, '2025-06-01T10:00:00.000Z'],
    ['an offset', { text: '2025-06-01T10:00:00+02:00' }, '2025-06-01T08:00:00.000Z'],
    ['an offset without colon', { text: '2025-06-01 10:00:00 -0730' }, '2025-06-01T17:30:00.000Z'],
    ['an offset of hours', { text: '2025-06-01T10:00+14' }, '2025-05-31T20:00:00.000Z'],
    ['GMT with an offset', { text: '2025-06-01 10:00 GMT+2' }, '2025-06-01T08:00:00.000Z'],
    ['one digit of a second', { text: '2025-06-01T10:00:00.5Z' }, '2025-06-01T10:00:00.500Z'],
    ['seven digits, as .NET writes them', { text: '2025-06-01T10:00:00.1234567Z' }, '2025-06-01T10:00:00.123Z'],
    ['nine digits', { text: '2025-06-01T10:00:00.999999999Z' }, '2025-06-01T10:00:00.999Z'],
    ['a comma before the fraction', { text: '2025-06-01T10:00:00,25Z' }, '2025-06-01T10:00:00.250Z'],
    ['no seconds', { text: '2025-06-01T10:00Z' }, '2025-06-01T10:00:00.000Z'],
    ['midnight as 24:00', { text: '2025-12-31T24:00:00Z' }, '2026-01-01T00:00:00.000Z'],
    ['a leap second', { text: '2016-12-31T23:59:60Z' }, '2016-12-31T23:59:59.000Z'],
    ['a leap day', { text: '2024-02-29T10:00Z' }, '2024-02-29T10:00:00.000Z'],
    ['Java with its zone', { text: '2025-06-01T10:00+02:00[Europe/Berlin]' }, '2025-06-01T08:00:00.000Z'],
    ['RFC 2822', { text: 'Tue, 20 Nov 2012 00:00:00 +0000' }, '2012-11-20T00:00:00.000Z'],
    ['a month name', { text: 'February 3, 2025 4:05 pm', offset: 'Z' }, '2025-02-03T16:05:00.000Z'],
    ['a date and a time of digits', { date: '20250601', time: '103015', offset: '-05:00' }, '2025-06-01T15:30:15.000Z'],
    ['hours and minutes of digits', { date: '20250601', time: '0930', offset: '+00:00' }, '2025-06-01T09:30:00.000Z'],
    ['a time that lost its zero', { date: '20250601', time: '930', offset: 'UTC' }, '2025-06-01T09:30:00.000Z'],
    ['digits in one text', { text: '20250601T103015Z' }, '2025-06-01T10:30:15.000Z'],
    ['five past midnight', { date: '2025-06-01', time: '12:05 AM', offset: 'Z' }, '2025-06-01T00:05:00.000Z'],
    ['noon', { date: '2025-06-01', time: '12:00 p.m.', offset: 'Z' }, '2025-06-01T12:00:00.000Z'],
    ['14:29 PM', { date: '2025-06-01', time: '14:29 PM', offset: 'Z' }, '2025-06-01T14:29:00.000Z'],
    ['points between day, month and year', { text: '01.06.2025 10:00', offset: 'Z' }, '2025-06-01T10:00:00.000Z'],
    ['day first', { text: '03/04/2025 10:00', format: 'dd/mm/yyyy', offset: 'Z' }, '2025-04-03T10:00:00.000Z'],
    ['month first', { text: '3/4/2025 1:02:03 PM', format: 'mm/dd/yyyy', offset: 'Z' }, '2025-03-04T13:02:03.000Z'],
    ['seconds', { epochSeconds: '1748772000' }, '2025-06-01T10:00:00.000Z'],
    ['seconds with a fraction', { epochSeconds: 1748772000.25 }, '2025-06-01T10:00:00.250Z'],
    ['milliseconds', { epochMilliseconds: 1748772000123 }, '2025-06-01T10:00:00.123Z'],
  ];
  it.each(cases)('%s', (_says, input, expected) => {
    expect(eventTime(input)).toMatchObject({ occurredAt: expected, timeCertainty: 'OFFSET_GIVEN' });
    expect(eventTime(input).problem).toBeUndefined();
  });
});

describe('eventTime finds the zone', () => {
  it('in the text, then in the field', () => {
    expect(at({ text: '2025-06-01T10:00Z', offset: 'Z', place: LA })).toBe('2025-06-01T10:00:00.000Z');
    expect(at({ text: '2025-06-01T10:00', offset: '+01:00', place: LA })).toBe('2025-06-01T09:00:00.000Z');
    expect(eventTime({ text: '2025-06-01T10:00+02:00', offset: '+01:00' })).toMatchObject({
      occurredAt: '2025-06-01T08:00:00.000Z',
      problem: expect.stringContaining('contradicts') as string,
    });
  });

  it('in the zone that the source gives', () => {
    expect(eventTime({ text: '2025-06-01T10:00', zone: 'Europe/Madrid', place: LA })).toEqual({
      occurredAt: '2025-06-01T08:00:00.000Z',
      occurredLocal: '2025-06-01T10:00',
      timeCertainty: 'OFFSET_GIVEN',
    });
  });

  it('of the place', () => {
    expect(eventTime({ date: '20250601', time: '100000', place: LA, assumedZone: 'UTC' })).toEqual({
      occurredAt: '2025-06-01T17:00:00.000Z',
      occurredLocal: '20250601T100000',
      timeCertainty: 'ZONE_FROM_PLACE',
    });
  });

  it('that is assumed, when the place does not tell', () => {
    const assumed = eventTime({ text: '2025-06-01T10:00', place: { country: 'US' }, assumedZone: 'America/Chicago' });
    expect(assumed).toMatchObject({ occurredAt: '2025-06-01T15:00:00.000Z', timeCertainty: 'ZONE_ASSUMED' });
  });

  it('nowhere, and says that UTC is assumed', () => {
    expect(eventTime({ text: '2025-06-01T10:00' })).toMatchObject({
      occurredAt: '2025-06-01T10:00:00.000Z',
      timeCertainty: 'ZONE_ASSUMED',
    });
  });

  it.each(['EST', 'America/Nowhere', '', 'constructor'])('never in %p', (zone) => {
    expect(eventTime({ text: '2025-06-01T10:00', zone, place: LA }).timeCertainty).toBe('ZONE_FROM_PLACE');
  });

  it('never in an abbreviation, and says so', () => {
    expect(eventTime({ text: '2025-06-01 10:00 CST', place: LA })).toMatchObject({
      timeCertainty: 'ZONE_FROM_PLACE',
      problem: 'not an offset: "CST"',
    });
    expect(eventTime({ text: '2025-06-01 10:00', offset: '+25:00', place: LA })).toMatchObject({
      timeCertainty: 'ZONE_FROM_PLACE',
      problem: 'not an offset: "+25:00"',
    });
  });

  it.each(['offset', 'zone', 'epochSeconds'])('and tells only the beginning of a long text in %s', (field) => {
    const { problem } = eventTime({ text: '2025-06-01 10:00', [field]: 'x'.repeat(20_000) });
    expect(problem).toMatch(/^not an? [\w ]+: "x{60}…"$/);
  });
});

describe('eventTime knows a date alone', () => {
  it('as the noon of the place', () => {
    expect(eventTime({ text: '2025-06-01', place: LA })).toEqual({
      occurredAt: '2025-06-01T19:00:00.000Z',
      occurredLocal: '2025-06-01',
      timeCertainty: 'DATE_ONLY',
    });
    expect(eventTime({ date: '20250601' })).toMatchObject({
      occurredAt: '2025-06-01T12:00:00.000Z',
      timeCertainty: 'DATE_ONLY',
    });
  });

  it('also when the time beside it cannot be read, and says so', () => {
    expect(eventTime({ date: '20250601', time: '99:99', place: LA })).toEqual({
      occurredAt: '2025-06-01T19:00:00.000Z',
      occurredLocal: '20250601T99:99',
      timeCertainty: 'DATE_ONLY',
      problem: 'not a time of day: "99:99"',
    });
  });

  it('apart from midnight, which is a time', () => {
    expect(eventTime({ date: '20250601', time: '000000', offset: 'Z' })).toMatchObject({
      occurredAt: '2025-06-01T00:00:00.000Z',
      timeCertainty: 'OFFSET_GIVEN',
    });
  });
});

describe('eventTime refuses', () => {
  it.each([
    '1970-01-01T00:00:00Z',
    '0001-01-01T00:00:00',
    '9999-12-31T23:59:59Z',
    '1989-12-31',
    '2025-02-29T10:00Z',
    '2025-13-01T10:00Z',
    '2025-06-31',
    '2025-06-01T10:60Z',
    '2025-06-01T24:01Z',
    '2025-06-01T25:00Z',
    '20251301',
    '03/04/2025',
    'yesterday',
    '1748772000',
    '2025-06-01T10:00:00ZZ',
    '/Date(1748772000000)/',
    'null',
    '2025',
    '٢٠٢٥-٠٦-٠١',
  ])('%s: no moment, the text kept, the problem said', (text) => {
    const time = eventTime({ text, place: LA });
    expect(time).toMatchObject({ occurredAt: null, occurredLocal: text, timeCertainty: 'UNKNOWN' });
    expect(time.problem).toBeTruthy();
  });

  it.each([
    [{}, null],
    [{ text: null, date: null, time: null }, null],
    [{ text: '  ' }, null],
    [{ time: '10:00' }, '10:00'],
    [{ epochSeconds: 0 }, '0'],
    [{ epochSeconds: 1748772000123 }, '1748772000123'],
    [{ epochSeconds: '12a' }, '12a'],
    [{ epochMilliseconds: 1748772000 }, '1748772000'],
    [{ epochMilliseconds: Number.NaN }, 'NaN'],
  ])('%j', (input, occurredLocal) => {
    expect(eventTime(input)).toMatchObject({ occurredAt: null, occurredLocal, timeCertainty: 'UNKNOWN' });
  });
});

describe('eventTime around the change of the clock', () => {
  it('shifts what never happened forward, and notes it', () => {
    expect(eventTime({ text: '2025-03-09T02:30:00', place: LA })).toEqual({
      occurredAt: '2025-03-09T10:30:00.000Z',
      occurredLocal: '2025-03-09T02:30:00',
      timeCertainty: 'ZONE_FROM_PLACE',
      problem: 'the clock in America/Los_Angeles never showed this time: summer time began',
    });
  });

  it('takes the earlier of two', () => {
    expect(at({ text: '2025-11-02T01:30:00', place: LA })).toBe('2025-11-02T08:30:00.000Z');
  });
});

describe('eventTime, whatever it is given', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9T:.+Zz /-]{0,30}$/),
    fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/),
  );
  const maybe = fc.option(text);

  it('never throws, and has an instant unless it says UNKNOWN and why', () => {
    const input = fc.record(
      {
        text: maybe,
        date: maybe,
        time: maybe,
        offset: maybe,
        zone: maybe,
        assumedZone: text,
        place: fc.option(fc.record({ country: text, region: text, postalCode: text })),
        epochSeconds: fc.option(fc.oneof(text, fc.double())),
        format: fc.constantFrom('yyyymmdd' as const, 'dd/mm/yyyy' as const, 'mm/dd/yyyy' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(input, (given) => {
        const time = eventTime(given);
        expect(time.occurredAt === null).toBe(time.timeCertainty === 'UNKNOWN');
        if (time.occurredAt === null) expect(time.problem).toBeTruthy();
        else expect(time.occurredAt).toMatch(/^(19[89]|20|2100|2101)\d*-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads what Date writes, in every spelling, to the millisecond', () => {
    const moment = fc.date({ min: new Date('1990-01-02'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: -12 * 4, max: 14 * 4 }), (date, quarters) => {
        const local = new Date(date.getTime() + quarters * 15 * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.floor(Math.abs(quarters) / 4), (Math.abs(quarters) % 4) * 15];
        const two = (value: number) => String(value).padStart(2, '0');
        const sign = quarters < 0 ? '-' : '+';
        const expected = instant(date);
        for (const offset of [`${sign}${two(hours)}:${two(minutes)}`, `${sign}${two(hours)}${two(minutes)}`]) {
          expect(at({ text: local + offset })).toBe(expected);
          expect(at({ text: `${local.replace('T', ' ')}0001${offset}` })).toBe(expected);
          expect(at({ text: local, offset })).toBe(expected);
          const [day = '', time = ''] = local.split('T');
          expect(at({ date: day.replaceAll('-', ''), time: time.slice(0, 8).replaceAll(':', ''), offset })).toBe(
            instant(Math.floor(date.getTime() / 1000) * 1000),
          );
        }
      }),
    );
  });

  it('agrees with localTime for every place', () => {
    const places = [LA, { country: 'DE' }, { country: 'AU', region: 'SA' }, { country: 'IN' }];
    const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Adelaide', 'Asia/Kolkata'];
    const wall = fc.integer({ min: Date.UTC(1991, 0, 1), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(wall, fc.integer({ min: 0, max: 3 }), (ms, index) => {
        const text = new Date(ms).toISOString().slice(0, -1);
        const found = localTime(text, zones[index] as string);
        expect(at({ text, place: places[index] })).toBe(found.ok ? found.at : null);
      }),
    );
  });
});

describe('endOfPromise', () => {
  const paris = { city: 'Paris', country: 'FR' };
  it.each([
    ['a date, where the parcel goes', { text: '2026-03-12', place: paris }, '2026-03-12T22:59:59.000Z'],
    ['a date written as its midnight', { text: '2026-03-12T00:00:00', place: paris }, '2026-03-12T22:59:59.000Z'],
    ['a midnight with an offset', { text: '2026-03-12T00:00:00+01:00', place: paris }, '2026-03-12T22:59:59.000Z'],
    ['a date in words', { text: 'March 12, 2026', assumedZone: 'Europe/Paris' }, '2026-03-12T22:59:59.000Z'],
    ['date and time apart', { date: '20260312', time: '1530', assumedZone: 'UTC' }, '2026-03-12T15:30:00.000Z'],
    ['a date with an empty time', { date: '20260312', time: '', assumedZone: 'UTC' }, '2026-03-12T23:59:59.000Z'],
    ['a moment', { text: '2026-03-12T18:00:00+01:00' }, '2026-03-12T17:00:00.000Z'],
    ['seconds since 1970', { epochSeconds: 1773306000 }, '2026-03-12T09:00:00.000Z'],
    ['nothing', { text: null }, null],
    ['no time', { text: 'soon' }, null],
  ] as const)('%s', (_name, input, expected) => expect(endOfPromise(input)).toBe(expected));
});

it('takes an offset that the source writes by default, and says that it is assumed', () =>
  expect(eventTime({ text: '2026-03-01T10:00:00Z', offsetIsDefault: true })).toMatchObject({
    occurredAt: '2026-03-01T10:00:00.000Z',
    timeCertainty: 'ZONE_ASSUMED',
  }));

it('reads the moment at the first path that holds a text', () => {
  expect(momentAt({ a: '', b: { c: '2026-03-01T10:00:00+01:00' } }, 'a', 'b.c')).toBe('2026-03-01T09:00:00.000Z');
  expect([momentAt({ a: 'soon' }, 'a'), momentAt({}, 'a')]).toEqual([null, null]);
});
