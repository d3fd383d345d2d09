import type { FeedPosition } from '@whereabouts/store';
import { encodeFeedCursor, type FeedSubject } from './cursor';

export type SnapshotPart = 'MORE' | 'LAST';

/** Where one thing stands in a snapshot. */
export interface InSnapshot {
  /** Where the feed goes on behind the snapshot. */
  readonly position: FeedPosition;
  /** Behind which the snapshot goes on; null when it is complete with this one. */
  readonly after: string | null;
}

/** What a change says of that. Its cursor leads into the middle of the snapshot, or to the feed behind it. */
export const placeIn = (
  of: FeedSubject,
  { position, after }: InSnapshot,
): { cursor: string; snapshot: SnapshotPart } => ({
  cursor: encodeFeedCursor(position, after === null ? null : { of, after }),
  snapshot: after === null ? 'LAST' : 'MORE',
});
