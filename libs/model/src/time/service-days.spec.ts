import { instant } from './instant';
import { serviceTimeAfter } from './service-days';

const after = (start: string, hours: number, nonServiceDays: readonly number[], zone = 'UTC') =>
  serviceTimeAfter(instant(start), hours, { nonServiceDays, zone });

describe('service time', () => {
  it.each([
    ['runs day and night', '2025-03-03T08:00Z', 48, [7], '2025-03-05T08:00:00.000Z'],
    ['stands on Sunday', '2025-03-07T08:00Z', 48, [7], '2025-03-09T08:00:00.000Z', '2025-03-10T08:00:00.000Z'],
    ['starts after a Sunday', '2025-03-09T15:00Z', 24, [7], '2025-03-11T00:00:00.000Z'],
    ['stands on both days of a weekend', '2025-03-07T20:00Z', 24, [6, 7], '2025-03-10T20:00:00.000Z'],
    ['may end with the last moment before Sunday', '2025-03-07T00:00Z', 48, [7], '2025-03-09T00:00:00.000Z'],
    ['never stands without such days', '2025-03-08T08:00Z', 48, [], '2025-03-10T08:00:00.000Z'],
    [
      'ignores a calendar without any service',
      '2025-03-08T08:00Z',
      24,
      [1, 2, 3, 4, 5, 6, 7],
      '2025-03-09T08:00:00.000Z',
    ],
  ])('%s', (_name, start, hours, off, ...due) => {
    expect(after(start, hours, off)).toBe(due.at(-1));
  });

  it('takes the days of the zone, with their changes of the clock', () => {
    // Sunday the 9th lasts from 05:00Z to (10th) 04:00Z in New York: 23 hours.
    expect(after('2025-03-08T12:00Z', 48, [7], 'America/New_York')).toBe('2025-03-11T11:00:00.000Z');
    // In Auckland it is Sunday already, until 11:00Z.
    expect(after('2025-03-08T12:30Z', 48, [7], 'Pacific/Auckland')).toBe('2025-03-11T11:00:00.000Z');
  });

  it('reads an unknown zone as UTC', () => {
    expect(after('2025-03-08T12:00Z', 24, [7], 'Nowhere/At_All')).toBe('2025-03-10T12:00:00.000Z');
  });
});
