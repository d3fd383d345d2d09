import {
  after,
  HOUR,
  instant,
  localTime,
  MINUTE,
  type Instant,
  type MilestoneCode,
  type Reason,
} from '@whereabouts/model';
import type { Random } from './random';
import type { ToyEvent, ToyParcel } from './toy-plugin';

/** A document about a parcel, and when it is received. */
export interface LifeNews {
  readonly receivedAt: Instant;
  readonly document: ToyParcel & { readonly number: string };
}

interface Stage {
  readonly code: MilestoneCode;
  readonly reasons?: readonly Reason[];
  /** Hours until the next stage: least and most. */
  readonly takes: readonly [number, number];
  readonly then: readonly string[];
}

/** How parcels live: some stop for ever at any stage, and then only a clock can tell. */
const STAGES: Readonly<Record<string, Stage>> = {
  label: { code: 'LABEL_CREATED', takes: [1, 70], then: ['handed', 'accepted', 'pickupFailed'] },
  handed: { code: 'HANDED_OVER', takes: [1, 40], then: ['accepted', 'accepted', 'pickupFailed'] },
  pickupFailed: { code: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], takes: [5, 30], then: ['handed', 'accepted'] },
  accepted: { code: 'ACCEPTED', takes: [2, 60], then: ['moving'] },
  moving: {
    code: 'IN_TRANSIT',
    takes: [2, 90],
    then: ['moving', 'moving', 'held', 'customs', 'out', 'out', 'damaged'],
  },
  damaged: { code: 'EXCEPTION', reasons: ['carrier.damage'], takes: [4, 40], then: ['moving', 'returning'] },
  held: { code: 'HELD', reasons: ['external.weather'], takes: [10, 130], then: ['moving', 'out', 'lost'] },
  customs: { code: 'CUSTOMS_STARTED', reasons: ['customs.documents'], takes: [10, 180], then: ['cleared'] },
  cleared: { code: 'CUSTOMS_CLEARED', takes: [2, 30], then: ['moving', 'out'] },
  out: { code: 'OUT_FOR_DELIVERY', takes: [1, 40], then: ['delivered', 'delivered', 'attempt', 'out', 'counter'] },
  attempt: {
    code: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
    takes: [10, 60],
    then: ['out', 'counter', 'returning'],
  },
  counter: { code: 'AVAILABLE_FOR_PICKUP', takes: [10, 190], then: ['delivered', 'returning'] },
  returning: { code: 'RETURNING', takes: [20, 90], then: ['returned'] },
  lost: { code: 'TERMINATED', reasons: ['carrier.lost'], takes: [24, 90], then: ['moving'] },
  delivered: { code: 'DELIVERED', takes: [1, 1], then: [] },
  returned: { code: 'RETURNED', takes: [1, 1], then: [] },
};

/** Where scans happen, with the zone of the clock on the wall there. */
const PLACES = [
  { city: 'Hamburg', country: 'DE', zone: 'Europe/Berlin' },
  { city: 'Madrid', country: 'ES', zone: 'Europe/Madrid' },
  { city: 'Denver', region: 'CO', country: 'US', zone: 'America/Denver' },
  { city: 'Newark', region: 'NJ', country: 'US', zone: 'America/New_York' },
  { city: 'Sydney', region: 'NSW', country: 'AU', zone: 'Australia/Sydney' },
  { city: 'Kolkata', country: 'IN', zone: 'Asia/Kolkata' },
] as const;

/** `2026-03-29T02:30:00` as the clock on the wall of a zone shows a moment. */
export const wallClock = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(Date.parse(at))
    .replace(' ', 'T');

/** How a source tells a time: with offset, by the wall clock of a known or unknown place, as a date, in a gap, or not. */
function told(at: Instant, chance: Random): Pick<ToyEvent, 'at' | 'local' | 'city' | 'region' | 'country'> {
  const { zone, ...where } = chance.pick(PLACES);
  const local = wallClock(at, zone);
  switch (chance.below(6)) {
    case 0:
      return { ...where, local };
    case 1:
      return { city: where.city, local };
    case 2:
      return { city: where.city, local: local.slice(0, 10) };
    case 3:
      return chance.next() < 0.2 ? { city: where.city } : { ...where, local: gapOr(local, zone) };
    default:
      return { ...where, at };
  }
}

/** A clock that was not put forward shows times that do not exist, in the hour that summer time skips. */
function gapOr(local: string, zone: string): string {
  const early = `${local.slice(0, 11)}02${local.slice(13)}`;
  const read = localTime(early, zone);
  return read.ok && read.skipped ? early : local;
}

/** The news of one parcel over two weeks, in the order of their receipt. */
export function parcelLife(number: string, start: Instant, chance: Random): LifeNews[] {
  const news: LifeNews[] = [];
  const ends = after(start, 14 * 24 * HOUR);
  const isAbroad = chance.next() < 0.2;
  const promisedBy = chance.next() < 0.6 ? after(start, chance.below(12 * 24) * HOUR) : undefined;
  const order = chance.next() < 0.5 ? `O-${number}` : undefined;
  const first: ToyParcel = {
    ...(promisedBy && (order ? {} : { promisedBy })),
    ...(order && {
      orders: [{ number: order, promisedBy, tier: chance.pick(['STANDARD', 'VIP', 'SUBSCRIBER'] as const) }],
    }),
    ...(order && { order }),
    from: 'DE',
    to: isAbroad ? 'US' : 'DE',
  };
  let at = after(start, chance.below(6 * 24 * 60) * MINUTE);
  let stage: Stage | undefined = STAGES[chance.pick(['label', 'label', 'handed', 'accepted'])];
  while (stage && at < ends) {
    const event: ToyEvent = { code: stage.code, reasons: stage.reasons ?? [], ...told(at, chance) };
    const late = chance.next() < 0.1 ? chance.below(48 * 60) : chance.below(90);
    const receivedAt = after(at, late * MINUTE);
    const estimate = promisedBy && chance.next() < 0.3 ? after(promisedBy, (chance.below(80) - 30) * HOUR) : undefined;
    const document = { ...(news.length === 0 ? first : {}), number, events: [event], ...(estimate && { estimate }) };
    news.push({ receivedAt, document });
    // The same words again change nothing.
    if (chance.next() < 0.1) news.push({ receivedAt: after(receivedAt, chance.below(600) * MINUTE), document });
    const [least, most]: readonly [number, number] = stage.takes;
    at = after(at, (least * 60 + chance.below((most - least) * 60 + 1)) * MINUTE);
    stage = chance.next() < 0.12 || stage.then.length === 0 ? undefined : STAGES[chance.pick(stage.then)];
  }
  return news.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
}

/** Weeks in which clocks change: United States spring, Europe spring, Europe autumn, United States autumn. */
export const TURNING_WEEKS: readonly Instant[] = [
  instant('2026-03-02T00:00:00Z'),
  instant('2026-03-20T00:00:00Z'),
  instant('2026-10-16T00:00:00Z'),
  instant('2026-10-24T00:00:00Z'),
];
