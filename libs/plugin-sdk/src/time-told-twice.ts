import { HOUR, MINUTE, msOf } from '@whereabouts/model';
import { eventTime, type EventTimeInput } from './event-time';

const FURTHEST = 14 * HOUR;
const STEP = 15 * MINUTE;
const two = (count: number): string => String(count).padStart(2, '0');

/**
 * For sources that give a time twice, in UTC and as the carrier wrote it: together they tell the offset. Where the two
 * read alike the offset is not known, and a `Z` no more than a habit.
 */
export function timeToldTwice(local: string | null, utc: string | null): EventTimeInput {
  const [here, there] = [eventTime({ text: local }), eventTime({ text: utc })];
  if (local === null || here.occurredAt === null) return { text: utc ?? local };
  if (here.timeCertainty !== 'ZONE_ASSUMED' || there.occurredAt === null || there.timeCertainty !== 'OFFSET_GIVEN')
    return { text: local };
  const ahead = msOf(here.occurredAt) - msOf(there.occurredAt);
  if (ahead === 0) return { text: local };
  const size = Math.abs(ahead);
  if (size > FURTHEST || size % STEP !== 0) return { text: utc };
  const minutes = size / MINUTE;
  return { text: local, offset: `${ahead < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}` };
}
