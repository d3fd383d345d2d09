import { found, foundAll, itself } from './found';
import type { JsonValue } from './json';

const document: JsonValue = { a: { list: [{ b: 1 }, { b: 2 }, { c: 3 }], one: { b: 4 }, none: null, empty: '' } };

describe('found', () => {
  it.each([
    ['', [['', document]]],
    [
      'a.list.*.b',
      [
        ['/a/list/0/b', 1],
        ['/a/list/1/b', 2],
      ],
    ],
    ['a.one.*.b', [['/a/one/b', 4]]],
    ['a.none.*', []],
    ['a.empty.*', []],
    ['a.missing.deeper', []],
    ['a.list.length', []],
    ['constructor', []],
  ] as const)('%s', (pattern, expected) =>
    expect(found(document, pattern).map(({ path, value }) => [path, value])).toEqual(expected),
  );

  it('counts paths from where it begins', () =>
    expect(found({ b: [true] }, 'b.*', '/a')).toEqual([{ path: '/a/b/0', value: true }]));

  it('finds nothing in nothing', () => expect([found(null, 'a'), found(undefined, '')]).toEqual([[], []]));
});

it('finds at several places, one after the other', () =>
  expect(foundAll(document, ['a.one', 'a.missing', 'a.list.*.c'], '/at').map(({ path }) => path)).toEqual([
    '/at/a/one',
    '/at/a/list/2/c',
  ]));

it('takes the value itself as the only one', () => {
  expect(itself(document)).toEqual([{ value: document, path: '' }]);
  expect(itself('x', '/a')).toEqual([{ value: 'x', path: '/a' }]);
});
