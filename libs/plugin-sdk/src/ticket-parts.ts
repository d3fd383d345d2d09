import type { Reading } from './document-reader';
import type { Found } from './found';
import type { JsonValue } from './json';
import { asText, pick, textAt } from './loose';
import { refuse } from './normalized';

/** Names of tags that stand as objects: in the order of the alphabet, each once. */
export function namedTags(reading: Reading, tags: readonly Found[]): readonly string[] {
  const names = new Set<string>();
  reading.each(tags, (tag) => void names.add(asText(pick(tag, 'name')) ?? refuse('a tag without a name')));
  return [...names].sort();
}

/** Values of the fields that a merchant made, under their ids and under the names that people gave them. */
export function fieldValues(reading: Reading, fields: readonly Found[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  reading.each(fields, (field) => {
    const id = asText(pick(field, 'id')) ?? refuse('a field without an id');
    const value = asText(pick(field, 'value'));
    for (const name of [id, textAt(field, 'title', 'label', 'name')])
      if (name !== null && value !== null) values.set(name, value);
  });
  return values;
}

/** Those of a conversation's messages that are wanted: the oldest first, each once. */
export function messagesOf(
  reading: Reading,
  messages: readonly Found[],
  isWanted: (message: JsonValue) => boolean,
  timeOf: (message: JsonValue) => string | undefined,
): readonly JsonValue[] {
  const wanted = new Map<string, readonly [order: string, message: JsonValue]>();
  reading.each(messages, (message) => {
    const id = asText(pick(message, 'id')) ?? refuse('a message without an id');
    if (isWanted(message)) wanted.set(id, [`${timeOf(message) ?? ''} ${id}`, message]);
  });
  return [...wanted.values()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
}
