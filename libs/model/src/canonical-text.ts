/**
 * One JSON text for equal values, whatever the order of their keys: a database that keeps JSON gives keys back in an
 * order of its own. Absent and undefined are the same.
 */
export const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
