import fc from 'fast-check';
import { plainDateField, plainTime, plainTimeField } from './plain-clock';

const utc = (text: string) => Date.parse(text);

describe('plainTime', () => {
  it.each([
    ['2025-03-04', utc('2025-03-04'), null],
    ['2024/02/29', utc('2024-02-29'), null],
    ['2025.03.04', utc('2025-03-04'), null],
    ['2025-03-04T05:06', utc('2025-03-04T05:06Z'), null],
    ['2025-03-04 05:06:07', utc('2025-03-04T05:06:07Z'), null],
    ['2025-03-04T05:06:07.8', utc('2025-03-04T05:06:07.800Z'), null],
    ['2025-03-04T05:06:07,891234567', utc('2025-03-04T05:06:07.891Z'), null],
    ['2025-03-04T05:06:07.000Z', utc('2025-03-04T05:06:07Z'), 0],
    ['2025-03-04T05:06 Z', utc('2025-03-04T05:06Z'), 0],
    ['2025-03-04T05:06:07+0530', utc('2025-03-04T05:06:07Z'), 330],
    ['2025-03-04T05:06:07 -05:00', utc('2025-03-04T05:06:07Z'), -300],
    ['1000-01-01T00:00+14:00', utc('1000-01-01T00:00Z'), 840],
  ])('reads %s', (text, wallMs, offset) =>
    expect(plainTime(text)).toEqual({ wallMs, dateOnly: text.length === 10, offset }),
  );

  it.each([
    '',
    '2025',
    '2025-03/04',
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-03-00',
    '0999-01-01',
    '20x5-03-04',
    '2025-03-04t05:06',
    '2025-03-04T',
    '2025-03-04T5:06',
    '2025-03-04T24:00',
    '2025-03-04T05:60',
    '2025-03-04T05:06:60',
    '2025-03-04T05:06:7',
    '2025-03-04T05:06:07.',
    '2025-03-04T05:06:07.1234567890',
    '2025-03-04T05:06:07 ',
    '2025-03-04T05:06:07ZZ',
    '2025-03-04T05:06:07+1',
    '2025-03-04T05:06:07+01:0',
    '2025-03-04T05:06:07+01:60',
    '2025-03-04T05:06:07+14:01',
    '2025-03-04T05:06:07-12:01',
    '2025-03-04T05:06:07+01:00[Europe/Madrid]',
    '2025-03-04 05:06 PM',
    '2025-03-04-05:00',
  ])('leaves %j to others', (text) => expect(plainTime(text)).toBeNull());

  it('reads every date as Date does', () => {
    fc.assert(
      fc.property(fc.integer({ min: utc('1000-01-01'), max: utc('9999-12-31T23:59:59.999Z') }), (ms) => {
        const text = new Date(ms).toISOString();
        expect(plainTime(text)).toEqual({ wallMs: ms, dateOnly: false, offset: 0 });
        expect(plainTime(text.slice(0, 10))?.wallMs).toBe(utc(text.slice(0, 10)));
        expect(plainDateField(text.slice(0, 10).replaceAll('-', ''))).toBe(utc(text.slice(0, 10)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('fields of their own', () => {
  it.each([
    ['05:06', 18_360_000],
    ['05:06:07', 18_367_000],
    ['0506', 18_360_000],
    ['235959', 86_399_000],
  ])('reads the time %s', (text, ms) => expect(plainTimeField(text)).toBe(ms));

  it.each(['', '5:06', '50607', '05:06:0', '05-06', '05:06-07', '2400', '0560', '050660', '05:06 AM'])(
    'leaves the time %j to others',
    (text) => expect(plainTimeField(text)).toBeNull(),
  );

  it.each(['', '2025-3-4', '2025030', '20250230', '03/04/2025', '2025-03-0x'])('leaves the date %j to others', (text) =>
    expect(plainDateField(text)).toBeNull(),
  );
});
