import type { UsualTimePolicy } from '../detection/policy';
import type { Instant } from '../time/instant';
import { TRANSIT_STAGES, type TransitStage } from './counted';
import { cellOf } from './count-deltas';
import { quantileHours, TIME_BUCKETS } from './time-histogram';

/** The times to delivery on one way, of all stages, added up over the months that count. */
export interface UsualTimes {
  /** `ups GROUND on US-CA>US-TX`. */
  readonly way: string;
  readonly cells: readonly number[];
}

export interface UsualRemaining {
  readonly way: string;
  readonly hours: number;
  readonly sample: number;
}

/** How long parcels usually need from a stage on, by the narrowest way that enough of them went; null where none is known. */
export function usualRemaining(
  known: readonly UsualTimes[],
  stage: TransitStage,
  { quantile, minimumSample }: UsualTimePolicy,
): UsualRemaining | null {
  const start = cellOf(TRANSIT_STAGES.indexOf(stage), 0);
  for (const { way, cells } of known) {
    let sample = 0;
    for (let cell = start; cell < start + TIME_BUCKETS; cell += 1) sample += cells[cell] ?? 0;
    if (sample < Math.max(1, minimumSample)) continue;
    const hours = quantileHours(cells.slice(start, start + TIME_BUCKETS), quantile);
    if (hours !== null) return { way, hours: Math.round(hours * 10) / 10, sample };
  }
  return null;
}

/** The month with which a window of months begins that ends with the month of `now`: `2026-06`. */
export function firstMonth(windowMonths: number, now: Instant): string {
  const months = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - windowMonths;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}
