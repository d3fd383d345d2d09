/** One step of a path, and the place in a list that it may mean. */
export interface Step {
  readonly name: string;
  readonly index: number | null;
}

const INDEX = /^\d+$/;
/** Plugins write their paths out; a document that names thousands of its own must not fill the memory. */
const MOST_REMEMBERED = 4_000;
const remembered = new Map<string, readonly Step[]>();

/** The steps of a path such as `parcels.0.number`. Paths are few and used for every record: each is taken apart once. */
export function stepsOf(path: string): readonly Step[] {
  const known = remembered.get(path);
  if (known !== undefined) return known;
  const steps = path
    .split('.')
    .map((name): Step => ({ name: asKey(name), index: INDEX.test(name) ? Number(name) : null }));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(path, steps);
  return steps;
}

/** The same text as objects keep their keys, so that it need not be looked up among all keys at each use. */
const asKey = (name: string): string => Object.keys({ [name]: null })[0] ?? name;
