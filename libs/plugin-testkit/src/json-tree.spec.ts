import { changedAt, changedThroughout, GONE, nodesOf, pointer, shapeOf, valueAt } from './json-tree';

const document = { a: [{ b: 1 }, { b: 2 }], c: 'x' };

describe('a tree of values', () => {
  it('tells every value with its path, the document first', () =>
    expect(nodesOf(document).map(({ path }) => pointer(path))).toEqual([
      '',
      '/a',
      '/a/0',
      '/a/0/b',
      '/a/1',
      '/a/1/b',
      '/c',
    ]));

  it('gives values of one kind one shape', () =>
    expect(new Set(nodesOf(document).map(({ path }) => shapeOf(path))).size).toBe(5));

  it('finds a value, and nothing where a path leads nowhere', () => {
    expect(valueAt(document, ['a', 1, 'b'])).toBe(2);
    expect(valueAt(document, ['a', 2, 'b'])).toBeUndefined();
    expect(valueAt(document, ['c', 'length'])).toBeUndefined();
    expect(valueAt(document, ['constructor'])).toBeUndefined();
    expect(valueAt(document, ['a', 'length'])).toBeUndefined();
  });

  it('knows no length of what an earlier change made a list', () =>
    expect(changedAt({ a: [1, 2] }, ['a', 'length'], () => 1.5)).toEqual({ a: [1, 2] }));

  it('changes one value, and leaves the original alone', () => {
    expect(changedAt(document, ['a', 0, 'b'], () => 7)).toEqual({ a: [{ b: 7 }, { b: 2 }], c: 'x' });
    expect(changedAt(document, ['a', 0], () => GONE)).toEqual({ a: [{ b: 2 }], c: 'x' });
    expect(changedAt(document, ['c'], () => GONE)).toEqual({ a: document.a });
    expect(changedAt(document, [], () => GONE)).toBeNull();
    expect(changedAt(document, ['z', 0], () => 7)).toBe(document);
    expect(document).toEqual({ a: [{ b: 1 }, { b: 2 }], c: 'x' });
  });

  it('changes values throughout, from the inside out', () => {
    const numbers = changedThroughout(document, (value) => (typeof value === 'number' ? value * 10 : value));
    expect(numbers).toEqual({ a: [{ b: 10 }, { b: 20 }], c: 'x' });
    const paths: string[] = [];
    changedThroughout(document, (value, path) => (paths.push(pointer(path)), value));
    expect(paths).toEqual(['/a/0/b', '/a/0', '/a/1/b', '/a/1', '/a', '/c', '']);
  });
});
