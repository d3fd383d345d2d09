import { createHubClient } from '@whereabouts/client';
import type { FollowQueue } from './follow-queue';
import { QueueChangesDocument, QueueDocument } from './generated/graphql';

/** The queue with nothing but `@whereabouts/client`: a snapshot, and then every change, however often the socket breaks. */
export async function followQueue({ url, credential, show, signal }: FollowQueue): Promise<void> {
  // The hub knows these documents by their hash, from generated/persisted-documents.json.
  const hub = createHubClient({ url, credential, registeredDocuments: true });
  for await (const event of hub.follow({
    snapshot: QueueDocument,
    snapshotVariables: { first: 50 },
    changes: QueueChangesDocument,
    changesVariables: {},
    signal,
  })) {
    if (event.type === 'snapshot') event.data.exceptionCases.nodes.forEach(show);
    else show(event.data.exceptionChanges.exceptionCase);
  }
  await hub.dispose();
}
