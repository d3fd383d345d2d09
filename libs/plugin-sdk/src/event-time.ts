import {
  DAY,
  HOUR,
  instant,
  MINUTE,
  localMoment,
  zoneOfPlace,
  type Instant,
  type Place,
  type TimeCertainty,
} from '@whereabouts/model';
import { isPlainMoment, plainTime } from './plain-clock';
import { quoted, readDateAndTime, readOffset, readWallClock, type DateFormat, type WallClock } from './wall-clock';

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
export const eventTime = (input: EventTimeInput): EventTime => timeSaid(partsOf(input), null);

/** The same for an event whose place is already known. A place that the time itself names goes before it. */
export const eventTimeAt = (input: EventTimeInput, place: Place | null): EventTime => timeSaid(partsOf(input), place);

/** What a source says of a time, in one shape. */
type Parts = { -readonly [Key in keyof Required<EventTimeInput>]: EventTimeInput[Key] | undefined };

/** Each source says other parts: what is there is gone through once, because to ask for what is not there takes longest. */
function partsOf(input: EventTimeInput): Parts {
  const parts: Parts = {
    text: undefined,
    date: undefined,
    time: undefined,
    offset: undefined,
    offsetIsDefault: undefined,
    zone: undefined,
    place: undefined,
    assumedZone: undefined,
    epochSeconds: undefined,
    epochMilliseconds: undefined,
    format: undefined,
  };
  for (const part in input) {
    const said = input[part as keyof EventTimeInput] as never;
    if (part === 'text') parts.text = said;
    else if (part === 'assumedZone') parts.assumedZone = said;
    else if (part === 'date') parts.date = said;
    else if (part === 'time') parts.time = said;
    else if (part === 'place') parts.place = said ?? null;
    else if (part === 'offset') parts.offset = said;
    else if (part === 'zone') parts.zone = said;
    else if (part === 'format') parts.format = said;
    else if (part === 'epochSeconds') parts.epochSeconds = said;
    else if (part === 'epochMilliseconds') parts.epochMilliseconds = said;
    else if (part === 'offsetIsDefault') parts.offsetIsDefault = said;
  }
  return parts;
}

function timeSaid(input: Parts, placeOfEvent: Place | null): EventTime {
  // Null says that there is none.
  const place = input.place === undefined ? placeOfEvent : input.place;
  const seconds = written(input.epochSeconds);
  if (seconds !== '') return fromEpoch(seconds, 1000);
  const milliseconds = written(input.epochMilliseconds);
  if (milliseconds !== '') return fromEpoch(milliseconds, 1);

  const text = input.text?.trim() ?? '';
  if (text !== '') return fromWallClock(readWallClock(text, input.format), text, input, place);
  const date = input.date?.trim() ?? '';
  const time = input.time?.trim() ?? '';
  if (date === '') return unknown(time || null, time === '' ? 'no time was given' : 'no date was given');
  const wall = readDateAndTime({ date, time }, input.format);
  return fromWallClock(wall, time === '' ? date : `${date}T${time}`, input, place);
}

const written = (count: string | number | null | undefined): string =>
  count === null || count === undefined ? '' : String(count).trim();

const END_OF_DAY = '23:59:59';
/** Midnight is never the hour that anybody promises: it is how a date alone is written where a time must stand. */
const WRITTEN_DATE = /^(.*?\d)(?:[T ]+0{1,2}:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/;

/**
 * Until when something is promised or expected. A date alone, also one written as its midnight, counts to the end of that
 * day where the parcel goes (`place`, else `assumedZone`). Null when it is no time.
 */
export function endOfPromise(input: EventTimeInput): Instant | null {
  const parts = partsOf(input);
  const text = parts.text?.trim() ?? '';
  const written = text || (parts.date?.trim() ?? '');
  // Mostly nothing is promised at all.
  if (written !== '' && !hasTimeOfDay(text)) {
    const [, day] = WRITTEN_DATE.exec(written) ?? [];
    const clock = text === '' ? (parts.time?.trim() ?? '') : '';
    if (day !== undefined && /^(0{1,2}:?00(:?00)?)?$/.test(clock)) {
      const untilEvening = { ...parts, epochSeconds: null, epochMilliseconds: null, offset: null };
      const { occurredAt } = timeSaid({ ...untilEvening, text: null, date: day, time: END_OF_DAY }, null);
      if (occurredAt !== null) return occurredAt;
    }
  }
  return timeSaid(parts, null).occurredAt;
}

/** Told for sure, and quickly: what it says no to may have one in a rarer form. */
function hasTimeOfDay(text: string): boolean {
  const plain = text === '' ? null : plainTime(text);
  return plain !== null && !plain.dateOnly && plain.wallMs % DAY !== 0;
}

/** Why there is no usable time, with what the source wrote. */
function unknown(occurredLocal: string | null, problem: string): EventTime {
  return { occurredAt: null, occurredLocal, timeCertainty: 'UNKNOWN', problem };
}

function fromEpoch(text: string, unitMs: number): EventTime {
  if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) return unknown(text || null, `not a count of time: ${quoted(text)}`);
  const ms = Math.trunc(Number(text) * unitMs);
  const problem = absurd(ms);
  if (problem !== null) return unknown(text, problem);
  return { occurredAt: instant(ms), occurredLocal: text, timeCertainty: 'OFFSET_GIVEN' };
}

