import { comparePositions, feedEnd, feedFloor, type FeedPosition, type Queryable } from '@whereabouts/store';
import { refuse } from '../errors';

const POSITION = /^(\d{1,20})\.(\d{1,16})$/;

/** A place in the feed as clients keep it. */
export const encodeFeedCursor = ({ xid, seq }: FeedPosition): string =>
  Buffer.from(`${xid}.${seq}`).toString('base64url');

/** @throws BAD_USER_INPUT when it is not one of ours. */
export function decodeFeedCursor(cursor: string): FeedPosition {
  const match = POSITION.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw refuse('BAD_USER_INPUT', 'The feed cursor cannot be read: pass one that an earlier answer gave.');
  return { xid: match[1]!, seq: Number(match[2]) };
}

/**
 * Checks that nothing after the position was pruned, and that it is a position of this database at all.
 * @throws CURSOR_EXPIRED
 */
export async function checkPosition(db: Queryable, position: FeedPosition): Promise<void> {
  const [floor, end] = await Promise.all([feedFloor(db), feedEnd(db)]);
  if (floor && comparePositions(position, floor) < 0)
    throw refuse('CURSOR_EXPIRED', 'The feed does not reach back that far any more: take a fresh snapshot.');
  // After a restore from a backup, transactions are counted from an earlier number.
  if (comparePositions(position, end) > 0)
    throw refuse('CURSOR_EXPIRED', 'The feed does not know this position: take a fresh snapshot.');
}
