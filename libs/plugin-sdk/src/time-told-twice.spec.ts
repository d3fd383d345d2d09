import { eventTime } from './event-time';
import { timeToldTwice } from './time-told-twice';

it.each([
  ['2026-03-09T16:00:00', '2026-03-09T08:00:00Z', '2026-03-09T08:00:00.000Z', 'OFFSET_GIVEN'],
  ['2026-03-09T05:32:00', '2026-03-09T12:32:00Z', '2026-03-09T12:32:00.000Z', 'OFFSET_GIVEN'],
  // Alike: nobody knows the offset.
  ['2026-03-09T16:00:00', '2026-03-09T16:00:00Z', '2026-03-09T16:00:00.000Z', 'ZONE_ASSUMED'],
  // No zone of the world is so far away.
  ['2026-03-12T16:00:00', '2026-03-09T16:00:00Z', '2026-03-09T16:00:00.000Z', 'OFFSET_GIVEN'],
  [null, '2026-03-09T16:00:00Z', '2026-03-09T16:00:00.000Z', 'OFFSET_GIVEN'],
  ['2026-03-09T16:00:00', null, '2026-03-09T16:00:00.000Z', 'ZONE_ASSUMED'],
])('%s, and %s in UTC', (local, utc, occurredAt, timeCertainty) =>
  expect(eventTime(timeToldTwice(local, utc))).toMatchObject({ occurredAt, timeCertainty }),
);