const EARLIEST_MS = Date.UTC(MIN_YEAR, 0);
const END_MS = Date.UTC(MAX_YEAR + 1, 0);

function absurd(ms: number): string | null {
  if (ms >= EARLIEST_MS && ms < END_MS) return null;
  const year = new Date(ms).getUTCFullYear();
  return `cannot be meant: ${Number.isNaN(year) ? ms : `the year ${year}`}`;
}

function fromWallClock(wall: WallClock, written: string, input: Parts, place: Place | null): EventTime {
  if (!wall.ok) return unknown(written, wall.problem);
  const nonsense = absurd(wall.wallMs);
  if (nonsense !== null) return unknown(written, nonsense);

  const field = input.offset?.trim() ?? '';
  if (wall.offset !== null && field === '' && !wall.dateOnly && wall.problem === undefined) {
    const occurredAt = isUtc(written, wall.offset) ? (written as Instant) : instant(wall.wallMs - wall.offset * MINUTE);
    return {
      occurredAt,
      occurredLocal: written,
      timeCertainty: input.offsetIsDefault ? 'ZONE_ASSUMED' : 'OFFSET_GIVEN',
    };
  }
  const problems = wall.problem === undefined ? [] : [wall.problem];
  const offset = offsetOf(wall, field, problems);
  const localMs = wall.dateOnly ? wall.wallMs + NOON : wall.wallMs;
  const found = offset === null ? inZone(localMs, input, place, problems) : null;
  const time: EventTime = {
    occurredAt: found === null ? instant(localMs - (offset ?? 0) * MINUTE) : found.at,
    occurredLocal: written,
    timeCertainty: wall.dateOnly
      ? 'DATE_ONLY'
      : (found?.certainty ?? (input.offsetIsDefault ? 'ZONE_ASSUMED' : 'OFFSET_GIVEN')),
  };
  return problems.length > 0 ? { ...time, problem: problems.join('; ') } : time;
}

/** Is it written as moments are here already? */
const isUtc = (written: string, offset: number): boolean => offset === 0 && isPlainMoment(written);

function offsetOf(wall: Wall, field: string, problems: string[]): number | null {
  if (field === '') return wall.offset;
  const stated = readOffset(field);
  if (stated === null) problems.push(`not an offset: ${quoted(field)}`);
  else if (wall.offset !== null && wall.offset !== stated)
    problems.push(`the offset ${quoted(field)} contradicts the time: the one in the time was taken`);
  return wall.offset ?? stated;
}

interface InZone {
  readonly at: Instant;
  readonly certainty: TimeCertainty;
}

/** The moment of a wall clock without an offset: the first zone that is known decides. */
const inZone = (localMs: number, input: Parts, place: Place | null, problems: string[]): InZone =>
  zoned(localMs, input.zone?.trim() || null, 'OFFSET_GIVEN', problems) ??
  zoned(localMs, zoneOfPlace(place), 'ZONE_FROM_PLACE', problems) ??
  zoned(localMs, input.assumedZone, 'ZONE_ASSUMED', problems) ?? { at: instant(localMs), certainty: 'ZONE_ASSUMED' };

function zoned(
  localMs: number,
  zone: string | null | undefined,
  certainty: TimeCertainty,
  problems: string[],
): InZone | null {
  if (zone === null || zone === undefined) return null;
  const found = localMoment(localMs, zone);
  if (!found.ok) {
    problems.push(`not a time zone: ${quoted(zone)}`);
    return null;
  }
  if (found.skipped) problems.push(`the clock in ${zone} never showed this time: summer time began`);
  return { at: found.at, certainty };
}
