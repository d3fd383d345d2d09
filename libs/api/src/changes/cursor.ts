import type { Pipeline } from '@whereabouts/pipeline';
import type { FeedPosition, Queryable } from '@whereabouts/store';
import { comparePositions, feedFloor, isUuid } from '@whereabouts/store';
import type { GraphQLError } from 'graphql';
import { refuse } from '../errors';

/** A place in a feed, or within the snapshot that comes before it. */
export interface FeedPlace {
  readonly position: FeedPosition;
  /** The id behind which the snapshot goes on; null: it is complete. */
  readonly snapshotAfter: string | null;
}

const PLACE = /^(\d{1,20})\.(\d{1,16})(?:\.([0-9a-f-]{36}))?$/;

/** A place as clients keep it. */
export const encodeFeedCursor = ({ xid, seq }: FeedPosition, snapshotAfter: string | null = null): string =>
  Buffer.from(`${xid}.${seq}${snapshotAfter === null ? '' : `.${snapshotAfter}`}`).toString('base64url');

/** @throws BAD_USER_INPUT when it is not one of ours. */
export function decodeFeedPlace(cursor: string): FeedPlace {
  const match = PLACE.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match || (match[3] !== undefined && !isUuid(match[3])))
    throw refuse('BAD_USER_INPUT', 'The feed cursor cannot be read: pass one that an earlier answer gave.');
  return { position: { xid: match[1]!, seq: Number(match[2]) }, snapshotAfter: match[3] ?? null };
}

/** The same where only the feed itself is read. @throws BAD_USER_INPUT */
export function decodeFeedCursor(cursor: string): FeedPosition {
  const { position, snapshotAfter } = decodeFeedPlace(cursor);
  if (snapshotAfter === null) return position;
  throw refuse('BAD_USER_INPUT', 'The feed cursor lies within a snapshot: go on by the subscription that gave it.');
}

const BECAUSE = {
  reach: 'The feed does not reach back that far any more: take a fresh snapshot.',
  know: 'The feed does not know this position: take a fresh snapshot.',
} as const;

export const expired = (because: keyof typeof BECAUSE): GraphQLError => refuse('CURSOR_EXPIRED', BECAUSE[because]);

/**
 * Checks that nothing after the position was pruned, and that it is a position of this database at all.
 * @throws CURSOR_EXPIRED
 */
export async function checkPosition(
  db: Queryable,
  feed: Pick<Pipeline['feed'], 'end'>,
  position: FeedPosition,
): Promise<void> {
  const [floor, end] = await Promise.all([feedFloor(db), feed.end()]);
  if (floor && comparePositions(position, floor) < 0) throw expired('reach');
  // After a restore from a backup, transactions are counted from an earlier number.
  if (comparePositions(position, end) > 0) throw expired('know');
}
