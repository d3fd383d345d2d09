import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** Names of selected fields, without aliases, and what is selected below each. */
export type Selection = ReadonlyMap<string, Selection>;
type Draft = Map<string, Draft>;

const NOTHING: Selection = new Map();
/** A document is parsed once and asked many times; so is its selection. */
const known = new WeakMap<FieldNode, Selection>();

/**
 * What a client wants below the field that is being resolved. Fragments count whatever their type condition and
 * directives: a column too many is read rather than one too few.
 */
export function selectionOf(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): Selection {
  const [only, ...others] = info.fieldNodes;
  if (only === undefined) return NOTHING;
  const cached = others.length === 0 ? known.get(only) : undefined;
  if (cached) return cached;
  const found: Draft = new Map();
  for (const node of info.fieldNodes) collect(node.selectionSet, info.fragments, found);
  if (others.length === 0) known.set(only, found);
  return found;
}

function collect(set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments'], into: Draft): void {
  for (const node of set?.selections ?? []) {
    if (node.kind === Kind.FIELD) {
      const below: Draft = into.get(node.name.value) ?? new Map();
      into.set(node.name.value, below);
      collect(node.selectionSet, fragments, below);
    } else {
      collect(
        node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet,
        fragments,
        into,
      );
    }
  }
}

/** What is selected of each entry of a connection, by `nodes` or by `edges { node }`. */
export function nodeSelection(connection: Selection): Selection {
  const nodes = connection.get('nodes');
  const edges = connection.get('edges')?.get('node');
  if (!nodes || !edges) return nodes ?? edges ?? NOTHING;
  return merge(nodes, edges);
}

function merge(a: Selection, b: Selection): Selection {
  const merged = new Map(a);
  for (const [name, below] of b) merged.set(name, merge(merged.get(name) ?? NOTHING, below));
  return merged;
}

export const below = (selection: Selection, ...path: readonly string[]): Selection =>
  path.reduce((so, name) => so.get(name) ?? NOTHING, selection);

/**
 * The field that these paths lead to, where a document has it once. Null where it is not there, and where it is there
 * several times: each may be asked with other arguments.
 */
export function onlyField(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  ...paths: readonly (readonly string[])[]
): FieldNode | null {
  const found = paths.flatMap((path) =>
    path.reduce<readonly FieldNode[]>(
      (nodes, name) => nodes.flatMap(({ selectionSet }) => fieldsNamed(name, selectionSet, fragments)),
      fieldNodes,
    ),
  );
  return found.length === 1 ? found[0]! : null;
}

const fieldsNamed = (
  name: string,
  set: SelectionSetNode | undefined,
  fragments: GraphQLResolveInfo['fragments'],
): FieldNode[] =>
  (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === name ? [node] : [];
    const below = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
    return fieldsNamed(name, below?.selectionSet, fragments);
  });
