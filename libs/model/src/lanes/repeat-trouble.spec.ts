import type { ExceptionKind } from '../vocabulary/exceptions';
import { DEFAULT_REPEATS } from '../policy/repeats';
import { instant } from '../time/instant';
import { LOSS_KINDS, repeatFlag, windowStart, type RepeatTotals } from './repeat-trouble';

const totals = (shipments: number, cases: Partial<Record<ExceptionKind, number>>): RepeatTotals => ({
  name: 'US-CA>US-TX',
  counts: [
    { what: 'SHIPPED', n: shipments },
    ...Object.entries(cases).map(([what, n]) => ({ what: what as ExceptionKind, n })),
  ],
});

describe('a lane with the same trouble again and again', () => {
  it('is flagged with its figures', () => {
    expect(repeatFlag('LANE', totals(60, { DAMAGE_REPORTED: 3, STALLED_IN_TRANSIT: 4 }), DEFAULT_REPEATS)).toEqual({
      code: 'REPEAT_LANE',
      because: '7 cases among 60 shipments on US-CA>US-TX in 28 days (11.7 %)',
    });
  });

  it.each<readonly [string, number, Partial<Record<ExceptionKind, number>>, boolean]>([
    ['too few cases', 60, { DAMAGE_REPORTED: 4 }, false],
    ['as many as it takes', 60, { DAMAGE_REPORTED: 5 }, true],
    ['too few shipments to say anything', 19, { DAMAGE_REPORTED: 5 }, false],
    ['as many shipments as it takes', 20, { DAMAGE_REPORTED: 5 }, true],
    ['a small share', 101, { DAMAGE_REPORTED: 5 }, false],
    ['a share as large as it takes', 100, { DAMAGE_REPORTED: 5 }, true],
    ['trouble that no carrier causes', 60, { INVENTORY_SHORT: 9, WRONG_OR_MISSING_ITEM: 9 }, false],
    ['no shipments at all', 0, { DAMAGE_REPORTED: 5 }, false],
  ])('%s', (_name, shipments, cases, isFlagged) => {
    expect(repeatFlag('LANE', totals(shipments, cases), DEFAULT_REPEATS) !== null).toBe(isFlagged);
  });

  it('may be asked for losses alone', () => {
    const late = totals(60, { PROMISE_AT_RISK: 9, DAMAGE_REPORTED: 2 });
    expect(repeatFlag('LANE', late, DEFAULT_REPEATS, LOSS_KINDS)).toBeNull();
  });

  it('has a window that ends with today', () => {
    expect(windowStart({ ...DEFAULT_REPEATS.lane, windowDays: 1 }, instant('2026-11-20T23:00:00Z'))).toBe('2026-11-20');
    expect(windowStart(DEFAULT_REPEATS.lane, instant('2026-11-20T23:00:00Z'))).toBe('2026-10-24');
  });

  it('is asked of carriers in the same way', () => {
    const flag = repeatFlag('CARRIER', { ...totals(100, { NO_FIRST_SCAN: 20 }), name: 'ups' }, DEFAULT_REPEATS);
    expect(flag).toEqual({
      code: 'REPEAT_CARRIER',
      because: '20 cases among 100 shipments with ups in 14 days (20.0 %)',
    });
  });
});
