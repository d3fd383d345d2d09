import type { JsonValue, MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import type { DocumentTree } from './document-tree';
import {
  changedAt,
  changedThroughout,
  GONE,
  isLeaf,
  isList,
  isRecord,
  nodesOf,
  shapeOf,
  type Node,
  type Path,
} from './json-tree';
import { recordTexts, without, type RecordText } from './record-set';

/** What a value of the document becomes in a milestone. `structure`: with another value there, events are not found. */
export type Role = 'code' | 'subCode' | 'text' | 'time' | 'structure';

/** A list of the document whose items give records. */
export interface RecordList {
  readonly path: Path;
  readonly length: number;
  readonly items: readonly ListItem[];
}

/** An item that was tried, with the records that are gone without it. */
export interface ListItem {
  readonly index: number;
  readonly records: readonly RecordText[];
  /** Is it built like items that give records? Then it may change places with them. */
  readonly isAlike: boolean;
}

/** Which values of a document end up where: found by changing them one by one and looking at what comes out. */
export interface Provenance {
  readonly said: Normalized;
  readonly roles: ReadonlyMap<string, ReadonlySet<Role>>;
  readonly lists: readonly RecordList[];
  /** Values that play a role, at most two of each shape. */
  readonly places: readonly (Node & { readonly roles: ReadonlySet<Role> })[];
}

/** No source has a code, a wording or a number like these. */
export const STRANGE_TEXT = 'Zqx-Strange-7731';
export const STRANGE_NUMBER = 987_654_321;
const SHOWS_AS: readonly (readonly [Role, keyof MilestoneRecord])[] = [
  ['code', 'sourceCode'],
  ['subCode', 'sourceSubCode'],
  ['text', 'sourceText'],
  ['time', 'occurredLocal'],
];
/** Bounds of the search: fixtures are small, and what is alike need not be tried a hundred times. */
const [PER_SHAPE, MOST_LEAVES, PER_LIST, MOST_LISTS] = [2, 240, 5, 24];

type Normalize = (bytes: Uint8Array) => Normalized;

export function provenanceOf(tree: DocumentTree, normalize: Normalize): Provenance {
  const read = (root: JsonValue): Normalized => normalize(tree.write(root));
  const said = read(tree.root);
  const nodes = nodesOf(tree.root);
  const leaves = fewOfEachShape(nodes.filter(({ value }) => typeof value === 'string' || typeof value === 'number'));
  const roles = new Map<string, Set<Role>>();
  for (const { path, value } of leaves) {
    const strange = typeof value === 'number' ? STRANGE_NUMBER : STRANGE_TEXT;
    const then = read(changedAt(tree.root, path, () => strange));
    const found = rolesIn(then, String(strange));
    if (isCodeOfGone(String(value), said, then)) found.add('code');
    if (found.size === 0 && then.milestones.length < said.milestones.length) found.add('structure');
    const shape = shapeOf(path);
    for (const role of found) roles.set(shape, (roles.get(shape) ?? new Set()).add(role));
  }
  const places = leaves.flatMap((node) => {
    const played = roles.get(shapeOf(node.path));
    return played === undefined ? [] : [{ ...node, roles: played }];
  });
  const lists = tree.hasLists
    ? nodes
        .filter(({ value }) => isList(value) && value.some((item) => !isLeaf(item)))
        .slice(0, MOST_LISTS)
        .map(({ path, value }) => listOf(tree.root, path, value as readonly JsonValue[], recordTexts(said), read))
        .filter(({ items }) => items.some(({ records }) => records.length > 0))
    : [];
  return { said, roles, lists, places };
}

function fewOfEachShape(leaves: readonly Node[]): readonly Node[] {
  const taken = new Map<string, number>();
  return leaves
    .filter(({ path }) => {
      const count = (taken.get(shapeOf(path)) ?? 0) + 1;
      taken.set(shapeOf(path), count);
      return count <= PER_SHAPE;
    })
    .slice(0, MOST_LEAVES);
}

function rolesIn(said: Normalized, strange: string): Set<Role> {
  const roles = new Set<Role>();
  for (const record of said.milestones)
    for (const [role, field] of SHOWS_AS) {
      const value = record[field];
      if (typeof value === 'string' && value.includes(strange)) roles.add(role);
    }
  return roles;
}

/** A plugin that forgets a code, or drops events for it, shows it nowhere: but the event that had it is another, or gone. */
function isCodeOfGone(value: string, said: Normalized, then: Normalized): boolean {
  const still = new Set(then.milestones.map((record) => JSON.stringify(record)));
  return said.milestones.some((record) => record.sourceCode === value && !still.has(JSON.stringify(record)));
}

function listOf(
  root: JsonValue,
  path: Path,
  list: readonly JsonValue[],
  all: readonly RecordText[],
  read: (root: JsonValue) => Normalized,
): RecordList {
  const step = Math.max(1, Math.floor(list.length / PER_LIST));
  const indexes = list.map((_, index) => index).filter((index) => index % step === 0 || index === list.length - 1);
  const items = indexes.slice(0, PER_LIST + 1).map((index) => {
    const rest = recordTexts(read(changedAt(root, [...path, index], () => GONE)));
    // Where others come in their place the item is no record: it says something about records.
    const isOwn = without(rest, all).length === 0;
    return { index, records: isOwn ? without(all, rest) : [] };
  });
  // Without a heading there is no record at all: it is none itself.
  const isHeading = (item: (typeof items)[number]): boolean =>
    all.length > 0 &&
    item.records.length === all.length &&
    items.some((other) => other !== item && other.records.length > 0);
  const told = items.map((item) => (isHeading(item) ? { ...item, records: [] } : item));
  const outlines = new Set(told.filter(({ records }) => records.length > 0).map(({ index }) => outlineOf(list[index])));
  return {
    path,
    length: list.length,
    items: told.map((item) => ({ ...item, isAlike: outlines.has(outlineOf(list[item.index])) })),
  };
}

const outlineOf = (item: JsonValue | undefined): string =>
  item === undefined ? '' : isRecord(item) ? Object.keys(item).join() : isList(item) ? 'list' : typeof item;

/** The document with every value changed that plays one of the roles. */
export const withRoles = (
  { roles }: Pick<Provenance, 'roles'>,
  root: JsonValue,
  wanted: readonly Role[],
  change: (value: string | number) => JsonValue,
): JsonValue =>
  changedThroughout(root, (value, path) => {
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    const played = roles.get(shapeOf(path));
    return played !== undefined && wanted.some((role) => played.has(role)) ? change(value) : value;
  });

/** The document with every text changed that neither says when nor is needed to find the events. */
export const withAllTexts = (
  { roles }: Pick<Provenance, 'roles'>,
  root: JsonValue,
  change: (value: string) => JsonValue,
): JsonValue =>
  changedThroughout(root, (value, path) => {
    const played = roles.get(shapeOf(path));
    const isKept = played?.has('time') || played?.has('structure');
    return typeof value === 'string' && !isKept ? change(value) : value;
  });
