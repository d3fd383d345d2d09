import fc from 'fast-check';
import { instant } from '../time/instant';
import { isTurned, newerLevel, type StockLevel } from './level';

const anyLevel: fc.Arbitrary<StockLevel> = fc.record({
  sku: fc.constant('A'),
  sourceId: fc.constant('w'),
  sourceKind: fc.constant('WAREHOUSE' as const),
  nodeCode: fc.constant('NJ'),
  onHand: fc.integer({ min: -1, max: 2 }),
  available: fc.constantFrom(null, 0, 1),
  at: fc.constantFrom(1, 2, 3).map((day) => instant(`2025-03-0${day}T08:00:00Z`)),
});

describe('the level of an article', () => {
  it('is the newest, in whatever order and however often levels are told', () => {
    fc.assert(
      fc.property(fc.array(anyLevel, { minLength: 1, maxLength: 6 }), (levels) => {
        const kept = levels.reduce((a, b) => newerLevel(a, b));
        expect([...levels].reverse().reduce((a, b) => newerLevel(a, b))).toEqual(kept);
        expect([...levels, ...levels].reduce((a, b) => newerLevel(a, b))).toEqual(kept);
        expect(levels.every(({ at }) => at <= kept.at)).toBe(true);
      }),
    );
  });

  const level = (onHand: number, available: number | null): StockLevel => ({
    sku: 'A',
    sourceId: 'w',
    sourceKind: 'WAREHOUSE',
    nodeCode: null,
    onHand,
    available,
    at: instant('2025-03-01T08:00:00Z'),
  });
  it.each([
    [level(3, null), level(0, null), true],
    [level(0, null), level(3, null), true],
    [level(3, 0), level(0, 0), true],
    [level(3, 1), level(3, 0), true],
    [level(0, null), level(-2, null), false],
    [level(3, 2), level(2, 1), false],
  ])('turns when one of its measures reaches or leaves zero (%#)', (before, after, turned) => {
    expect(isTurned(before, after)).toBe(turned);
  });
});
