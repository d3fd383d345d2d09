import { changes, socketOf, type Change, type ChangesOptions } from './changes';
import type { TypedDocument } from './document';
import { follow, followInOne, type Follow, type Followed, type FollowedInOne, type FollowInOne } from './follow';
import type { ClientOptions } from './options';
import { request } from './request';

/** A hub, from outside. */
export interface HubClient {
  /** Sends a query or a mutation. @throws RequestFailed */
  request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Data>;
  /** Every change of a subscription, also across broken connections. @throws RequestFailed */
  changes<Data, Variables extends { readonly after?: unknown }>(
    document: TypedDocument<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    options?: ChangesOptions,
  ): AsyncIterable<Change<Data>>;
  /** A snapshot, and then every change since. @throws RequestFailed */
  follow<Snapshot, SnapshotVariables, Data, Variables extends { readonly after?: unknown }>(
    what: Follow<Snapshot, SnapshotVariables, Data, Variables>,
  ): AsyncIterable<Followed<Snapshot, Data>>;
  /** The same in one operation, whose subscription sends the snapshot. @throws RequestFailed */
  followInOne<Data, Variables extends { readonly after?: unknown; readonly snapshot?: unknown }>(
    what: FollowInOne<Data, Variables>,
  ): AsyncIterable<FollowedInOne<Data>>;
  /** Closes the socket. Iterations that are under way go on with another one: end them by their signal. */
  dispose(): Promise<void>;
}

/** Opens nothing yet: the socket is opened by the first subscription and closed after the last. */
export function createHubClient(options: ClientOptions): HubClient {
  const socket = socketOf(options);
  return {
    request: (document, variables, signal) => request(options, document, variables, signal),
    changes: (document, variables, more) => changes(options, socket, document, variables, more),
    follow: (what) => follow(options, socket, what),
    followInOne: (what) => followInOne(options, socket, what),
    dispose: async () => {
      await socket.dispose();
    },
  };
}
