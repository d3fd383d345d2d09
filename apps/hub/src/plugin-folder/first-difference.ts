const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};

/** Where two JSON values differ first, and how: `milestones.2.code is "A", expected "B"`. Null when they do not. */
export function firstDifference(expected: unknown, actual: unknown, path = ''): string | null {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
      const found = firstDifference(expected[index], actual[index], join(path, String(index)));
      if (found !== null) return found;
    }
    return null;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = firstDifference(expected[key], actual[key], join(path, key));
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(expected, actual) ? null : `${path || 'all'} is ${shown(actual)}, expected ${shown(expected)}`;
}

const join = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`);
