import {
  countedOf,
  countSheet,
  firstMonth,
  isPromiseOpen,
  repeatFlag,
  repeatThreshold,
  sameCounted,
  waysOf,
  windowStart,
  type Counted,
  type DayScope,
  type Flag,
  type Instant,
  type NewCase,
  type PolicyOf,
  type UsualTimes,
} from '@whereabouts/model';
import {
  addDayCounts,
  addTransitTimes,
  dayTotals,
  dayWindowKey,
  transitKey,
  transitTimes,
  type DayWindow,
  type Tx,
} from '@whereabouts/store';
import type { Look } from './judge';

/**
 * What is usual on the ways of parcels that are promised to somebody: one statement for a batch, and none where nothing
 * is promised. By look; one that is not named has no ways that are known.
 */
export async function usualTimes(
  tx: Tx,
  looks: readonly Look[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<ReadonlyMap<Look, readonly UsualTimes[]>> {
  const wanted = looks.flatMap((look) => {
    const { merchantId, carrier } = look.shipment;
    if (!isPromiseOpen(look.view, now)) return [];
    const since = firstMonth(policyOf(merchantId).promise.usual.windowMonths, now);
    return [
      { look, ways: waysOf(carrier, look.view.serviceLevel, look.view.lane).map((w) => ({ merchantId, since, ...w })) },
    ];
  });
  const windows = new Map(wanted.flatMap(({ ways }) => ways.map((way) => [transitKey(way), way])));
  if (windows.size === 0) return new Map();
  const times = await transitTimes(tx, [...windows.values()]);
  return new Map(wanted.map(({ look, ways }) => [look, ways.flatMap((way) => times.get(transitKey(way)) ?? [])]));
}

interface Known {
  readonly merchantId: string;
  readonly scope: DayScope;
  readonly name: string;
}

function knownOf({ shipment: { merchantId, carrier }, view }: Look): Known[] {
  const lane = waysOf(carrier, null, view.lane)[0]?.lane;
  return [
    ...(lane === undefined ? [] : [{ merchantId, scope: 'LANE' as const, name: lane }]),
    { merchantId, scope: 'CARRIER', name: carrier },
  ];
}

/** The flags of lanes and carriers that have the same trouble again and again: one statement for a batch. */
export async function repeatFlags(
  tx: Tx,
  looks: readonly Look[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<ReadonlyMap<Look, readonly Flag[]>> {
  if (looks.length === 0) return new Map();
  const windows = new Map<string, DayWindow>();
  for (const known of looks.flatMap(knownOf)) {
    const since = windowStart(repeatThreshold(known.scope, policyOf(known.merchantId).repeats), now);
    windows.set(dayWindowKey(known), { ...known, since });
  }
  const totals = await dayTotals(tx, [...windows.values()]);
  return new Map(
    looks.map((look) => [
      look,
      knownOf(look).flatMap((known) => {
        const total = totals.get(dayWindowKey(known));
        return (total && repeatFlag(known.scope, total, policyOf(known.merchantId).repeats)) ?? [];
      }),
    ]),
  );
}

/** What shipments and cases of a batch add to the figures of their lanes and carriers. */
export interface FigureBook {
  /** What the shipment adds as it stands now, with the difference to what it added before noted. */
  shipment(look: Pick<Look, 'shipment' | 'view' | 'summary'>): Counted | null;
  /** A case that is opened counts on the lane and for the carrier of its shipment. */
  opened(one: Pick<NewCase, 'merchantId' | 'kind'>, carrier: string | null, lane: string | null, now: Instant): void;
  /** Writes what was noted: the last thing that a transaction does. No statement when nothing changed. */
  write(tx: Tx): readonly Promise<void>[];
}

export function figureBook(): FigureBook {
  const sheets = new Map<string, ReturnType<typeof countSheet>>();
  const sheetOf = (merchantId: string): ReturnType<typeof countSheet> => {
    const sheet = sheets.get(merchantId) ?? countSheet();
    sheets.set(merchantId, sheet);
    return sheet;
  };
  return {
    shipment({ shipment, view, summary }) {
      const counted = countedOf(shipment.carrier, view, summary);
      if (!sameCounted(shipment.counted, counted)) sheetOf(shipment.merchantId).shipment(shipment.counted, counted);
      return counted;
    },
    opened: ({ merchantId, kind }, carrier, lane, now) =>
      sheetOf(merchantId).opened(kind, carrier, lane, now.slice(0, 10)),
    write(tx) {
      const all = [...sheets].map(([merchantId, sheet]) => ({ merchantId, ...sheet.deltas() }));
      const transits = all.flatMap(({ merchantId, transits: own }) => own.map((one) => ({ merchantId, ...one })));
      const days = all.flatMap(({ merchantId, days: own }) => own.map((one) => ({ merchantId, ...one })));
      return [
        ...(transits.length ? [addTransitTimes(tx, transits)] : []),
        ...(days.length ? [addDayCounts(tx, days)] : []),
      ];
    },
  };
}
