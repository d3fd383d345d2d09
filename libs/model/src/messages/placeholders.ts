import { nearest } from '../nearest';
import type { MessageText } from './default-templates';

/** What a template may name, and whether it is known of every message. */
export const PLACEHOLDERS = {
  'customer.name': { meaning: 'The name of the customer.', always: false },
  'order.number': { meaning: 'The number of the order, as people say it.', always: false },
  'shipment.trackingNumber': { meaning: 'The number of the parcel.', always: false },
  'carrier.code': { meaning: 'The code of the carrier, such as ups.', always: false },
  'promise.date': { meaning: 'The day until when the customer was promised to have it.', always: false },
  'case.ref': { meaning: 'The number of the case, such as EX-1042.', always: true },
  note: { meaning: 'What a person wrote. In `answer` only.', always: true, only: 'answer' },
  items: {
    meaning: 'What is asked for, a line each. In `evidence-request` only.',
    always: true,
    only: 'evidence-request',
  },
} as const satisfies Readonly<
  Record<string, { readonly meaning: string; readonly always: boolean; readonly only?: string }>
>;
export type Placeholder = keyof typeof PLACEHOLDERS;
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | null>>>;

/** `{{name}}`, or `{{name|what stands there where it is not known}}`. */
const PLACE = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;
const KNOWN = Object.keys(PLACEHOLDERS) as Placeholder[];

/** The text with what is known in place of its placeholders. What is filled in is not looked through again. */
export const fillIn = (text: string, values: PlaceholderValues): string =>
  text.replace(PLACE, (_, name: string, otherwise: string | undefined) => {
    const value = values[name.trim() as Placeholder];
    return value == null || value === '' ? (otherwise ?? '').trim() : value;
  });

/** What is wrong with the placeholders of a text, one sentence each, with its line where it has several. */
export function placeholderProblems(text: string, template: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const place = lines.length > 1 ? ` in line ${index + 1} of the text` : '';
    const problems = [...line.matchAll(PLACE)].flatMap(([, name = '', otherwise]) =>
      problemOf(name.trim(), otherwise, template, place),
    );
    return /\{\{|\}\}/.test(line.replace(PLACE, ''))
      ? [...problems, `A placeholder${place} is not closed: {{…}}.`]
      : problems;
  });
}

function problemOf(name: string, otherwise: string | undefined, template: string, place: string): string[] {
  if (!Object.hasOwn(PLACEHOLDERS, name)) {
    const meant = nearest(name, KNOWN);
    const instead = meant === null ? `There are ${KNOWN.join(', ')}.` : `Did you mean ${meant}?`;
    return [`{{${name}}}${place} is no placeholder. ${instead}`];
  }
  const placeholder: { always: boolean; only?: string } = PLACEHOLDERS[name as Placeholder];
  if (placeholder.only !== undefined && placeholder.only !== template)
    return [`{{${name}}}${place} is known in the template ${placeholder.only} only.`];
  if (!placeholder.always && !otherwise?.trim())
    return [`{{${name}}}${place} is not known of every message: say what stands there otherwise, as in {{${name}|…}}.`];
  return [];
}

/** The text of a template in a customer's language, or in the one closest to it, or in that of the policy. */
export function textIn(
  texts: Readonly<Record<string, MessageText>>,
  locale: string | null,
  language: string,
): { readonly language: string; readonly text: MessageText } {
  const wanted = [locale, locale?.split('-')[0], language].flatMap((tag) => (tag ? [tag.toLowerCase()] : []));
  const tags = Object.keys(texts);
  const found = wanted.flatMap((tag) => tags.find((one) => one.toLowerCase() === tag) ?? [])[0] ?? tags[0]!;
  return { language: found, text: texts[found]! };
}
