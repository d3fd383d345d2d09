import { moneyFact } from './money';

describe('moneyFact', () => {
  it.each([
    [18.99, 'usd', { amount: '18.99', currency: 'USD' }],
    ['-20.50', 'EUR', { amount: '-20.50', currency: 'EUR' }],
    ['1,200', 'USD', null],
    [1e-9, 'USD', null],
    ['12', null, null],
    [null, 'USD', null],
    ['12', '$', null],
  ] as const)('%s %s', (amount, currency, expected) => expect(moneyFact(amount, currency)).toEqual(expected));
});
