import fc from 'fast-check';
import { asList, asObject, asText, holds, pick, says, textAt } from './loose';

describe('asText', () => {
  it.each([
    [' a ', 'a'],
    ['', null],
    ['  ', null],
    ['007', '007'],
    [0, '0'],
    [42, '42'],
    [12.5, '12.5'],
    [true, null],
    [null, null],
    [undefined, null],
    [{}, null],
    [{ '#text': ' a ', '@x': 'y' }, 'a'],
    [['a'], null],
  ])('of %j is %j', (value, text) => expect(asText(value)).toBe(text));
});

describe('asList', () => {
  it('takes a single value as a list of one', () => {
    expect(asList([1, 2])).toEqual([1, 2]);
    expect(asList({ a: 1 })).toEqual([{ a: 1 }]);
    expect(asList('a')).toEqual(['a']);
    expect(asList(null)).toEqual([]);
    expect(asList(undefined)).toEqual([]);
    expect(asList('')).toEqual([]);
  });
});

describe('asObject', () => {
  it('is null for anything but an object', () => {
    expect(asObject({ a: 1 })).toEqual({ a: 1 });
    for (const other of [[], 'a', 1, null, undefined, true]) expect(asObject(other)).toBeNull();
  });
});

describe('pick', () => {
  const document = { a: { b: { c: 1 } }, list: [{ x: 'first' }, { x: 'second' }], '0': 'zero', one: { x: 'only' } };

  it.each([
    ['a.b.c', 1],
    ['list.1.x', 'second'],
    ['list.0.x', 'first'],
    ['one.0.x', 'only'],
    ['0', 'zero'],
    ['list.2.x', undefined],
    ['one.1.x', undefined],
    ['a.x.c', undefined],
    ['a.b.c.d', undefined],
    ['list.x', undefined],
    ['a.constructor', undefined],
    ['__proto__', undefined],
    ['list.length', undefined],
    ['', undefined],
  ])('%s', (path, value) => expect(pick(document, path)).toEqual(value));

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.string(), (value, path) => void pick(value as never, path)));
  });
});

describe('textAt', () => {
  it('gives the text at the first path that holds one', () => {
    expect(textAt({ a: '', b: { c: 7 } }, 'a', 'x', 'b.c')).toBe('7');
    expect(textAt({ a: '1', b: '2' }, 'b', 'a')).toBe('2');
    expect(textAt(null, 'a')).toBeNull();
    expect(textAt({ a: [] }, 'a')).toBeNull();
  });
});

it('tells whether there is anything at one of the paths, be it null', () => {
  const document = { a: { b: null }, list: [{ c: 0 }] };
  expect(['a.b', 'list.0.c', 'a'].map((path) => holds(document, 'missing', path))).toEqual([true, true, true]);
  expect([holds(document, 'missing', 'a.c'), holds(undefined, 'a'), holds(document)]).toEqual([false, false, false]);
});

it('tells whether anything is said at one of the paths, which null does not', () => {
  const document = { a: { b: null }, list: [{ c: 0 }], text: '' };
  expect(['list.0.c', 'a', 'text'].map((path) => says(document, 'missing', path))).toEqual([true, true, true]);
  expect([says(document, 'missing', 'a.b'), says(undefined, 'a'), says(document)]).toEqual([false, false, false]);
});
