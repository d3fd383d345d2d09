import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Counted } from './counted';
import { countableLane, wayKey, waysOf, type Way } from './lane-keys';
import { TIME_BUCKETS } from './time-histogram';

export type DayScope = 'LANE' | 'CARRIER';

/** Shipments, or cases of a kind, of one lane or carrier on one UTC day. */
export interface DayCount {
  readonly scope: DayScope;
  readonly name: string;
  readonly day: string;
  readonly what: 'SHIPPED' | ExceptionKind;
  readonly n: number;
}

/** What is added to the times of a way in a month: which cell (stage after stage, bucket after bucket), and how much. */
export interface TransitCount extends Way {
  /** `2026-11`. */
  readonly month: string;
  readonly cells: ReadonlyMap<number, number>;
}

/** What is to be added to figures, each of them once. */
export interface CountDeltas {
  readonly days: readonly DayCount[];
  readonly transits: readonly TransitCount[];
}

/** The cell of a bucket of the n-th stage. */
export const cellOf = (stage: number, bucket: number): number => stage * TIME_BUCKETS + bucket;

interface Sheet {
  readonly days: Map<string, DayCount>;
  readonly transits: Map<string, Way & { readonly month: string; readonly cells: Map<number, number> }>;
}

/** Adds up what shipments and cases change in the figures of one merchant. */
export function countSheet(): {
  shipment(before: Counted | null, after: Counted | null): void;
  opened(kind: ExceptionKind, carrier: string | null, lane: string | null, day: string): void;
  deltas(): CountDeltas;
} {
  const sheet: Sheet = { days: new Map(), transits: new Map() };
  return {
    shipment(before, after) {
      if (before !== null) addShipment(sheet, before, -1);
      if (after !== null) addShipment(sheet, after, 1);
    },
    opened(kind, carrier, lane, day) {
      addDay(sheet, { carrier, lane: countableLane(lane), day, what: kind, n: 1 });
    },
    deltas: () => ({
      days: [...sheet.days.values()].filter(({ n }) => n !== 0),
      transits: [...sheet.transits.values()].filter(({ cells }) => [...cells.values()].some((n) => n !== 0)),
    }),
  };
}

function addShipment(sheet: Sheet, { c: carrier, l: lane, d: day, t }: Counted, n: 1 | -1): void {
  addDay(sheet, { carrier, lane, day, what: 'SHIPPED', n });
  if (t === undefined) return;
  for (const way of waysOf(carrier, t.s, lane)) {
    const key = `${wayKey(way)}|${t.m}`;
    const transit = sheet.transits.get(key) ?? { ...way, month: t.m, cells: new Map<number, number>() };
    sheet.transits.set(key, transit);
    t.b.forEach((bucket, stage) => {
      if (bucket === null) return;
      const cell = cellOf(stage, bucket);
      transit.cells.set(cell, (transit.cells.get(cell) ?? 0) + n);
    });
  }
}

interface DayEntry {
  readonly carrier: string | null;
  readonly lane: string | null;
  readonly day: string;
  readonly what: DayCount['what'];
  readonly n: number;
}

function addDay({ days }: Sheet, { carrier, lane, day, what, n }: DayEntry): void {
  const add = (scope: DayScope, name: string): void => {
    const key = `${scope}|${day}|${what}|${name}`;
    days.set(key, { scope, name, day, what, n: n + (days.get(key)?.n ?? 0) });
  };
  if (carrier !== null) add('CARRIER', carrier);
  if (lane !== null) add('LANE', lane);
}
