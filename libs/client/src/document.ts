import { print, type DocumentNode } from 'graphql';

/**
 * A GraphQL document that knows the types of its answer and its variables: a text, or what GraphQL Code Generator makes of
 * one, in either form (`TypedDocumentNode`, or `documentMode: 'string'`).
 */
export type TypedDocument<Data, Variables> = (string | DocumentNode | { toString(): string }) & {
  /** Only for the compiler. */
  readonly __apiType?: (variables: Variables) => Data;
};

/** Gives a plain text its types, where no generator does. */
export const typed = <Data, Variables = Record<string, never>>(text: string): TypedDocument<Data, Variables> =>
  text as TypedDocument<Data, Variables>;

type AnyDocument = TypedDocument<unknown, never>;

/** How a document is sent: by its text, or by the id under which it was registered with the hub. */
export type Sent = { readonly query: string } | { readonly documentId: string };

const texts = new WeakMap<object, string>();

function textOf(document: AnyDocument): string {
  if (typeof document !== 'object' || !('kind' in document)) return String(document);
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  texts.set(document, text);
  return text;
}

/** Of the form in which code generators leave it: SHA-256 of the text. */
const hashOf = (document: AnyDocument): unknown =>
  (document as { readonly __meta__?: { readonly hash?: unknown } }).__meta__?.hash;

export function sent(document: AnyDocument, isRegistered: boolean): Sent {
  const hash = isRegistered ? hashOf(document) : undefined;
  // Generators leave it with or without the name of the algorithm.
  return typeof hash === 'string'
    ? { documentId: hash.startsWith('sha256:') ? hash : `sha256:${hash}` }
    : { query: textOf(document) };
}
