import type { Instant } from '@whereabouts/model';
import { eventTime } from './event-time';
import { textAt, type Loose } from './loose';

export { endOfPromise, eventTime, type DateFormat, type EventTime, type EventTimeInput } from './event-time';

/** The moment that stands at the first of these paths that holds a text; null where none does, or where it is no time. */
export const momentAt = (value: Loose, ...paths: readonly string[]): Instant | null =>
  eventTime({ text: textAt(value, ...paths) }).occurredAt;
