import { MOVING, type MilestoneCode } from '../vocabulary/milestones';
import type { Reading } from './reading';

/** Each of these is an act of its own, so it is movement at the same place too, unless it only repeats the last scan. */
const AT_THE_DOOR: ReadonlySet<MilestoneCode> = new Set([
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
  'AVAILABLE_FOR_PICKUP',
  'DELIVERED',
  'RETURNING',
  'RETURNED',
]);

/**
 * The movement that can have happened last, by the latest moment that its time allows; null if nothing moved.
 * Each source's scans are judged by themselves: two sources name one facility differently.
 */
export function lastMovement(readings: readonly Reading[]): Reading | null {
  const stays = new Map<Reading['source'], Stay>();
  let last: Reading | null = null;
  for (const scan of readings) {
    if (!MOVING.has(scan.code)) continue;
    const stay = nextStay(stays.get(scan.source), scan);
    stays.set(scan.source, stay);
    if (stay.moved && (last === null || scan.latest >= last.latest)) last = scan;
  }
  return last;
}

/** Consecutive scans at one facility. */
interface Stay {
  readonly place: string;
  readonly code: MilestoneCode;
  readonly seen: Set<string>;
  /** The scan that was added last was movement. */
  readonly moved: boolean;
}

function nextStay(stay: Stay | undefined, scan: Reading): Stay {
  const act = scan.facilityAction === 'DEPARTED' ? `${scan.code} left` : scan.code;
  const isSamePlace = stay !== undefined && scan.place !== '' && scan.place === stay.place;
  if (!isSamePlace || (AT_THE_DOOR.has(scan.code) && stay.code !== scan.code))
    return { place: scan.place, code: scan.code, seen: new Set([act]), moved: true };
  const moved = !stay.seen.has(act);
  stay.seen.add(act);
  return { place: scan.place, code: scan.code, seen: stay.seen, moved };
}
