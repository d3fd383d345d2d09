import { Temporal } from 'temporal-polyfill';
import { DAY, instant, type Instant } from './instant';

export type LocalTime =
  | {
      readonly ok: true;
      readonly at: Instant;
      /** The clock showed this twice, when summer time ended: `at` is the earlier. */
      readonly ambiguous: boolean;
      /** The clock never showed this, because summer time began: `at` lies as far behind the gap's begin as the text says. */
      readonly skipped: boolean;
    }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown-zone' };

/** Checked before Temporal sees the text, because it drops an offset without a word and reads a bare date as midnight. */
const WALL_CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;

/**
 * The moment at which a clock on the wall of a zone shows a time.
 *
 * @param text `YYYY-MM-DDTHH:mm`, with or without seconds and a fraction, without an offset
 * @param zone IANA name, such as `Europe/Madrid`
 */
export function localTime(text: string, zone: string): LocalTime {
  if (!WALL_CLOCK.test(text)) return { ok: false, reason: 'malformed' };
  if (!isZone(zone)) return { ok: false, reason: 'unknown-zone' };
  const wallMs = Date.parse(`${text.slice(0, 23)}Z`);
  // Date turns February 30 into March 2, and 24:00 into the next day.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 10) !== text.slice(0, 10))
    return { ok: false, reason: 'malformed' };
  return momentIn(wallMs, knownZone(zone));
}

/**
 * The same for a clock that is already read: milliseconds as if it showed UTC.
 *
 * @param zone IANA name
 */
export function localMoment(wallMs: number, zone: string): LocalTime {
  return isZone(zone) ? momentIn(wallMs, knownZone(zone)) : { ok: false, reason: 'unknown-zone' };
}

/** What was found out about a zone: Temporal takes tens of µs for each moment. */
interface KnownZone {
  readonly name: string;
  /** By local day: milliseconds east of UTC, or null when the clock changes the day before, on it, or the day after. */
  readonly offsets: Map<number, number | null>;
  /** By wall time, for such days. */
  readonly nearChanges: Map<number, LocalTime>;
}

const zones = new Map<string, KnownZone>();
const REMEMBERED_ZONES = 100;
const REMEMBERED_OF_ZONE = 1_000;

function knownZone(name: string): KnownZone {
  const before = zones.get(name);
  if (before !== undefined) return before;
  const zone = { name, offsets: new Map<number, number | null>(), nearChanges: new Map<number, LocalTime>() };
  remember(zones, name, zone, REMEMBERED_ZONES);
  return zone;
}

function remember<Key, Value>(all: Map<Key, Value>, key: Key, value: Value, most: number): Value {
  if (all.size >= most) all.clear();
  all.set(key, value);
  return value;
}

function momentIn(wallMs: number, zone: KnownZone): LocalTime {
  const day = Math.floor(wallMs / DAY);
  const before = zone.offsets.get(day);
  const offset =
    before === undefined ? remember(zone.offsets, day, steadyOffset(zone.name, day * DAY), REMEMBERED_OF_ZONE) : before;
  if (offset !== null) return { ok: true, at: instant(wallMs - offset), ambiguous: false, skipped: false };
  return (
    zone.nearChanges.get(wallMs) ??
    remember(zone.nearChanges, wallMs, nearChange(wallMs, zone.name), REMEMBERED_OF_ZONE)
  );
}

/** Milliseconds east of UTC during a local day, or null when the clock changes the day before, on it, or the day after. */
function steadyOffset(zone: string, dayMs: number): number | null {
  const start = Temporal.Instant.fromEpochMilliseconds(dayMs - DAY).toZonedDateTimeISO(zone);
  const change = start.getTimeZoneTransition('next');
  return change === null || change.epochMilliseconds > dayMs + 2 * DAY ? start.offsetNanoseconds / 1e6 : null;
}

/** The exact answer, for days on which the clock changes. */
function nearChange(wallMs: number, zone: string): LocalTime {
  const wall = Temporal.PlainDateTime.from(new Date(wallMs).toISOString().slice(0, -1));
  const first = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const skipped = !first.toPlainDateTime().equals(wall);
  const second = skipped ? first : wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const ambiguous = first.epochMilliseconds !== second.epochMilliseconds;
  return { ok: true, at: instant(first.epochMilliseconds), ambiguous, skipped };
}

/** Region/City names and UTC. Not abbreviations such as `EST`: they mean different things to different sources. */
const ZONE_NAME = /^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/;
const known = new Map<string, boolean>();

/** Is this the name of an IANA zone? */
export function isZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const valid = ZONE_NAME.test(name) && resolves(name);
  // Only names of zones are remembered: there are few of them, while wrong ones have no end.
  if (valid && known.size < 2_000) known.set(name, valid);
  return valid;
}

function resolves(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
