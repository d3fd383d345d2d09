import fc from 'fast-check';
import { compareAmounts } from '../orders/money';
import { sumsIn } from './sums';

const sums = (text: string, order: string | null = null): string[] =>
  sumsIn(text, order).map(({ amount, currency }) => `${amount} ${currency}`);

describe('sums of money in a text', () => {
  it.each([
    ['You get $41.50 back.', ['41.50 USD']],
    ['Wir erstatten 1.234,50 € sofort.', ['1234.50 EUR']],
    ['EUR 12 or 3,000.00 GBP', ['12 EUR', '3000.00 GBP']],
    ['1 200,00 € de remboursement', ['1200.00 EUR']],
    ['CHF 1’250.00', ['1250.00 CHF']],
    ['0.50£', ['0.50 GBP']],
    ['Order 10442 comes on 2026-12-24 with parcel 1Z999.', []],
    ['5 ABC and 3 kg', []],
    ['It costs nothing.', []],
  ])('%s', (text, found) => expect(sums(text)).toEqual(found));

  it('of a dollar is that of the order, where the order has one', () => {
    expect(sums('$10', 'CAD')).toEqual(['10 CAD']);
    expect(sums('$10', 'EUR')).toEqual(['10 USD']);
  });

  it('reads what could be two figures as the larger one', () => expect(sums('1.234 EUR')).toEqual(['1234 EUR']));

  it('finds every sum as it is usually written, exactly', () => {
    const cents = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('en-US', 'de-DE', 'en-GB', 'es-ES', 'fr-FR'),
        fc.lorem(),
        (amount, locale, words) => {
          const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
          const [found, ...more] = sumsIn(`${words} ${written.format(amount / 100)} EUR ${words}`, null);
          expect(more).toEqual([]);
          expect(compareAmounts(found!.amount, (amount / 100).toFixed(2))).toBe(0);
        },
      ),
    );
  });
});
