import { changes, type Change } from './changes';
import type { TypedDocument } from './document';
import { RequestFailed } from './errors';
import type { ClientOptions } from './options';
import { pause, waitBefore } from './pause';
import { request } from './request';
import type { HubSocket } from './socket';

/** A list as it is, and all that changes from then on. */
export interface Follow<Snapshot, SnapshotVariables, Data, Variables> {
  /** Must select `changes { cursor }` beside the list: the stream goes on behind it. */
  readonly snapshot: TypedDocument<Snapshot, SnapshotVariables>;
  readonly snapshotVariables: SnapshotVariables;
  /** Must take `$after: FeedCursor` and select `cursor`. */
  readonly changes: TypedDocument<Data, Variables>;
  readonly changesVariables: Omit<Variables, 'after'>;
  readonly signal?: AbortSignal;
}

/** The same in one operation: the subscription sends the list itself, a change for each of its entries, and then goes on. */
export interface FollowInOne<Data, Variables> {
  /** Must take `$after: FeedCursor` and `$snapshot: Boolean`, and select `cursor`. */
  readonly changes: TypedDocument<Data, Variables>;
  readonly changesVariables: Omit<Variables, 'after' | 'snapshot'>;
  readonly signal?: AbortSignal;
}

export type FollowedInOne<Data> =
  /** A snapshot begins: what follows replaces all that was told before. */
  { readonly type: 'begin' } | ({ readonly type: 'change' } & Change<Data>);

export type Followed<Snapshot, Data> =
  | { readonly type: 'snapshot'; readonly data: Snapshot; readonly cursor: string }
  | ({ readonly type: 'change' } & Change<Data>);

/**
 * First a snapshot, then every change since, for as long as it is iterated. A change may be in the snapshot already: apply
 * it again, by id and `version`. After an absence that outlasts the hub's feed, another snapshot comes: replace all by it.
 */
export const follow = <Snapshot, SnapshotVariables, Data, Variables extends { readonly after?: unknown }>(
  options: ClientOptions,
  socket: HubSocket,
  what: Follow<Snapshot, SnapshotVariables, Data, Variables>,
): AsyncGenerator<Followed<Snapshot, Data>, void> =>
  again(options, what.signal, async function* (hasBegun) {
    const data = await request(options, what.snapshot, what.snapshotVariables, what.signal);
    const cursor = cursorOf(data);
    hasBegun();
    yield { type: 'snapshot', data, cursor };
    const behind = { after: cursor, signal: what.signal };
    for await (const change of changes(options, socket, what.changes, what.changesVariables, behind))
      yield { type: 'change', ...change };
  });

/**
 * The same, where the subscription sends the snapshot: each entry and each later change comes once. When the connection
 * breaks it goes on where it was, within the snapshot too. After an absence that outlasts the hub's feed it begins anew.
 */
export const followInOne = <Data, Variables extends { readonly after?: unknown; readonly snapshot?: unknown }>(
  options: ClientOptions,
  socket: HubSocket,
  what: FollowInOne<Data, Variables>,
): AsyncGenerator<FollowedInOne<Data>, void> =>
  again(options, what.signal, async function* (hasBegun) {
    yield { type: 'begin' };
    const variables = { ...what.changesVariables, snapshot: true } as unknown as Omit<Variables, 'after'>;
    for await (const change of changes(options, socket, what.changes, variables, { signal: what.signal })) {
      hasBegun();
      yield { type: 'change', ...change };
    }
  });

/** Runs it, and runs it anew when the hub was away or its feed does not reach back far enough. */
async function* again<Step>(
  options: ClientOptions,
  signal: AbortSignal | undefined,
  run: (hasBegun: () => void) => AsyncGenerator<Step, void>,
): AsyncGenerator<Step, void> {
  let attempt = 0;
  while (!signal?.aborted) {
    try {
      yield* run(() => void (attempt = 0));
      return;
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof RequestFailed) || !(error.retryable || error.code === 'CURSOR_EXPIRED')) throw error;
      const waitMs = waitBefore(++attempt, error);
      options.onRetry?.({ attempt, waitMs, reason: error });
      await pause(waitMs, signal);
    }
  }
}

function cursorOf(data: unknown): string {
  const { changes: feed } = (data ?? {}) as { readonly changes?: { readonly cursor?: unknown } };
  if (typeof feed?.cursor === 'string') return feed.cursor;
  throw new RequestFailed(
    [{ message: 'Select `changes { cursor }` in the snapshot: the stream goes on behind it.' }],
    200,
  );
}
