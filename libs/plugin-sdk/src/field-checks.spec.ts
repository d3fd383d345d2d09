import fc from 'fast-check';
import { knownFields, object, passesAll, problemOf, text } from './field-checks';
import { RECORD_FIELDS } from './record-fields';

const odd = fc.constantFrom<unknown>(
  ...[undefined, null, '', ' ', 'x', 'x'.repeat(101), 'EUR', '1.50', 0, 1, -1, 1.5, 1e12, NaN, true, [], {}, ['x']],
  ...['2025-03-04T05:06:07.890Z', '2025-02-30T05:06:07.890Z', { city: 'Dover' }, { city: 1 }, { amount: '1' }],
  ...[{ amount: '1', currency: 'EUR' }, { to: '2025-03-04T05:06:07.890Z' }, { weightGrams: 1 }, { code: 'A' }],
);
const lists = Object.entries(RECORD_FIELDS).filter(([, fields]) => fields.length > 0);

describe('the quick look at a record', () => {
  it.each(lists)('is of one mind with the table of fields: %s', (_list, fields) => {
    const record = fc.dictionary(fc.constantFrom(...fields.map(([name]) => name), 'other'), odd, {
      noNullPrototype: true,
    });
    const known = knownFields(fields);
    fc.assert(
      fc.property(record, (one) => expect(passesAll(one, known)).toBe(problemOf(one, fields) === null)),
      { numRuns: 2_000 },
    );
  });

  it('leaves to the table what is no plain object, whose fields may lie elsewhere', () => {
    class Named {
      get name() {
        return 7;
      }
    }
    const known = knownFields([['name', text]]);
    expect([passesAll(new Named(), known), passesAll([], known), passesAll(null, known)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(object({ name: text })(new Named())).toBe('has a field that is wrong: name is not text');
  });
});
