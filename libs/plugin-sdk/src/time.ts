import {
  HOUR,
  instant,
  isZone,
  localTime,
  zoneOfPlace,
  type Instant,
  type Place,
  type TimeCertainty,
} from '@whereabouts/model';
import { textAt, type Loose } from './loose';
import { readDateAndTime, readOffset, readWallClock, type DateFormat, type WallClock } from './wall-clock';

export type { DateFormat } from './wall-clock';

export interface EventTimeInput {
  /** Date and time in one text, or a date alone. Goes before `date` and `time`. */
  readonly text?: string | null;
  /** Date and time in two fields. */
  readonly date?: string | null;
  readonly time?: string | null;
  /** An offset in a field of its own: `-05:00`, `+0530`, `Z`, `UTC`. One inside the text goes before it. */
  readonly offset?: string | null;
  /** The source writes this offset also where it does not know the zone: it is taken, and counts as assumed. */
  readonly offsetIsDefault?: boolean;
  /** IANA zone, when the source itself gives it. */
  readonly zone?: string | null;
  /** Where it happened: tells the zone of a time without one. */
  readonly place?: Place | null;
  /** The zone that the source's documentation, or the operator, states for times without one. */
  readonly assumedZone?: string;
  /** Seconds since 1970: only when the source documents the field as such. */
  readonly epochSeconds?: string | number | null;
  /** Milliseconds since 1970: only when the source documents the field as such. */
  readonly epochMilliseconds?: string | number | null;
  /** How the source writes dates that could be read in two ways. */
  readonly format?: DateFormat;
}

export interface EventTime {
  /** Null when there is no usable time. */
  readonly occurredAt: Instant | null;
  /** As the source wrote it, joined with a `T` where date and time come apart. */
  readonly occurredLocal: string | null;
  readonly timeCertainty: TimeCertainty;
  /** What was wrong or doubtful, for a note among the issues. */
  readonly problem?: string;
}

type Wall = Extract<WallClock, { ok: true }>;

/** Years in which a parcel event can have happened. Others are defaults of somebody's database. */
const MIN_YEAR = 1990;
const MAX_YEAR = 2100;
const NOON = 12 * HOUR;

/**
 * When an event happened, and how sure we are. Never throws and never invents a zone: without an offset the zone comes
 * from the place, else from `assumedZone`, else UTC is taken and said to be assumed. A date alone counts as its local
 * noon. What cannot be a time gives UNKNOWN, with the source's text kept and the problem said.
 */
export function eventTime(input: EventTimeInput): EventTime {
  const seconds = String(input.epochSeconds ?? '').trim();
  const milliseconds = String(input.epochMilliseconds ?? '').trim();
  if (seconds !== '') return fromEpoch(seconds, 1000);
  if (milliseconds !== '') return fromEpoch(milliseconds, 1);

  const text = input.text?.trim() ?? '';
  const date = input.date?.trim() ?? '';
  const time = input.time?.trim() ?? '';
  if (text === '' && date === '') return unknown(time || null, time === '' ? 'no time was given' : 'no date was given');
  if (text !== '') return fromWallClock(readWallClock(text, input.format), text, input);
  return fromWallClock(readDateAndTime({ date, time }, input.format), time === '' ? date : `${date}T${time}`, input);
}

/** The moment that stands at the first of these paths that holds a text; null where none does, or where it is no time. */
export const momentAt = (value: Loose, ...paths: readonly string[]): Instant | null =>
  eventTime({ text: textAt(value, ...paths) }).occurredAt;

