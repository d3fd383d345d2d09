import { isPlainMoment } from './plain-clock';

/** What is wrong with a value, as the end of a sentence that begins with the field's name; null when nothing is. */
export type Check = (value: unknown) => string | null;
export type Fields = Readonly<Record<string, Check>>;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Absent, or as the check wants it. */
export const maybe =
  (check: Check): Check =>
  (value) =>
    isAbsent(value) ? null : check(value);

export const text: Check = (value) => (typeof value === 'string' ? null : 'is not text');

export const trueOrFalse: Check = (value) => (typeof value === 'boolean' ? null : 'is not true or false');

/** The fields that a number may have in a table: whole, and not beyond counting. */
export const count: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 1e9 ? null : 'is not a whole number';

export const measure: Check = (value) =>
  typeof value === 'number' && value >= 0 && value < 1e12 ? null : 'is not a measure';

/** Text that names something: not blank, and not longer than anything that bears a name. */
export const name =
  (most: number): Check =>
  (value) => {
    if (typeof value !== 'string') return 'is not text';
    if (value.trim() === '') return 'is empty';
    return value.length > most ? `is longer than ${most} characters` : null;
  };

/** One of the words, given as a list or as the keys of a table. */
export function word(words: readonly string[] | Readonly<Record<string, unknown>>): Check {
  const known: ReadonlySet<unknown> = new Set(Array.isArray(words) ? words : Object.keys(words));
  return (value) => (known.has(value) ? null : `is an unknown word: ${shown(value)}`);
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : typeof value;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const [EARLIEST, LATEST] = ['1970-01-01T00:00:00.000Z', '2200-01-01T00:00:00.000Z'] as const;

/** A moment in UTC of fixed width, on a day that exists, within the lifetime of parcels. */
export const moment: Check = (value) => {
  if (typeof value !== 'string') return 'is not an instant';
  if (!isPlainMoment(value)) {
    if (!INSTANT.test(value)) return 'is not an instant';
    const ms = Date.parse(value);
    if (Number.isNaN(ms) || new Date(ms).toISOString() !== value) return 'is a moment that never was';
  }
  return value >= EARLIEST && value <= LATEST ? null : 'is no time of a parcel';
};

export const pattern =
  (expression: RegExp, what: string): Check =>
  (value) =>
    typeof value === 'string' && expression.test(value) ? null : `is not ${what}`;

/** An object with these fields; others are of no interest. */
export function object(fields: Fields): Check {
  const checks = Object.entries(fields);
  const known = knownFields(checks);
  return (value) => {
    if (passesAll(value, known)) return null;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object';
    for (const [field, check] of checks) {
      const wrong = check((value as Readonly<Record<string, unknown>>)[field]);
      if (wrong !== null) return `has a field that is wrong: ${field} ${wrong}`;
    }
    return null;
  };
}

/** A list of which every item is as the check wants it. */
export const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'is not a list';
    for (let index = 0; index < value.length; index++) {
      const wrong = check(value[index]);
      if (wrong !== null) return `has an item that is wrong: ${index} ${wrong}`;
    }
    return null;
  };

/** The checks of an object by field, and how many of the fields must be there. */
export interface KnownFields {
  readonly byName: ReadonlyMap<string, { readonly check: Check; readonly isNeeded: boolean }>;
  readonly needed: number;
}

export function knownFields(checks: readonly (readonly [field: string, check: Check])[]): KnownFields {
  const fields = checks.map(([name, check]) => [name, { check, isNeeded: check(undefined) !== null }] as const);
  return { byName: new Map(fields), needed: fields.filter(([, { isNeeded }]) => isNeeded).length };
}

/**
 * Is this a plain object to which the checks have nothing to say? Goes through what is there, because to ask an object of
 * any shape for what it does not have takes longest. False also for what is not plain: that is to be asked field by field.
 */
export function passesAll(value: unknown, { byName, needed }: KnownFields): boolean {
  if (!isPlainObject(value)) return false;
  let there = 0;
  for (const name in value) {
    const field = byName.get(name);
    if (field === undefined) continue;
    if (field.check(value[name]) !== null) return false;
    if (field.isNeeded) there += 1;
  }
  return there === needed;
}

/** Made by a literal or a parser: all that it holds is its own. */
export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What is wrong with a record, or null: the first field that fails. */
export function problemOf(record: unknown, checks: readonly (readonly [field: string, check: Check])[]): string | null {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return 'it is not an object';
  for (const [field, check] of checks) {
    const wrong = check((record as Readonly<Record<string, unknown>>)[field]);
    if (wrong !== null) return `${field} ${wrong}`;
  }
  return null;
}
