import type { Pipeline } from '@whereabouts/pipeline';
import type { FeedPosition, MerchantPool, Queryable } from '@whereabouts/store';
import { comparePositions, feedFloor, isUuid, laterPosition, shipmentFeedEnd } from '@whereabouts/store';
import type { GraphQLError } from 'graphql';
import { refuse } from '../errors';

/** What a feed tells of. Both count their changes together: a position in one is a position in the other. */
export type FeedSubject = 'cases' | 'shipments';

/** How far a snapshot is. */
export interface SnapshotPlace {
  readonly of: FeedSubject;
  /** The id behind which it goes on. */
  readonly after: string;
}

/** A place in a feed, or within the snapshot that comes before it. */
export interface FeedPlace {
  readonly position: FeedPosition;
  /** Null: there is none, or it is complete. */
  readonly snapshot: SnapshotPlace | null;
}

const LETTERS: Readonly<Record<FeedSubject, string>> = { cases: 'c', shipments: 's' };
const PLACE = /^(\d{1,20})\.(\d{1,16})(?:\.([cs])([0-9a-f-]{36}))?$/;

/** A place as clients keep it. */
export const encodeFeedCursor = ({ xid, seq }: FeedPosition, snapshot: SnapshotPlace | null = null): string =>
  Buffer.from(`${xid}.${seq}${snapshot === null ? '' : `.${LETTERS[snapshot.of]}${snapshot.after}`}`).toString(
    'base64url',
  );

/** @throws BAD_USER_INPUT when it is not one of ours. */
function decodeFeedPlace(cursor: string): FeedPlace {
  const [, xid, seq, letter, after] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (xid === undefined || (after !== undefined && !isUuid(after)))
    throw refuse('BAD_USER_INPUT', 'The feed cursor cannot be read: pass one that an earlier answer gave.');
  const of = letter === LETTERS.cases ? 'cases' : 'shipments';
  return { position: { xid, seq: Number(seq) }, snapshot: after === undefined ? null : { of, after } };
}

/** Where a subscription goes on. @throws BAD_USER_INPUT when it is none of ours, or within the snapshot of the other. */
export function placeFor(subject: FeedSubject, cursor: string): FeedPlace {
  const place = decodeFeedPlace(cursor);
  if (place.snapshot === null || place.snapshot.of === subject) return place;
  throw refuse(
    'BAD_USER_INPUT',
    `The feed cursor lies within a snapshot of ${place.snapshot.of}: it says nothing of how far one of ${subject} is. Take a fresh snapshot.`,
  );
}

/** The same where only the feed itself is read. @throws BAD_USER_INPUT */
export function decodeFeedCursor(cursor: string): FeedPosition {
  const { position, snapshot } = decodeFeedPlace(cursor);
  if (snapshot === null) return position;
  throw refuse('BAD_USER_INPUT', 'The feed cursor lies within a snapshot: go on by the subscription that gave it.');
}

const BECAUSE = {
  reach: 'The feed does not reach back that far any more: take a fresh snapshot.',
  know: 'The feed does not know this position: take a fresh snapshot.',
} as const;

export const expired = (because: keyof typeof BECAUSE): GraphQLError => refuse('CURSOR_EXPIRED', BECAUSE[because]);

/** Where the feeds that a merchant's cursors may come from end in the database: at the later of the two. */
export type FeedsEnd = (merchantId: string) => Promise<FeedPosition>;

export const feedsEnd =
  (db: Pick<MerchantPool, 'of'>, feed: Pick<Pipeline['feed'], 'end'>): FeedsEnd =>
  async (merchantId) =>
    laterPosition(...(await Promise.all([feed.end(), shipmentFeedEnd(db.of(merchantId), merchantId)])));

/**
 * Checks that nothing after the position was pruned, and that it is a position of this database at all.
 * @throws CURSOR_EXPIRED
 */
export async function checkPosition(
  { db, merchantId }: { readonly db: Queryable; readonly merchantId: string },
  feed: Pick<Pipeline['feed'], 'end'>,
  position: FeedPosition,
): Promise<void> {
  const [floor, end] = await Promise.all([feedFloor(db), feedsEnd({ of: () => db }, feed)(merchantId)]);
  if (floor && comparePositions(position, floor) < 0) throw expired('reach');
  // After a restore from a backup, transactions are counted from an earlier number.
  if (comparePositions(position, end) > 0) throw expired('know');
}
