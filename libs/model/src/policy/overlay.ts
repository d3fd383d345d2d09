type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `changes` laid over `base`: key by key in objects; lists and everything else are replaced. Neither is changed. */
export function overlay<Base extends object>(base: Base, changes: object): Base {
  const result = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = result[key];
    result[key] = isFields(before) && isFields(value) ? overlay(before, value) : value;
  }
  return result as Base;
}
