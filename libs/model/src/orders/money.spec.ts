import fc from 'fast-check';
import { asPaid, compareAmounts, isSum } from './money';

describe('amounts', () => {
  it('compare as numbers do, exactly', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(4), (a, b, places) => {
        const text = (cents: number): string => {
          const digits = String(cents).padStart(places + 1, '0');
          return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        };
        expect(compareAmounts(text(a), text(b))).toBe(Math.sign(a - b));
      }),
    );
    expect(compareAmounts('0.30', '0.3')).toBe(0);
  });

  it.each(['', '-1', '1e3', '1,5', ' 1', '1.', '.5', '0x1', '1.1234567', '9'.repeat(16)])('%j is none', (text) => {
    expect(compareAmounts(text, '1')).toBeNull();
    expect(isSum({ amount: text, currency: 'USD' })).toBe(false);
  });

  it.each([
    ['0.01', 'USD', true],
    ['0.00', 'USD', false],
    ['1', 'usd', false],
    ['1', 'DOLLAR', false],
  ])('%s %s is a sum: %s', (amount, currency, expected) => expect(isSum({ amount, currency })).toBe(expected));

  it.each([
    ['41.50', 'USD', '41.50'],
    ['41.5', 'USD', '41.50'],
    ['00041.50', 'USD', '41.50'],
    ['41', 'USD', '41.00'],
    ['0.500', 'EUR', '0.50'],
    ['41.505', 'USD', null],
    ['4150', 'JPY', '4150'],
    ['4150.00', 'JPY', '4150'],
    ['4150.5', 'JPY', null],
    ['1.234', 'KWD', '1.234'],
    ['0.00', 'USD', null],
    ['41.50', 'usd', null],
  ])('%s %s is paid as %s', (amount, currency, expected) =>
    expect(asPaid({ amount, currency })).toEqual(expected === null ? null : { amount: expected, currency }),
  );
});
