import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { DocumentNode } from 'graphql';
import type { TrustedDocuments } from './trusted-documents';

const HASH_LENGTH = 64;

/** Where Apollo Server looks for documents that are parsed and validated: trusted ones are always there. */
export function trustedStore(trusted: TrustedDocuments): KeyValueCache<DocumentNode> {
  const others = new InMemoryLRUCache<DocumentNode>();
  return {
    // Apollo's keys end with the hash of the text.
    get: async (key) => trusted.get(key.slice(-HASH_LENGTH))?.document ?? others.get(key),
    set: (key, document) => others.set(key, document),
    delete: (key) => others.delete(key),
  };
}
