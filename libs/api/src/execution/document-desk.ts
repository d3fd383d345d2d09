import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { mayExplore, type Viewer } from '../context';
import { refuse } from '../errors';
import type { TrustedDocument, TrustedDocuments } from './trusted-documents';

/**
 * How a client says which document it wants: its text; `documentId`, as GraphQL over HTTP has it; or the hash where
 * Apollo's clients put it. Values as they came.
 */
export interface AskedDocument {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

export type Taken =
  | { readonly text: string; readonly trusted?: TrustedDocument; readonly refusal?: undefined }
  | { readonly refusal: GraphQLError };

/** Finds the document that is asked for, if the viewer may have it run. Null: nothing was asked for. */
export type DocumentDesk = (asked: AskedDocument, viewer: Viewer | null) => Taken | null;

export interface DocumentRules {
  readonly trusted: TrustedDocuments;
  /** Whether documents that are not registered are for keys only that may explore. */
  readonly trustedOnly: boolean;
}

export function documentDesk({ trusted, trustedOnly }: DocumentRules): DocumentDesk {
  return (asked, viewer) => {
    const hash = hashOf(asked);
    const text = typeof asked.query === 'string' && asked.query !== '' ? asked.query : null;
    if (hash === null && text === null) return null;
    if (text === null) {
      const found = trusted.get(hash!);
      if (found) return { text: found.text, trusted: found };
      return { refusal: trusted.size === 0 ? NOTHING_REGISTERED : NOT_FOUND };
    }
    if (hash === null && (!trustedOnly || mayExplore(viewer))) return { text };
    const own = sha256(text);
    if (hash !== null && hash !== own) return { refusal: OTHER_HASH };
    const found = trusted.get(own);
    if (found) return { text, trusted: found };
    return trustedOnly && !mayExplore(viewer) ? { refusal: NOT_TRUSTED } : { text };
  };
}

const PREFIX = 'sha256:';

/** Null when none is named. What is no such hash is one that nobody registered. */
function hashOf({ documentId, extensions }: AskedDocument): string | null {
  if (typeof documentId === 'string')
    return documentId.startsWith(PREFIX) ? documentId.slice(PREFIX.length) : documentId;
  const named = (extensions as { persistedQuery?: { sha256Hash?: unknown } | null } | null | undefined)?.persistedQuery;
  return typeof named?.sha256Hash === 'string' ? named.sha256Hash : null;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const protocolError = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

const NOT_FOUND = protocolError(
  'PERSISTED_QUERY_NOT_FOUND',
  'No document of this hash is registered. Documents are registered by the SHA-256 of their text, when the client is built; the hub reads them when it starts.',
);
const NOTHING_REGISTERED = protocolError(
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'No documents are registered with this hub: see HUB_TRUSTED_DOCUMENTS.',
);
const OTHER_HASH = refuse('BAD_USER_INPUT', 'The hash that is named is not the SHA-256 of the document that was sent.');
const NOT_TRUSTED = refuse(
  'DOCUMENT_NOT_TRUSTED',
  'This hub runs registered documents only. Register this one when the client is built (HUB_TRUSTED_DOCUMENTS), or ask with an API key of the scope EXPLORE.',
);
