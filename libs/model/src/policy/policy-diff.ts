import { canonicalText } from '../canonical-text';

/** One field that differs. Null: the field is not there. Lists are compared as a whole. */
export interface PolicyDifference {
  /** Dotted: `stall.domesticHours`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field in which two policies differ, in order of their paths. */
export function policyDiff(before: object, after: object): PolicyDifference[] {
  const found: PolicyDifference[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (isFields(a) && isFields(b)) {
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      for (const key of [...keys].sort()) walk(a[key], b[key], path === '' ? key : `${path}.${key}`);
    } else if (canonicalText(a ?? null) !== canonicalText(b ?? null))
      found.push({ path, before: a ?? null, after: b ?? null });
  };
  walk(before, after, '');
  return found;
}
