import { Recent } from './recent';

describe('what is kept of late', () => {
  it('is forgotten when others are asked for more', () => {
    const recent = new Recent<number>(2);
    recent.put('a', 1);
    recent.put('b', 2);
    expect(recent.get('a')).toBe(1);
    recent.put('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
  });

  it('is replaced by what is newer', () => {
    const recent = new Recent<number>(2);
    recent.put('a', 1);
    recent.put('a', 2);
    recent.put('b', 3);
    expect([recent.get('a'), recent.get('b')]).toEqual([2, 3]);
  });
});
