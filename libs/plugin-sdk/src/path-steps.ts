/** One step of a path, and the place in a list that it may mean. */
export interface Step {
  readonly name: string;
  readonly index: number | null;
}

const INDEX = /^\d+$/;
/** Plugins write their paths out; a document that names thousands of its own must not fill the memory. */
const MOST_REMEMBERED = 4_000;
const remembered = new Map<string, readonly Step[]>();

interface Known {
  readonly path: string;
  readonly steps: readonly Step[];
}

/** The paths that were asked for last, each in a slot that four of its letters tell: to look a text up in a map takes longer. */
const SLOTS = 4_096;
const recent: Known[] = new Array<Known>(SLOTS).fill({ path: '', steps: [{ name: '', index: null }] });

/** The steps of a path such as `parcels.0.number`. Paths are few and used for every record: each is taken apart once. */
export function stepsOf(path: string): readonly Step[] {
  const slot = slotOf(path);
  const known = recent[slot]!;
  if (known.path === path) return known.steps;
  const steps = remembered.get(path) ?? takenApart(path);
  recent[slot] = { path, steps };
  return steps;
}

function slotOf(path: string): number {
  const last = path.length - 1;
  const letters = path.charCodeAt(0) * 7 + path.charCodeAt(last >> 1) * 59 + path.charCodeAt(last) * 331;
  return (letters + path.charCodeAt(last >> 2) * 1_009 + last * 2_017) & (SLOTS - 1);
}

function takenApart(path: string): readonly Step[] {
  const steps = path
    .split('.')
    .map((name): Step => ({ name: asKey(name), index: INDEX.test(name) ? Number(name) : null }));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(path, steps);
  return steps;
}

/** The same text as objects keep their keys, so that it need not be looked up among all keys at each use. */
const asKey = (name: string): string => Object.keys({ [name]: null })[0] ?? name;