const END_OF_DAY = '23:59:59';
/** Midnight is never the hour that anybody promises: it is how a date alone is written where a time must stand. */
const WRITTEN_DATE = /^(.*?\d)(?:[T ]+0{1,2}:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/;

/**
 * Until when something is promised or expected. A date alone, also one written as its midnight, counts to the end of that
 * day where the parcel goes (`place`, else `assumedZone`). Null when it is no time.
 */
export function endOfPromise(input: EventTimeInput): Instant | null {
  const written = (input.text?.trim() || null) ?? input.date?.trim() ?? '';
  const [, day] = WRITTEN_DATE.exec(written) ?? [];
  const clock = input.text?.trim() ? '' : (input.time?.trim() ?? '');
  if (day !== undefined && /^(0{1,2}:?00(:?00)?)?$/.test(clock)) {
    const { epochSeconds: _s, epochMilliseconds: _ms, offset: _offset, ...rest } = input;
    const { occurredAt } = eventTime({ ...rest, text: null, date: day, time: END_OF_DAY });
    if (occurredAt !== null) return occurredAt;
  }
  return eventTime(input).occurredAt;
}

/** Why there is no usable time, with what the source wrote. */
function unknown(occurredLocal: string | null, problem: string): EventTime {
  return { occurredAt: null, occurredLocal, timeCertainty: 'UNKNOWN', problem };
}

function fromEpoch(text: string, unitMs: number): EventTime {
  if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) return unknown(text || null, `not a count of time: ${JSON.stringify(text)}`);
  const ms = Math.trunc(Number(text) * unitMs);
  const problem = absurd(ms);
  if (problem !== null) return unknown(text, problem);
  return { occurredAt: instant(ms), occurredLocal: text, timeCertainty: 'OFFSET_GIVEN' };
}

function absurd(ms: number): string | null {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  return year >= MIN_YEAR && year <= MAX_YEAR
    ? null
    : `cannot be meant: ${Number.isNaN(year) ? ms : `the year ${year}`}`;
}

function fromWallClock(wall: WallClock, written: string, input: EventTimeInput): EventTime {
  if (!wall.ok) return unknown(written, wall.problem);
  const nonsense = absurd(wall.wallMs);
  if (nonsense !== null) return unknown(written, nonsense);

  const problems = wall.problem === undefined ? [] : [wall.problem];
  const offset = offsetOf(wall, input.offset?.trim() ?? '', problems);
  const localMs = wall.dateOnly ? wall.wallMs + NOON : wall.wallMs;
  const found = offset === null ? inZone(localMs, input, problems) : { at: instant(localMs - offset * 60_000) };
  return {
    occurredAt: found.at,
    occurredLocal: written,
    timeCertainty: wall.dateOnly
      ? 'DATE_ONLY'
      : (found.certainty ?? (input.offsetIsDefault ? 'ZONE_ASSUMED' : 'OFFSET_GIVEN')),
    ...(problems.length > 0 ? { problem: problems.join('; ') } : {}),
  };
}

function offsetOf(wall: Wall, field: string, problems: string[]): number | null {
  if (field === '') return wall.offset;
  const stated = readOffset(field);
  if (stated === null) problems.push(`not an offset: ${JSON.stringify(field)}`);
  else if (wall.offset !== null && wall.offset !== stated)
    problems.push(`the offset ${JSON.stringify(field)} contradicts the time: the one in the time was taken`);
  return wall.offset ?? stated;
}

/** The moment of a wall clock without an offset: the first zone that is known decides. */
function inZone(
  localMs: number,
  input: EventTimeInput,
  problems: string[],
): { readonly at: Instant; readonly certainty?: TimeCertainty } {
  const wall = new Date(localMs).toISOString().slice(0, -1);
  const zones: readonly (readonly [string | null | undefined, TimeCertainty])[] = [
    [input.zone?.trim() || null, 'OFFSET_GIVEN'],
    [zoneOfPlace(input.place), 'ZONE_FROM_PLACE'],
    [input.assumedZone, 'ZONE_ASSUMED'],
  ];
  for (const [zone, certainty] of zones) {
    if (zone === null || zone === undefined) continue;
    if (!isZone(zone)) {
      problems.push(`not a time zone: ${JSON.stringify(zone)}`);
      continue;
    }
    const found = localTime(wall, zone);
    if (!found.ok) continue;
    if (found.skipped) problems.push(`the clock in ${zone} never showed this time: summer time began`);
    return { at: found.at, certainty };
  }
  return { at: instant(localMs), certainty: 'ZONE_ASSUMED' };
}
