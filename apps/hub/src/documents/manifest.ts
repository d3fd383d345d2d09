import { createHash } from 'node:crypto';
import type { RegisteredDocument } from '@whereabouts/api';
import { z } from 'zod';

/** What GraphQL Code Generator's client preset writes: texts by hash. */
const TEXTS = z.record(z.string(), z.string());

/** What Apollo's generate-persisted-query-manifest writes. */
const APOLLO = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

const NEITHER =
  'is no manifest of documents: a JSON object of texts by their SHA-256 is one, and what Apollo calls a persisted query manifest';

/**
 * Reads a manifest, given as JSON text. Each document must stand under the SHA-256 of its text.
 * @throws Error that says what is wrong, and with which document.
 */
export function readManifest(json: string, from: string): RegisteredDocument[] {
  const content = parsed(json, from);
  const apollo = APOLLO.safeParse(content);
  const texts = TEXTS.safeParse(content);
  if (!apollo.success && !texts.success) throw new Error(`${from} ${NEITHER}.`);
  const entries = apollo.success
    ? apollo.data.operations.map(({ id, body }) => [id, body] as const)
    : Object.entries(texts.data!);
  return entries.map(([id, text]) => registered(id, text, from));
}

function registered(id: string, text: string, from: string): RegisteredDocument {
  const named = id.replace(/^sha256:/, '');
  const hash = createHash('sha256').update(text).digest('hex');
  if (named === hash) return { hash, text, from };
  throw new Error(
    `${from}: "${id}" is not the SHA-256 of its document, which is ${hash}. ` +
      "GraphQL Code Generator writes it with persistedDocuments: { hashAlgorithm: 'sha256' }.",
  );
}

function parsed(json: string, from: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error(`${from} is not JSON.`);
  }
}
