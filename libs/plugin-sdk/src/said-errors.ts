import type { DocumentKind } from './document-reader';
import { found, foundAll } from './found';
import type { JsonValue } from './json';
import { asObject, asText, pick, textAt } from './loose';
import type { SaidError } from './tracking-document';

/** Where the text of a part stands: a path for `textAt`, or several that sources use in turn. */
export type TextPaths = string | readonly string[];

export interface ErrorWords {
  readonly code?: TextPaths;
  readonly message: TextPaths;
  /** Codes that say that all is well; so does no code at all. */
  readonly fine?: readonly string[];
}

const pathsOf = (paths: TextPaths | undefined): readonly string[] =>
  paths === undefined ? [] : typeof paths === 'string' ? [paths] : paths;

/**
 * The errors that stand at these paths for `found`, with their words: for `errors` of a `trackingDocument`. What has
 * neither code nor message there, but is a text itself, says that text.
 */
export function errorsAt(where: TextPaths, { code, message, fine }: ErrorWords) {
  const [places, codes, messages] = [pathsOf(where), pathsOf(code), pathsOf(message)];
  return (document: JsonValue): readonly SaidError[] => {
    const errors: SaidError[] = [];
    for (const { value, path } of foundAll(document, places)) {
      const said = { path, code: textAt(value, ...codes), message: textAt(value, ...messages) };
      if (fine !== undefined && (said.code === null || fine.includes(said.code))) continue;
      errors.push(said.code === null && said.message === null ? { ...said, message: asText(value) } : said);
    }
    return errors;
  };
}

/** Faults of a SOAP service, version 1.1 or 1.2, with or without their envelope. */
export const soapFaults = errorsAt(['Envelope.Body.Fault', 'Fault'], {
  code: ['faultcode', 'Code.Value'],
  message: ['faultstring', 'Reason.Text'],
});

export interface ErrorDocument {
  /** As the source's documentation calls it. */
  readonly name: string;
  /** Absent: a document that has an error at one of the places. */
  readonly fits?: DocumentKind['fits'];
  /** Lists of errors, as paths for `found`. */
  readonly lists?: TextPaths;
  /** Words of an entry of a list, in their order; each at the first of its paths that holds a text. */
  readonly entry?: readonly TextPaths[];
  /** Where an object stands whose keys are what is wrong, and whose values are the words about it, or lists of them. */
  readonly fields?: string;
  /** Words of the document itself, besides its lists. */
  readonly whole?: readonly TextPaths[];
  /** Where the words of the document itself stand, as a JSON pointer. */
  readonly at?: string;
  readonly between?: string;
}

/** A kind of document that tells errors of the source and nothing else. One without a word is an error all the same. */
export function errorDocument(spec: ErrorDocument): DocumentKind {
  const { name, lists, fields, entry = [], whole = [], at = '', between = ': ' } = spec;
  const places = pathsOf(lists);
  const [entries, wholes] = [entry.map(pathsOf), whole.map(pathsOf)];
  const listed = (document: JsonValue) => foundAll(document, places);
  const fieldsOf = (document: JsonValue) =>
    fields === undefined ? [] : Object.entries(asObject(pick(document, fields)) ?? {});
  const wordsOf = (value: JsonValue, parts: readonly (readonly string[])[]) =>
    parts.length === 0 ? '' : parts.flatMap((paths) => textAt(value, ...paths) ?? []).join(between);
  return {
    name,
    fits:
      spec.fits ??
      ((document) => wordsOf(document, wholes) !== '' || listed(document).length + fieldsOf(document).length > 0),
    read(document, { sourceError }) {
      const all = listed(document);
      const words = wordsOf(document, wholes);
      if (words !== '' || all.length + fieldsOf(document).length === 0) sourceError(at, words);
      for (const [name, words] of fieldsOf(document))
        for (const { value, path } of found(words, '*', `/${fields?.replaceAll('.', '/')}/${name}`))
          sourceError(path, [name, asText(value)].filter(Boolean).join(' '));
      for (const { value, path } of all) sourceError(path, wordsOf(value, entries) || (asText(value) ?? ''));
    },
  };
}

export interface NoNewsDocument {
  readonly name: string;
  /** Keys of which such a document has one at least; or a function. */
  readonly fits: TextPaths | DocumentKind['fits'];
  /** Where it says what it is about. */
  readonly topic?: TextPaths;
  /** What it is called where it does not say so. */
  readonly otherwise?: string;
}

/** A kind of document of the source that is understood and says nothing of a parcel: it becomes a note. */
export function noNewsDocument({ name, fits, topic, otherwise }: NoNewsDocument): DocumentKind {
  const topics = pathsOf(topic);
  return {
    name,
    fits: typeof fits === 'function' ? fits : holdsAny(pathsOf(fits)),
    read: (document, { note }) => {
      const about = textAt(document, ...topics) ?? otherwise;
      note('', about === undefined ? 'no tracking news' : `${about}: no tracking news`);
    },
  };
}

const holdsAny =
  (paths: readonly string[]) =>
  (document: JsonValue): boolean =>
    paths.some((path) => pick(document, path) !== undefined);
