import { instant } from '../time/instant';
import type { TimeCertainty } from '../vocabulary/attributes';
import { earliestPossible, latestPossible } from './certainty';

const at = instant('2025-03-03T12:00:00Z');

describe('the bounds of an uncertain time', () => {
  it.each<[TimeCertainty, string, string]>([
    ['OFFSET_GIVEN', '2025-03-03T12:00:00.000Z', '2025-03-03T12:00:00.000Z'],
    ['ZONE_FROM_PLACE', '2025-03-03T11:00:00.000Z', '2025-03-03T13:00:00.000Z'],
    ['ZONE_ASSUMED', '2025-03-02T22:00:00.000Z', '2025-03-04T02:00:00.000Z'],
    ['DATE_ONLY', '2025-03-02T10:00:00.000Z', '2025-03-04T14:00:00.000Z'],
    ['UNKNOWN', '1970-01-01T00:00:00.000Z', '2025-03-03T12:00:00.000Z'],
  ])('%s', (certainty, earliest, latest) => {
    expect([earliestPossible(at, certainty), latestPossible(at, certainty)]).toEqual([earliest, latest]);
  });

  it('ends when it was heard of: nothing is heard of before it happens', () => {
    expect(latestPossible(at, 'ZONE_ASSUMED', instant('2025-03-03T12:05:00Z'))).toBe('2025-03-03T12:05:00.000Z');
    expect(latestPossible(at, 'ZONE_ASSUMED', instant('2025-03-03T08:00:00Z'))).toBe('2025-03-03T08:00:00.000Z');
  });

  it('never ends before it begins, whatever the clocks say', () => {
    expect(latestPossible(at, 'ZONE_FROM_PLACE', instant('2025-03-01T00:00:00Z'))).toBe('2025-03-03T11:00:00.000Z');
  });
});
