import { asList, asObject, asText, type Issue, type JsonObject, type Loose } from '@whereabouts/plugin-sdk';

/** A Tracker object, and where in the document it stands. */
export interface FoundTracker {
  readonly tracker: JsonObject;
  readonly path: string;
}

/**
 * The trackers of any document that EasyPost sends or answers: a Tracker, a list of them, an Event with one as its
 * result, or another object that holds one (Insurance, Shipment). What holds none is understood too, and noted.
 */
export function trackersIn(document: Loose, path: string, issues: Issue[]): FoundTracker[] {
  if (Array.isArray(document) && document.length === 0 && path === '')
    return noted(issues, { path, problem: 'an empty list: it names no tracker', kind: 'note' });
  if (Array.isArray(document)) return document.flatMap((item, index) => trackersIn(item, `${path}/${index}`, issues));
  const object = asObject(document);
  if (object === null) return noted(issues, { path, problem: 'neither an object nor a list', kind: 'record' });
  if (isTracker(object)) return [{ tracker: object, path }];
  if (asText(object['error']) !== null || asObject(object['error']) !== null)
    return noted(issues, { path: `${path}/error`, problem: errorText(object['error']), kind: 'source-error' });

  const list = LISTS.find((key) => Array.isArray(object[key]));
  if (list !== undefined) return trackersIn(object[list], `${path}/${list}`, issues);
  const inner = HOLDERS.find((key) => holdsTracker(asObject(object[key])));
  if (inner !== undefined) return trackersIn(object[inner], `${path}/${inner}`, issues);
  const name = nameOf(object);
  if (name === null) return noted(issues, { path, problem: 'not an object of EasyPost', kind: 'record' });
  return noted(issues, { path, problem: `${name}: no tracking news`, kind: 'note' });
}

const LISTS = ['trackers', 'events', 'shipments', 'insurances'] as const;
const HOLDERS = ['result', 'tracker'] as const;

const isTracker = (object: JsonObject): boolean =>
  object['object'] === 'Tracker' ||
  Array.isArray(object['tracking_details']) ||
  (asText(object['id']) ?? '').startsWith('trk_');

const holdsTracker = (object: JsonObject | null): boolean =>
  object !== null && (isTracker(object) || asObject(object['tracker']) !== null);

const noted = (issues: Issue[], issue: Issue): never[] => {
  issues.push(issue);
  return [];
};

/** What an object calls itself: an event by its description, a page of a list by its key, others by their kind. */
function nameOf(object: JsonObject): string | null {
  if (typeof object['has_more'] === 'boolean') return Object.keys(object).find((key) => key !== 'has_more') ?? 'list';
  const description = object['object'] === 'Event' ? asText(object['description']) : null;
  return description ?? asText(object['object']);
}

/** EasyPost's error object in one line: code, message, and what it says of single fields. */
function errorText(error: Loose): string {
  const object = asObject(error);
  if (object === null) return asText(error) ?? 'an error without a message';
  const said = [asText(object['code']), ...messagesOf(object['message'])].filter((part) => part !== null).join(': ');
  const fields = asList(object['errors']).flatMap((entry) => {
    const about = asObject(entry);
    if (about === null) return asText(entry) ?? [];
    return [asText(about['field']), ...messagesOf(about['message'])].filter((part) => part !== null).join(' ') || [];
  });
  return `${said || 'an error without a message'}${fields.length > 0 ? ` (${fields.join('; ')})` : ''}`.slice(0, 500);
}

/** EasyPost's messages are text, a list of texts, or an object of such lists. */
function messagesOf(message: Loose): string[] {
  const text = asText(message);
  if (text !== null) return [text];
  const object = asObject(message);
  return (object === null ? asList(message) : Object.values(object)).flatMap((inner) =>
    typeof inner === 'string' || typeof inner === 'number'
      ? String(inner)
      : asList(inner).flatMap((m) => asText(m) ?? []),
  );
}
