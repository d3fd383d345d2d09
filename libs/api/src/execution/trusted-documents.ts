import type { DocumentNode } from 'graphql';
import type { Executor } from './executor';
import type { PrepareDocument } from './documents';

/** A document that was registered when a client was built. */
export interface RegisteredDocument {
  /** SHA-256 of the text, in lower-case hex. */
  readonly hash: string;
  readonly text: string;
  /** The manifest that holds it: for messages. */
  readonly from: string;
}

export interface TrustedDocument {
  readonly text: string;
  readonly document: DocumentNode;
}

/** By hash. All of them are known to fit the schema, and compiled. */
export type TrustedDocuments = ReadonlyMap<string, TrustedDocument>;

const MOST_TOLD = 10;

/**
 * Validates and compiles registered documents, so that a request for one is a look-up.
 * @throws Error that names each document that does not fit.
 */
export function trustedDocuments(
  registered: readonly RegisteredDocument[],
  prepare: PrepareDocument,
  executor: Pick<Executor, 'compile'>,
): TrustedDocuments {
  const trusted = new Map<string, TrustedDocument>();
  const problems: string[] = [];
  for (const one of registered) {
    if (trusted.has(one.hash)) continue;
    const { document, errors } = prepare(one.text);
    if (document) {
      executor.compile(document);
      trusted.set(one.hash, { text: one.text, document });
    } else problems.push(`${one.from}: ${nameOf(one)} does not fit the schema: ${errors[0]!.message}`);
  }
  if (problems.length === 0) return trusted;
  const more = problems.length > MOST_TOLD ? [`… and ${problems.length - MOST_TOLD} more`] : [];
  throw new Error([...problems.slice(0, MOST_TOLD), ...more].join('\n'));
}

/** What its author calls it, and its hash. */
function nameOf({ hash, text }: RegisteredDocument): string {
  const name = /\b(query|mutation|subscription)\s+([_A-Za-z]\w*)/.exec(text);
  return `document ${hash.slice(0, 12)}…${name ? ` (${name[1]} ${name[2]})` : ''}`;
}
