import { parse } from 'graphql';
import { overgrown } from './document-limits';
import { tooManyPairs } from './field-pairs';

const limits = { fields: 20, aliases: 4, directives: 3, depth: 5 };

const refusals = (text: string): string[] => overgrown(parse(text), limits).map(({ message }) => message);

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('the limits of a document', () => {
  it.each([
    ['20 fields', `{ ${many(20, () => 'b')} }`],
    ['4 aliases', `{ ${many(4, (index) => `x${index}: b`)} }`],
    ['3 directives', `{ b @skip(if: true) @include(if: true) a @skip(if: false) { b } }`],
    ['5 deep', '{ a { a { a { a { b } } } } }'],
    ['fragments within each other, which end', 'fragment F on Query { ...G } fragment G on Query { ...F b } { ...F }'],
    ['a fragment that is not there', '{ ...Missing }'],
  ])('let %s pass', (_name, text) => {
    expect(refusals(text)).toEqual([]);
  });

  it.each([
    ['fields', `{ ${many(21, () => 'b')} }`, 'selects more than 20 fields'],
    ['aliases', `{ ${many(5, (index) => `x${index}: b`)} }`, 'more than 4 aliases'],
    ['directives', `{ b ${many(4, () => '@skip(if: true)')} }`, 'more than 3 directives'],
    ['depth', '{ a { a { a { a { a { b } } } } } }', 'more than 5 deep'],
    ['directives of the operation', `query @a @b @c @d { b }`, 'more than 3 directives'],
    ['aliases below a fragment', 'fragment F on Query { x: b y: b } { ...F ...F ...F }', 'more than 4 aliases'],
    ['depth through fragments', 'fragment F on Query { a { a { a { b } } } } { a { a { ...F } } }', 'more than 5 deep'],
    [
      'fields that double with each fragment',
      `${many(40, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F40 on Query { b } { ...F0 }`,
      'selects more than 20 fields',
    ],
  ])('refuse too many %s and say which', (_name, text, said) => {
    expect(refusals(text)).toEqual([expect.stringContaining(said)]);
  });
});

describe('how often fields may be selected in the same place', () => {
  const isRefused = (text: string, most: number): boolean => tooManyPairs(parse(text), most) !== null;

  it.each([
    ['different fields', `{ ${many(50, (index) => `x${index}: b`)} }`, 0],
    ['four times the same', '{ b b b b }', 6],
    ['two by two, in two places', '{ a { b b } c { b b } }', 2],
    ['below fields that merge: 3 of a, 6 of b', '{ a { b b } a { b b } a { b b } }', 3 + 15],
    ['through fragments, each spread once', 'fragment F on Query { b b } { ...F ...F b ... { b } }', 6],
    ['under one alias', '{ x: a { b } x: a { b } }', 2],
    ['in two operations', 'query A { b b } query B { b b }', 2],
  ])('%s are counted as pairs', (_name, text, pairs) => {
    expect(isRefused(text, pairs)).toBe(false);
    if (pairs > 0) expect(isRefused(text, pairs - 1)).toBe(true);
  });

  it('are counted to an end where fragments have none', () => {
    const all = many(12, (index) => `...F${index}`);
    const circle = many(
      12,
      (index) => `fragment F${index} on Query { x${index}: a { ${all} } y${index}: a { ${all} } }`,
    );
    expect(isRefused(`${circle} { ...F0 }`, 1_000)).toBe(true);
    expect(isRefused('fragment F on Query { a { ...F ...Missing } } { ...F }', 1_000)).toBe(false);
  });
});
