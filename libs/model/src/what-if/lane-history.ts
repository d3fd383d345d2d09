import { cellOf } from '../lanes/count-deltas';
import { TRANSIT_STAGES } from '../lanes/counted';
import { wayKey, waysOf, wayText, type Way } from '../lanes/lane-keys';
import { TIME_BUCKETS } from '../lanes/time-histogram';
import { firstMonth, type UsualTimes } from '../lanes/usual-time';
import { DAY, instant, msOf, type Instant } from '../time/instant';

/** What was added to the times of a way within some days: which cell, and how many parcels. */
export interface LaneAddition extends Way {
  /** UTC day, `2026-11-20`. */
  readonly from: string;
  /** The first day after. */
  readonly to: string;
  readonly cells: Iterable<readonly [cell: number, n: number]>;
}

/** The times of all ways as they grew. Plain data with shared memory, so that threads read one copy. */
export interface LaneTable {
  /** Of each way, by `wayKey`, its part of the entries. */
  readonly ways: ReadonlyMap<string, readonly [from: number, to: number]>;
  /** Four numbers each: first day, first day after, cell, count. */
  readonly entries: Int32Array;
}

export const NO_LANES: LaneTable = { ways: new Map(), entries: new Int32Array(0) };

const FIELDS = 4;
const CELLS = cellOf(TRANSIT_STAGES.length - 1, TIME_BUCKETS - 1) + 1;

const dayOf = (day: string): number => msOf(instant(`${day}T00:00:00Z`)) / DAY;

/** Adds up what is given in any order. */
export function laneTableBuilder(): { add(addition: LaneAddition): void; table(minimumSample: number): LaneTable } {
  const ways = new Map<string, Map<string, number>>();
  return {
    add({ from, to, cells, ...way }) {
      const key = wayKey(way);
      const own = ways.get(key) ?? new Map<string, number>();
      ways.set(key, own);
      const days = `${dayOf(from)}|${dayOf(to)}`;
      for (const [cell, n] of cells) {
        const entry = `${days}|${cell}`;
        own.set(entry, (own.get(entry) ?? 0) + n);
      }
    },
    table(minimumSample) {
      const kept = [...ways].filter(([, own]) => isEnough(own, minimumSample));
      const size = kept.reduce((sum, [, own]) => sum + own.size, 0);
      const entries = new Int32Array(new SharedArrayBuffer(size * FIELDS * Int32Array.BYTES_PER_ELEMENT));
      const places = new Map<string, readonly [number, number]>();
      let at = 0;
      for (const [key, own] of kept) {
        const from = at;
        for (const [entry, n] of own) {
          entries.set([...entry.split('|').map(Number), n], at);
          at += FIELDS;
        }
        places.set(key, [from, at]);
      }
      return { ways: places, entries };
    },
  };
}

/** Below the least sample of the policies nothing is ever usual. A parcel adds at most one to each stage. */
const isEnough = (own: ReadonlyMap<string, number>, minimumSample: number): boolean => {
  let sum = 0;
  for (const n of own.values()) sum += n;
  return sum >= minimumSample;
};

/** So many routes and days are kept added up: a few wide ways are asked for again and again. */
const MOST_KEPT = 3_000;

/** How a parcel goes. */
export interface Route {
  readonly carrier: string;
  readonly service: string | null;
  readonly lane: string | null;
}

/** What was usual at a moment on the ways of a parcel, the narrowest first, as the hub knew it at the beginning of that day. */
export type UsualAt = (route: Route, windowMonths: number, now: Instant) => readonly UsualTimes[];

export function usualAt({ ways: places, entries }: LaneTable): UsualAt {
  if (places.size === 0) return () => [];
  const cells = kept((way: string, since: number, today: number) => addedUp(entries, places.get(way)!, since, today));
  const usual = kept((day: string, windowMonths: number, { carrier, service, lane }: Route): readonly UsualTimes[] => {
    const today = dayOf(day);
    const since = dayOf(`${firstMonth(windowMonths, instant(`${day}T00:00:00Z`))}-01`);
    return waysOf(carrier, service, lane).flatMap((way) => {
      const key = wayKey(way);
      return places.has(key)
        ? [{ way: wayText(way), cells: cells(`${since}|${today}|${key}`, key, since, today) }]
        : [];
    });
  });
  return (route, windowMonths, now) => {
    const day = now.slice(0, 10);
    return usual(`${day}|${windowMonths}|${route.carrier}|${route.service}|${route.lane}`, day, windowMonths, route);
  };
}

/** Of the entries of a way those that were added since a day and before another. */
function addedUp(
  entries: Int32Array,
  [from, to]: readonly [number, number],
  since: number,
  today: number,
): readonly number[] {
  const cells = new Array<number>(CELLS).fill(0);
  for (let at = from; at < to; at += FIELDS)
    if (entries[at]! >= since && entries[at + 1]! <= today) cells[entries[at + 2]!]! += entries[at + 3]!;
  return cells;
}

/** Remembers the answers to the latest questions. */
function kept<Asked extends readonly unknown[], Answer>(
  answer: (...asked: Asked) => Answer,
): (question: string, ...asked: Asked) => Answer {
  const answers = new Map<string, Answer>();
  return (question, ...asked) => {
    const known = answers.get(question);
    if (known !== undefined) return known;
    if (answers.size >= MOST_KEPT) answers.delete(answers.keys().next().value!);
    const found = answer(...asked);
    answers.set(question, found);
    return found;
  };
}
