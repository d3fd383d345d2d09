import fc from 'fast-check';
import { instant } from '../time/instant';
import { deriveOrder, mergeOrders, type OrderStatement, type OrderStatements } from './order';

const AT = instant('2026-11-20T10:00:00Z');
const shop = 'STOREFRONT:s1';
const house = 'WAREHOUSE:w1';

const said = (key: string, says: OrderStatement, at = AT): OrderStatements => ({ [key]: { at, says } });

const statement = fc.record(
  {
    value: fc.record({ amount: fc.constantFrom('10.00', '20.00'), currency: fc.constantFrom('USD', 'EUR') }),
    customer: fc.record(
      { name: fc.constantFrom('Ana', 'Bo'), email: fc.constant('a@example.test') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const statements = fc
  .tuple(fc.constantFrom(shop, house), statement, fc.integer({ min: 0, max: 2 }))
  .map(([key, says, hours]) => said(key, says, instant(Date.parse(AT) + hours * 3_600_000)));

/** As a database that keeps JSON may give it back. */
const reordered = <T>(value: T): T =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, reordered(part)]),
      ) as T)
    : value;

describe('mergeOrders', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(statements, statements, statements, (a, b, c) => {
        expect(mergeOrders(a, b)).toEqual(mergeOrders(b, a));
        expect(mergeOrders(mergeOrders(a, b), c)).toEqual(mergeOrders(a, mergeOrders(b, c)));
        expect(mergeOrders(a, a)).toEqual(a);
      }),
    );
  });

  it('decides between two words of one moment the same way, whatever the order of their keys', () => {
    fc.assert(
      fc.property(statement, statement, (one, other) => {
        const straight = mergeOrders(said(shop, one), said(shop, other));
        expect(mergeOrders(reordered(said(shop, one)), said(shop, other))).toEqual(straight);
        expect(mergeOrders(said(shop, other), reordered(said(shop, one)))).toEqual(straight);
      }),
    );
  });
});

describe('deriveOrder', () => {
  it('believes the shop first and takes from the warehouse what the shop does not say', () => {
    const view = deriveOrder(
      mergeOrders(
        said(house, { value: { amount: '1.00', currency: 'USD' }, promise: { to: AT } }),
        said(shop, { value: { amount: '2.00', currency: 'USD' }, customer: { earlierOrders: 0 } }),
      ),
    );
    expect(view.value).toEqual({ amount: '2.00', currency: 'USD' });
    expect(view.promise).toEqual({ from: null, to: AT, source: 'WAREHOUSE' });
    expect(view.customer.firstTimeBuyer).toBe(true);
  });

  it('does not take somebody for a first-time buyer because nobody says', () => {
    expect(deriveOrder(said(shop, {})).customer.firstTimeBuyer).toBe(false);
  });
});
