import type { JsonObject, JsonValue } from '@whereabouts/plugin-sdk';
import { EXTREME_NUMBERS, HOSTILE_TEXTS, HOSTILE_TIMES, OTHER_TYPES } from './hostile-values';
import { changedAt, GONE, isList, isRecord, pointer, type Change, type Node } from './json-tree';
import { random, type Random } from './random';

/** One change of a document that keeps it a document. */
export interface TreeMutation {
  readonly says: string;
  apply(root: JsonValue): JsonValue;
}

/** What a change of a value is drawn from. */
interface Draw {
  readonly random: Random;
  readonly node: Node;
  /** Every value of the document, for changes that put one in the place of another. */
  readonly nodes: readonly Node[];
}
type Mutator = (draw: Draw) => { readonly says: string; readonly change: Change };

const replaced = (says: string, value: JsonValue | typeof GONE) => ({ says, change: () => value });

const drop: Mutator = () => replaced('dropped', GONE);
const setNull: Mutator = () => replaced('null', null);
const retype: Mutator = ({ random }) => replaced('of another type', random.one(OTHER_TYPES));
const hostileText: Mutator = ({ random }) => replaced('hostile text', random.one(HOSTILE_TEXTS));
const hostileTime: Mutator = ({ random }) => replaced('hostile time', random.one(HOSTILE_TIMES));
const extreme: Mutator = ({ random }) => replaced('extreme number', random.one(EXTREME_NUMBERS));
const swapped: Mutator = ({ random, nodes }) => {
  const other = random.one(nodes);
  return replaced(`that of ${pointer(other.path)}`, other.value);
};

const opposite: Mutator = () => ({
  says: 'text for number, number for text',
  change(value) {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : value.slice(0, 30).split('');
    return JSON.stringify(value);
  },
});

const wrapped: Mutator = ({ random }) =>
  random.once(2)
    ? { says: 'in a list', change: (value) => [value] }
    : { says: 'in an object', change: (value) => ({ value }) };

const long: Mutator = ({ random }) => {
  const times = random.one([50, 300, 2_000]);
  return {
    says: `said ${times} times over`,
    change: (value) =>
      typeof value === 'object' ? 'x '.repeat(times) : String(value).slice(0, 40).padEnd(1, ' ').repeat(times),
  };
};

const deep: Mutator = ({ random }) => {
  const levels = random.one([8, 60, 70, 400]);
  const inList = random.once(2);
  return {
    says: `nested ${levels} levels deep`,
    change(value) {
      let inner: JsonValue = value;
      for (let level = 0; level < levels; level++) inner = inList ? [inner] : { value: inner };
      return inner;
    },
  };
};

const repeated: Mutator = ({ random }) => {
  const times = random.one([1, 1, 2, 12]);
  return {
    says: `items ${times} times more`,
    change(value) {
      if (!isList(value)) return [value, value];
      return value.length > 4 ? [...value, ...value] : Array.from({ length: times + 1 }, () => value).flat();
    },
  };
};

const reordered: Mutator = ({ random: draw }) => {
  // A change has to come out the same each time that it is made.
  const seed = draw.below(2 ** 31);
  return {
    says: 'in another order',
    change(value) {
      if (isList(value)) return shuffled(value, random(seed));
      if (isRecord(value)) return Object.fromEntries(shuffled(Object.entries(value), random(seed))) as JsonObject;
      return typeof value === 'string' ? [...value].reverse().join('') : value;
    },
  };
};

const strangeKey: Mutator = ({ random, nodes }) => {
  const key = random.one(['__proto__', 'constructor', '', '#text', '@id', 'length', '0', 'toString']);
  const inside = random.one(nodes).value;
  return {
    says: `with a key ${JSON.stringify(key)}`,
    change: (value) => (isRecord(value) ? Object.fromEntries([...Object.entries(value), [key, inside]]) : value),
  };
};

const spliced: Mutator = ({ random }) => {
  const stray = random.one(HOSTILE_TEXTS);
  const at = random.below(20);
  return {
    says: 'with hostile text inside',
    change: (value) => (typeof value === 'string' ? value.slice(0, at) + stray + value.slice(at) : value),
  };
};

const MUTATORS: readonly Mutator[] = [
  ...[drop, drop, setNull, setNull, retype, retype, opposite, hostileText, hostileTime, hostileTime, extreme, spliced],
  ...[swapped, swapped, wrapped, repeated, reordered, strangeKey, long, deep],
];

/** Draws a change of one value. `nodes`: every value of the document. */
export function treeMutation(draw: Random, nodes: readonly Node[]): TreeMutation {
  const node = draw.one(nodes);
  const { says, change } = draw.one(MUTATORS)({ random: draw, node, nodes });
  return { says: `${pointer(node.path) || '/'} ${says}`, apply: (root) => changedAt(root, node.path, change) };
}

/** Another order of the items, drawn. */
export function shuffled<T>(items: readonly T[], draw: Random): T[] {
  const order = items.slice();
  for (let index = order.length - 1; index > 0; index--) {
    const other = draw.below(index + 1);
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}
