import { eventTime, type MilestoneRecord } from '@whereabouts/plugin-sdk';

/** Minutes since 1970 as the clock on the wall showed them; `dateOnly` when there was no clock. */
export interface WallTime {
  readonly minutes: number;
  readonly dateOnly: boolean;
}

const MINUTE = 60_000;

/** The reading in the source's own text: no zone is applied. */
export function wallTimeOf({ occurredLocal }: MilestoneRecord): WallTime | null {
  if (occurredLocal === null) return null;
  for (const format of [undefined, 'mm/dd/yyyy', 'dd/mm/yyyy'] as const) {
    const text = occurredLocal.replace(/ ?(Z|UTC|[+-]\d{2}:?\d{2}|[A-Z]{3,4})$/, '');
    const read = eventTime({ text, zone: 'UTC', format });
    if (read.occurredAt !== null)
      return { minutes: Date.parse(read.occurredAt) / MINUTE, dateOnly: read.timeCertainty === 'DATE_ONLY' };
  }
  return /^\d{9,13}$/.test(occurredLocal) ? instantMinutes(occurredLocal) : null;
}

const instantMinutes = (epoch: string): WallTime => ({
  minutes: Math.floor(Number(epoch) / (epoch.length > 11 ? MINUTE : 60)),
  dateOnly: false,
});

/** The origin's date and its time in any spelling: `14:29`, `02:29 PM`, `14:29 PM`. */
export function statedWallTime(date: string | null | undefined, time: string | null | undefined): WallTime | null {
  const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '');
  if (day === null) return null;
  const midnight = Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) / MINUTE;
  const clock = /^(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?/i.exec(time ?? '');
  if (clock === null) return { minutes: midnight, dateOnly: true };
  const hour = Number(clock[1]);
  const half = clock[3]?.toLowerCase();
  const shifted = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour;
  return { minutes: midnight + shifted * 60 + Number(clock[2]), dateOnly: false };
}

/** Null when both say the same; else why the origin's is wrong, or an empty text when nothing tells. */
export function timeDifference(theirs: WallTime, ours: WallTime): string | null {
  const apart = Math.abs(theirs.minutes - ours.minutes);
  if (theirs.dateOnly || ours.dateOnly) return apart < 24 * 60 ? null : '';
  if (apart < 1) return null;
  if (apart === 12 * 60) return 'noon and midnight are mixed up';
  if (apart % 15 === 0 && apart <= 14 * 60) return 'the offset in the text was dropped or applied twice';
  return '';
}
