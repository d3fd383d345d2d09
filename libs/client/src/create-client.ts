import { changes, type Change, type ChangesOptions } from './changes';
import type { TypedDocument } from './document';
import { follow, followInOne, type Follow, type Followed, type FollowedInOne, type FollowInOne } from './follow';
import { addressOf, type ClientOptions } from './options';
import { request } from './request';
import { socketOf } from './socket';
import { push, type Sink } from './subscribe';

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
  /**
   * The same for libraries with observables: results go into the sink until the function that comes back is called. A
   * document with `$after: FeedCursor` goes on behind its last change when the connection breaks.
   */
  subscribe<Data, Variables extends { readonly after?: unknown }>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    sink: Sink<Data>,
  ): () => void;
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

/**
 * Opens nothing yet: the socket is opened by the first subscription and closed after the last.
 * @throws TypeError when `url` is no address
 */
export function createHubClient(given: ClientOptions): HubClient {
  const options = { ...given, url: addressOf(given) };
  const socket = socketOf(options);
  return {
    request: (document, variables, signal) => request(options, document, variables, signal),
    changes: (document, variables, more) => changes(options, socket, document, variables, more),
    subscribe: (document, { after, ...variables }, sink) =>
      push(
        (signal) => changes(options, socket, document, variables, { after: after as string | undefined, signal }),
        sink,
      ),
    follow: (what) => follow(options, socket, what),
    followInOne: (what) => followInOne(options, socket, what),
    dispose: () => socket.dispose(),
  };
}
