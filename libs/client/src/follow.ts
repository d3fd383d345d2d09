import type { Client } from 'graphql-ws';
import { changes, type Change } from './changes';
import type { TypedDocument } from './document';
import { RequestFailed } from './errors';
import type { ClientOptions } from './options';
import { pause, pauseBefore } from './pause';
import { request } from './request';

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

export type Followed<Snapshot, Data> =
  | { readonly type: 'snapshot'; readonly data: Snapshot; readonly cursor: string }
  | ({ readonly type: 'change' } & Change<Data>);

/**
 * First a snapshot, then every change since, for as long as it is iterated. A change may be in the snapshot already: apply
 * it again, by id and `version`. After an absence that outlasts the hub's feed, another snapshot comes: replace all by it.
 */
export async function* follow<Snapshot, SnapshotVariables, Data, Variables extends { readonly after?: unknown }>(
  options: ClientOptions,
  socket: Client,
  what: Follow<Snapshot, SnapshotVariables, Data, Variables>,
): AsyncGenerator<Followed<Snapshot, Data>, void> {
  const { signal } = what;
  let attempt = 0;
  while (!signal?.aborted) {
    try {
      const data = await request(options, what.snapshot, what.snapshotVariables, signal);
      const cursor = cursorOf(data);
      attempt = 0;
      yield { type: 'snapshot', data, cursor };
      for await (const change of changes(options, socket, what.changes, what.changesVariables, {
        after: cursor,
        signal,
      }))
        yield { type: 'change', ...change };
      return;
    } catch (error) {
      if (signal?.aborted) return;
      const isExpired = error instanceof RequestFailed && error.code === 'CURSOR_EXPIRED';
      if (error instanceof RequestFailed && !isExpired && !error.retryable) throw error;
      const waitMs = pauseBefore(++attempt);
      options.onRetry?.({ attempt, waitMs, reason: error });
      await pause(waitMs, signal);
    }
  }
}

function cursorOf(data: unknown): string {
  const { changes: feed } = data as { readonly changes?: { readonly cursor?: unknown } };
  if (typeof feed?.cursor === 'string') return feed.cursor;
  throw new RequestFailed(
    [{ message: 'Select `changes { cursor }` in the snapshot: the stream goes on behind it.' }],
    200,
  );
}
