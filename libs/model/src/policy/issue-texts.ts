import { z } from 'zod';
import { nearest } from '../nearest';
import type { Path } from './document-text';

/** Something that a policy may not say, and where. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** The name of the field is wrong rather than its value. */
  readonly at: 'key' | 'value';
}

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  object: 'fields, such as name: value',
  record: 'fields, such as name: value',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** What a schema says of a value, in the words of who writes documents. */
export function complaintsOf(schema: z.ZodType, value: unknown, issues: readonly Issue[]): Complaint[] {
  return issues.flatMap((issue) => complaintOf(schema, value, issue));
}

function complaintOf(schema: z.ZodType, value: unknown, issue: Issue): Complaint[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(schema, path, key), at: 'key' }));
  if (issue.code === 'invalid_key')
    return [{ path, message: `The name ${issue.issues[0]?.message ?? 'is not allowed here'}.`, at: 'key' }];
  const given = valueAt(value, path);
  if (given === undefined) return [{ path, message: `${last(path)} is missing: it ${mustBe(issue)}.`, at: 'value' }];
  const meant =
    issue.code === 'invalid_value' && typeof given === 'string'
      ? nearest(given.toUpperCase(), issue.values.map(String))
      : null;
  const didYouMean = meant === null ? '' : `; did you mean ${meant}?`;
  return [{ path, message: `${last(path)} ${mustBe(issue)}, but is ${shown(given)}${didYouMean || '.'}`, at: 'value' }];
}

const last = (path: Path): string => {
  const name = path.at(-1);
  return name === undefined ? 'The document' : typeof name === 'number' ? `Entry ${name + 1}` : name;
};

function mustBe(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid'))
    return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  return issue.message;
}

function unknownKey(schema: z.ZodType, path: Path, key: string): string {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  return meant === null
    ? `${key} is no field here. There are: ${known.join(', ')}.`
    : `${key} is no field here; did you mean ${meant}?`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'fields';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.hasOwn(at, step) ? (at as Record<string | number, unknown>)[step] : undefined;
  }
  return at;
}

/** The fields that an object at a path of the schema may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let at = bare(schema);
  for (const step of path) {
    if (at instanceof z.ZodObject) at = bare((at.shape as Record<string, z.ZodType>)[step]);
    else if (at instanceof z.ZodRecord) at = bare(at.valueType as z.ZodType);
    else if (at instanceof z.ZodArray) at = bare(at.element as z.ZodType);
    else return [];
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape as object) : [];
}

function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? bare(schema.out as z.ZodType) : schema;
}
