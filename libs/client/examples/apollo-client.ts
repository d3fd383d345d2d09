import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { createHubClient } from '@whereabouts/client';
import { OperationTypeNode } from 'graphql';
import type { FollowQueue } from './follow-queue';
import { QueueChangesDocument, QueueDocument } from './generated/graphql';

/** The queue with Apollo Client: each change goes into its cache by id, and every view of that case follows. */
export async function followQueue({ url, credential, show, signal }: FollowQueue): Promise<void> {
  const hub = createHubClient({ url, credential });
  const live = new ApolloLink(
    ({ query, variables }) => new Observable((sink) => hub.subscribe(query, variables, sink as never)),
  );
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      live,
      new HttpLink({
        uri: url,
        fetch: async (address, options) => {
          const headers = new Headers(options?.headers);
          headers.set('authorization', `Bearer ${await credential()}`);
          return fetch(address, { ...options, headers });
        },
      }),
    ),
  });

  const { data } = await client.query({ query: QueueDocument, variables: { first: 50 } });
  data!.exceptionCases.nodes.forEach(show);

  await new Promise<void>((resolve, reject) => {
    const subscription = client
      .subscribe({ query: QueueChangesDocument, variables: { after: data!.changes.cursor } })
      .subscribe({
        next: (result) => result.data && show(result.data.exceptionChanges.exceptionCase),
        error: reject,
      });
    signal.addEventListener('abort', () => {
      subscription.unsubscribe();
      resolve();
    });
  });
  await hub.dispose();
}
