import { GraphQLError, Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf, operationsOf } from './definitions';

interface Place {
  count: number;
  readonly below: SelectionSetNode[];
}

/** Selections that are looked at. Fragments that spread each other without end, which others refuse, must end here. */
const MOST_WORK = 50_000;
const DEEPEST = 20;

/**
 * Refuses a document in which fields are selected so often in the same place that comparing them two by two would take long.
 * It may be invalid otherwise.
 */
export function tooManyPairs(document: DocumentNode, most: number): GraphQLError | null {
  const fragments = fragmentsOf(document);
  let [pairs, work] = [0, 0];
  const isOver = (): boolean => pairs > most || work > MOST_WORK;

  /** Fields by the name that they have in the answer, of sets that are merged. */
  const placesOf = (sets: readonly SelectionSetNode[]): Map<string, Place> => {
    const places = new Map<string, Place>();
    const spread = new Set<string>();
    const collect = (set: SelectionSetNode | undefined): void => {
      for (const node of set?.selections ?? []) {
        work++;
        if (node.kind === Kind.FIELD) {
          const name = (node.alias ?? node.name).value;
          let place = places.get(name);
          if (!place) places.set(name, (place = { count: 0, below: [] }));
          place.count++;
          if (node.selectionSet) place.below.push(node.selectionSet);
        } else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
        else if (!spread.has(node.name.value)) {
          spread.add(node.name.value);
          collect(fragments.get(node.name.value)?.selectionSet);
        }
      }
    };
    sets.forEach(collect);
    return places;
  };
  const count = (sets: readonly SelectionSetNode[], depth: number): void => {
    for (const { count: times, below } of placesOf(sets).values()) {
      pairs += (times * (times - 1)) / 2;
      if (isOver()) return;
      if (below.length > 0 && depth < DEEPEST) count(below, depth + 1);
    }
  };

  for (const operation of operationsOf(document)) {
    count([operation.selectionSet], 1);
    if (isOver())
      return new GraphQLError(
        `The operation selects the same fields in the same places too often: more than ${most} pairs of them would have to be compared. Select each once.`,
        { nodes: operation },
      );
  }
  return null;
}
