import type { AskedDocument } from '@whereabouts/api';
import type { GraphqlRequest } from './graphql';

/** What a request says about the document that it wants. Nothing where it cannot be read: who parses says why. */
export function askedIn({ method, search, body }: GraphqlRequest): AskedDocument {
  if (method !== 'GET') return isRecord(body) ? body : {};
  const given = new URLSearchParams(search);
  return {
    query: given.get('query') ?? undefined,
    documentId: given.get('documentId') ?? undefined,
    extensions: jsonOf(given.get('extensions')),
  };
}

/** The same request with the document as text, as GraphQL over HTTP makes one of the other. */
export function withText(request: GraphqlRequest, text: string): GraphqlRequest {
  if (request.method !== 'GET') return { ...request, body: { ...bare(request.body), query: text } };
  const given = new URLSearchParams(request.search);
  for (const name of ['documentId', 'extensions']) given.delete(name);
  given.set('query', text);
  return { ...request, search: `?${given}` };
}

/** Without what named the document. Apollo Server has no persisted queries of its own here. */
function bare(body: unknown): Record<string, unknown> {
  const { documentId: _, extensions, ...others } = body as Record<string, unknown>;
  if (!isRecord(extensions)) return { ...others, ...(extensions !== undefined && { extensions }) };
  const { persistedQuery: __, ...kept } = extensions;
  return { ...others, extensions: kept };
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
