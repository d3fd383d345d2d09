import { buildSchema, parse } from 'graphql';
import { costs, refusalOf } from './cost';

const schema = buildSchema(`
  type Query { things(first: Int = 50, last: Int): ThingConnection!  nodes(ids: [ID!]!): [Thing]!  one: Thing
    changes(first: Int = 200): ChangeBatch! }
  type ChangeBatch { changes: [Thing!]! hasMore: Boolean! }
  type ThingConnection { nodes: [Thing!]! totalCount: Int! }
  type Thing { name: String parts: [Thing!]! owner: Thing things(first: Int = 10): ThingConnection! }
`);
const costOf = costs(schema, 1_000);
const price = (text: string, variables: Record<string, unknown> = {}): number =>
  costOf(parse(text), null, variables).requested;

describe('the cost of an operation', () => {
  it.each([
    ['an object', '{ one { name } }', {}, 1],
    ['an object below an object', '{ one { owner { name } } }', {}, 2],
    ['a page by its size', '{ things(first: 7) { nodes { name } totalCount } }', {}, 8],
    ['a page by its default size', '{ things { nodes { name } } }', {}, 51],
    ['a page by a variable', 'query ($n: Int) { things(first: $n) { nodes { name } } }', { n: 3 }, 4],
    ['a page whose size is null as one by default', '{ things(first: null, last: null) { nodes { name } } }', {}, 51],
    ['the same by a variable', 'query ($n: Int) { things(first: $n) { nodes { name } } }', { n: null }, 51],
    ['changes of the feed by their number', '{ changes(first: 7) { changes { owner { name } } } }', {}, 1 + 7 * 2],
    ['changes of the feed by default', '{ changes { changes { name } hasMore } }', {}, 201],
    ['a page from the end', '{ things(last: 4) { nodes { name } } }', {}, 5],
    ['pages of pages', '{ things(first: 5) { nodes { things { nodes { name } } } } }', {}, 1 + 5 * (1 + 1 + 10)],
    ['a list without a size as five', '{ one { parts { name } } }', {}, 1 + 5],
    ['as many as are named', 'query ($ids: [ID!]!) { nodes(ids: $ids) { name } }', { ids: ['a', 'b'] }, 2],
    ['what a fragment adds', '{ one { ...F } } fragment F on Thing { owner { name } }', {}, 2],
    ['what is skipped at nothing', 'query ($s: Boolean!) { one { owner @skip(if: $s) { name } } }', { s: true }, 1],
  ])('counts %s', (_name, text, variables, cost) => {
    expect(price(text, variables)).toBe(cost);
  });

  it('is asked anew when the page size changes, and kept when it does not', () => {
    const document = parse('query ($n: Int, $who: String) { things(first: $n) { nodes { name } } }');
    const of = (n: number): unknown => costOf(document, null, { n, who: String(n) });
    expect([of(2), of(3), of(2)]).toEqual([3, 4, 3].map((requested) => ({ requested, limit: 1_000 })));
    expect(of(2)).toBe(of(2));
  });

  it('leaves variables that do not fit to the executor', () => {
    expect(price('query ($n: Int) { things(first: $n) { nodes { name } } }', { n: 'x' })).toBe(0);
  });

  it('refuses what costs too much and says by how much', () => {
    const document = parse('{ things(first: 200) { nodes { parts { name } } } }');
    const refusal = refusalOf(costOf(document, null, {}));
    expect(refusal?.message).toContain('may read 1201 objects; 1000 are the most');
    expect(refusal?.extensions).toEqual({ code: 'BAD_USER_INPUT', cost: { requested: 1_201, limit: 1_000 } });
    expect(refusalOf({ requested: 1_000, limit: 1_000 })).toBeNull();
  });
});
