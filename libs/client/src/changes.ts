import { sent, type Sent, type TypedDocument } from './document';
import { RequestFailed, type HubError } from './errors';
import { inlet } from './inlet';
import type { ClientOptions } from './options';
import { pause, waitBefore } from './pause';
import { refusalOf } from './refusal';
import type { HubSocket } from './socket';

export interface ChangesOptions {
  /**
   * Where to go on. Without, from now: as long as nothing came, a break begins anew, and what happened meanwhile is missed.
   * Pass what `changes { cursor }` says to miss nothing.
   */
  readonly after?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

/** One result of a subscription, with the cursor behind which another one would go on. */
export interface Change<Data> {
  readonly data: Data;
  readonly cursor: string;
}

/** A connection that stood for so long was let in. */
const LET_IN_MS = 5_000;

/**
 * Every change of a subscription, in order, none left out and none twice: when the connection breaks, it goes on behind the
 * last one. The document must take `$after: FeedCursor` and select `cursor` in its field.
 * @throws RequestFailed when the hub refuses and would refuse again: `CURSOR_EXPIRED` when it was away for longer than the hub
 * keeps changes, `UNAUTHENTICATED` when there is no other credential than the one that was not taken.
 */
export async function* changes<Data, Variables extends { readonly after?: unknown }>(
  options: ClientOptions,
  socket: HubSocket,
  document: TypedDocument<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  { after, signal }: ChangesOptions = {},
): AsyncGenerator<Change<Data>, void> {
  const asked = sent(document, options.registeredDocuments === true);
  let cursor = after;
  let attempt = 0;
  let refusals = 0;
  while (!signal?.aborted) {
    let failure: unknown = null;
    const began = performance.now();
    const run = open<Data>(socket, asked, { ...variables, after: cursor }, signal);
    try {
      for (let result = await run.next(); !result.done; result = await run.next()) {
        attempt = refusals = 0;
        cursor = cursorOf(result.value);
        yield { data: result.value, cursor };
      }
    } catch (error) {
      failure = error;
    } finally {
      run.stop();
    }
    if (signal?.aborted) return;
    if (performance.now() - began > LET_IN_MS) attempt = refusals = 0;
    const refusal = refusalOf(failure);
    if (refusal && !refusal.retryable) {
      // A token may have ended meanwhile: another one is tried once, and not for ever.
      const isWorthATry = refusal.code === 'UNAUTHENTICATED' && ++refusals === 1 && (await isRenewed(socket));
      if (!isWorthATry) throw refusal;
    }
    cursor = refusal?.errors[0]?.extensions?.cursor ?? cursor;
    const waitMs = waitBefore(++attempt, refusal);
    options.onRetry?.({ attempt, waitMs, reason: failure });
    await pause(waitMs, signal);
  }
}

function open<Data>(
  socket: HubSocket,
  document: Sent,
  variables: Record<string, unknown>,
  signal: AbortSignal | undefined,
) {
  const results = inlet<Data>();
  const stop = socket.subscribe<Data>(
    // graphql-ws wants a text also where an id stands for it.
    { query: '', ...document, variables },
    {
      next({ data, errors }) {
        if (errors) results.end(new RequestFailed(errors as readonly HubError[], null));
        else results.push(data as Data);
      },
      error: (error) => results.end(Array.isArray(error) ? new RequestFailed(error as HubError[], null) : error),
      complete: () => results.end(),
    },
  );
  const abort = (): void => results.end();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    next: () => results.next(),
    stop() {
      signal?.removeEventListener('abort', abort);
      stop();
    },
  };
}

/** Who gives credentials and cannot just now may be able to later. */
const isRenewed = (socket: HubSocket): Promise<boolean> => socket.hasNewCredential().catch(() => true);

/** The cursor of the one field of a subscription. */
function cursorOf(data: unknown): string {
  const [field] = Object.values((data ?? {}) as Record<string, { readonly cursor?: unknown } | null>);
  if (typeof field?.cursor === 'string') return field.cursor;
  throw new RequestFailed(
    [{ message: 'Select `cursor` in the subscription: without it nothing can go on after a break.' }],
    null,
  );
}
