import { EMPTY_NORMALIZED, type Normalized } from '@whereabouts/plugin-sdk';
import { treeOf } from './document-tree';
import { runFuzz } from './fuzz';

const bytes = Buffer.from('{"number":"A1","scans":[{"code":"OK"}]}');
const fixture = { name: 'a.json', bytes, headers: {}, goldenFile: '' };
const trees = [{ fixture, tree: treeOf(bytes)! }];
const fuzz = (normalize: (bytes: Uint8Array) => Normalized, options = { runs: 2_000, seed: 11 }) =>
  runFuzz([fixture], trees, normalize, options);
const parsed = (input: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(input).toString());
  } catch {
    return undefined;
  }
};

describe('runFuzz', () => {
  it('finds nothing in what takes everything', () =>
    expect(fuzz(() => EMPTY_NORMALIZED)).toMatchObject({
      runs: 2_000,
      seed: 11,
      thrown: [],
      unsound: [],
      slow: [],
      caught: [],
    }));

  it('tells of each fault which run of which seed shows it, with as few changes as do', () => {
    const { thrown } = fuzz((input) => {
      const document = parsed(input) as { number?: unknown } | undefined;
      if (document && document.number === null) throw new TypeError('null');
      return EMPTY_NORMALIZED;
    });
    expect(thrown.length).toBeGreaterThan(0);
    for (const fault of thrown)
      expect(fault).toMatchObject({ fixture: 'a.json', problem: 'TypeError: null', changes: [expect.any(String)] });
  });

  it('tells a kind of fault five times at most', () => {
    const { thrown } = fuzz(() => {
      throw new Error('always');
    });
    expect(thrown).toHaveLength(5);
  });

  it('keeps documents documents most of the time, and breaks some', () => {
    let whole = 0;
    fuzz((input) => ((whole += parsed(input) === undefined ? 0 : 1), EMPTY_NORMALIZED));
    expect(whole).toBeGreaterThan(1_500);
    expect(whole).toBeLessThan(2_000);
  });

  it('finds faults that a reader caught', () => {
    const issues = [{ path: '/a', problem: 'unexpected fault of the plugin: TypeError: x', kind: 'record' as const }];
    expect(fuzz(() => ({ ...EMPTY_NORMALIZED, issues })).caught).toHaveLength(5);
  });

  it('has nothing to do without fixtures', () =>
    expect(runFuzz([], [], () => EMPTY_NORMALIZED, { runs: 10, seed: 1 }).thrown).toEqual([]));
});
