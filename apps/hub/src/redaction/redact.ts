import { recognize, squeezedNumber } from '@whereabouts/model';
import { carrierCode, carrierOf, type Normalized, type Plugin, type RawInput } from '@whereabouts/plugin-sdk';
import { rewriteDocument } from './rewrite';
import type { Inventor } from './invent';
import { personalKind, type PersonalKind } from './personal-keys';

/** A document without what it says of persons, or why there is none. */
export type Redacted =
  { readonly ok: true; readonly body: Uint8Array } | { readonly ok: false; readonly problem: string };

/** Of these kinds the value is looked for everywhere else as well. */
const EVERYWHERE: ReadonlySet<PersonalKind> = new Set([
  'email',
  'phone',
  'first-name',
  'last-name',
  'name',
  'company',
  'street',
  'secret',
]);
const SHORTEST = 3;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\+\d[\d ()./-]{7,}\d/g;
const SIGNED = /((?:signed(?: for)?|received|accepted) by[:\s]+)(\p{L}[\p{L}.' -]*)/giu;
const IMAGE_AT_LEAST = 40;
/** Labels, photos and signatures, as text. */
const IN_BASE_64 = /^(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/\s]{200,}={0,2}\s*$/;
const UNIT_OF_MEASURE =
  /^(kgs?|kgm|g|gr|grams?|kilograms?|lbs?|pounds?|ozs?|ounces?|[cdm]?m[23²³]?|cmt|in|inch(es)?|ft|feet|l|lit(re|er)s?)$/i;
/** What a link lets its bearer see is not for everybody. */
const KEY_IN_LINK = /([?&][\w.-]*(?:token|key|secret|sig|auth)[\w.-]*=)[^&#\s"]+/gi;

interface Found {
  readonly real: string;
  readonly made: string;
  readonly isNumber: boolean;
}

/**
 * Replaces what a document says of persons: names, addresses, emails, phones, their words, and tracking numbers. The same becomes
 * the same in all documents that one inventor sees. What the plugin reads stays: it is checked, and so is that nothing is left.
 */
export function redact(plugin: Plugin, input: RawInput, invent: Inventor): Redacted {
  const text = textOf(input.body);
  if (text === null) return { ok: false, problem: 'it is no text in UTF-8' };
  const said = plugin.normalize(input);
  const found = new Map<string, Found>();
  const isHelpdesk = plugin.source === 'HELPDESK';
  const kindAt = (keys: readonly string[], value: string): PersonalKind | null => {
    if (IN_BASE_64.test(value) && !/^[a-z ]+$/i.test(value)) return 'image';
    const kind = isBlank(value) ? null : personalKind(keys, isHelpdesk);
    // The name of a carrier is nobody's, and it decides how events are read; so is the unit of a measure.
    if ((kind === 'name' || kind === 'company') && isCarrier(value)) return null;
    if (kind === 'street' && UNIT_OF_MEASURE.test(value.trim())) return null;
    return kind === 'image' && value.length < IMAGE_AT_LEAST && !/^https?:/.test(value) ? null : kind;
  };
  for (const number of numbersIn(said)) addNumber(found, number, invent);
  const seen = rewriteDocument(text, (keys, value) => {
    const kind = kindAt(keys, value);
    if (kind && EVERYWHERE.has(kind)) addValue(found, kind, value, invent);
    else if (!kind && isNumberOfSomebody(value)) addNumber(found, value, invent);
    for (const [, , name] of value.matchAll(SIGNED)) addValue(found, 'name', name!, invent);
    return value;
  });
  if (seen === null) return { ok: false, problem: 'nobody knows its format, so nothing in it can be replaced' };
  const everywhere = replaceAll(found, invent);
  const made = rewriteDocument(text, (keys, value) => {
    const kind = found.get(squeezedNumber(value).toLowerCase())?.isNumber ? null : kindAt(keys, value);
    return kind ? invent.value(kind, value) : everywhere(value);
  })!;
  const left = [...found.values()].find(({ real, made: other }) => real !== other && isIn(made, real));
  if (left) return { ok: false, problem: 'something personal is left in it' };
  const body = Buffer.from(made);
  const difference = otherMeaning(said, plugin.normalize({ ...input, body }));
  return difference === null
    ? { ok: true, body }
    : { ok: false, problem: `the plugin reads it otherwise without its personal data: ${difference}` };
}

function textOf(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

const isBlank = (value: string): boolean =>
  !/[\p{L}\d]/u.test(value) || /^(n\/?a|null|none|unknown)$/i.test(value.trim());

const isCarrier = (value: string): boolean => carrierOf(carrierCode(value) ?? '') !== null;

const isNumberOfSomebody = (value: string): boolean =>
  value.length >= 8 && value.length <= 50 && /\d/.test(value) && recognize(value).some(({ isDistinct }) => isDistinct);

const numbersIn = ({ milestones, shipments, tickets }: Normalized): Set<string> =>
  new Set(
    [...milestones, ...shipments, ...tickets].flatMap(({ trackingNumber }) => (trackingNumber ? [trackingNumber] : [])),
  );

function addNumber(found: Map<string, Found>, number: string, invent: Inventor): void {
  const real = squeezedNumber(number);
  if (real.length >= SHORTEST)
    found.set(real.toLowerCase(), { real, made: invent.trackingNumber(real), isNumber: true });
}

function addValue(found: Map<string, Found>, kind: PersonalKind, value: string, invent: Inventor): void {
  const real = value.trim();
  if (real.length < SHORTEST || isBlank(real)) return;
  found.set(real.toLowerCase(), { real, made: invent.value(kind, real), isNumber: false });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const alone = (text: string): RegExp => new RegExp(`(?<![\\p{L}\\d])${escaped(text)}(?![\\p{L}\\d])`, 'giu');

const isIn = (text: string, real: string): boolean => alone(real).test(text);

/** Replaces in a text all that was found anywhere, the longest first. */
function replaceAll(found: ReadonlyMap<string, Found>, invent: Inventor): (text: string) => string {
  const all = [...found.values()]
    .sort((a, b) => b.real.length - a.real.length)
    .map((one) => ({ ...one, where: alone(one.real) }));
  return (text) => {
    const number = found.get(squeezedNumber(text).toLowerCase());
    if (number?.isNumber) return number.made;
    const replaced = all.reduce((now, { where, made }) => now.replace(where, () => made), text);
    return replaced
      .replace(KEY_IN_LINK, '$1left-out')
      .replace(EMAIL, (real) => (real.endsWith('@example.com') ? real : invent.value('email', real)))
      .replace(PHONE, (real) => (real.startsWith('+1-555-01') ? real : invent.value('phone', real)));
  };
}

/** What the hub would do otherwise; null when that is nothing. Numbers, names and texts are not compared. */
function otherMeaning(before: Normalized, after: Normalized): string | null {
  const kinds = ['milestones', 'orders', 'shipments', 'tickets', 'inventory', 'follow', 'issues'] as const;
  for (const kind of kinds)
    if (before[kind].length !== after[kind].length)
      return `${after[kind].length} ${kind} instead of ${before[kind].length}`;
  for (const kind of ['milestones', 'shipments', 'tickets'] as const)
    for (const [index, record] of before[kind].entries())
      if (meaningOf(record) !== meaningOf(after[kind][index]!)) return `${kind} ${index + 1} changes`;
  return null;
}

/** Facts that nobody is known by. */
const FACTS: ReadonlySet<string> = new Set([
  'code',
  'reasons',
  'sourceCode',
  'sourceSubCode',
  'occurredAt',
  'timeCertainty',
  'direction',
  'carrier',
  'declared',
  'billed',
  'carrierEstimate',
]);

/** What of a record must not change: what happened, when, what is known of the parcel, and which facts there are at all. */
function meaningOf(record: Normalized['milestones' | 'shipments' | 'tickets'][number]): string {
  const said = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  const facts = Object.fromEntries(said.filter(([name]) => FACTS.has(name)));
  return JSON.stringify([said.map(([name]) => name), facts]);
}
