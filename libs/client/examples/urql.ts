import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createHubClient } from '@whereabouts/client';
import type { FollowQueue } from './follow-queue';
import { QueueChangesDocument, QueueDocument } from './generated/graphql';

/** The queue with urql: requests by its own exchange, subscriptions by a socket that keeps its place. */
export async function followQueue({ url, credential, show, signal }: FollowQueue): Promise<void> {
  const hub = createHubClient({ url, credential });
  const client = new Client({
    url,
    // Requests that any page could make across sites are refused: GET is not used.
    preferGetMethod: false,
    fetch: async (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('authorization', `Bearer ${await credential()}`);
      return fetch(address, { ...options, headers });
    },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: hub.subscribe(query ?? '', variables ?? {}, sink) }),
        }),
      }),
    ],
  });

  const { data, error } = await client.query(QueueDocument, { first: 50 }).toPromise();
  if (!data) throw error ?? new Error('no answer');
  data.exceptionCases.nodes.forEach(show);

  await new Promise<void>((resolve, reject) => {
    const { unsubscribe } = client
      .subscription(QueueChangesDocument, { after: data.changes.cursor })
      .subscribe((result) => {
        if (result.error) reject(result.error);
        else if (result.data) show(result.data.exceptionChanges.exceptionCase);
      });
    signal.addEventListener('abort', () => {
      unsubscribe();
      resolve();
    });
  });
  await hub.dispose();
}
