/** A path taken apart. */
export interface Steps {
  readonly names: readonly string[];
  /** The place in a list that each step may mean; null where none does, as in most paths. */
  readonly indexes: readonly (number | null)[] | null;
}

const INDEX = /^\d+$/;
/** Plugins write their paths out; a document that names thousands of its own must not fill the memory. */
const MOST_REMEMBERED = 4_000;
const remembered = new Map<string, Known>();

interface Known extends Steps {
  readonly path: string;
}

/** The paths that were asked for last, each in a slot that four of its letters tell: to look a text up in a map takes longer. */
const SLOTS = 4_096;
const recent: Known[] = new Array<Known>(SLOTS).fill({ path: '', names: [''], indexes: null });

/** The steps of a path such as `parcels.0.number`. Paths are few and used for every record: each is taken apart once. */
export function stepsOf(path: string): Steps {
  const slot = slotOf(path);
  const known = recent[slot]!;
  return known.path === path ? known : (recent[slot] = remembered.get(path) ?? takenApart(path));
}

function slotOf(path: string): number {
  const last = path.length - 1;
  const letters = path.charCodeAt(0) * 7 + path.charCodeAt(last >> 1) * 59 + path.charCodeAt(last) * 331;
  return (letters + path.charCodeAt(last >> 2) * 1_009 + last * 2_017) & (SLOTS - 1);
}

function takenApart(path: string): Known {
  const names = path.split('.').map(asKey);
  const indexes = names.map((name) => (INDEX.test(name) ? Number(name) : null));
  const known = { path, names, indexes: indexes.every((index) => index === null) ? null : indexes };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(path, known);
  return known;
}

/** The same text as objects keep their keys, so that it need not be looked up among all keys at each use. */
const asKey = (name: string): string => Object.keys({ [name]: null })[0] ?? name;
