import { GraphQLError, Kind, type DocumentNode, type SelectionSetNode, type ValidationRule } from 'graphql';
import { fragmentsOf, operationsOf } from './definitions';

/** Limits on documents, whatever way they come in. */
export interface DocumentLimits {
  /** Tokens of a document. */
  readonly maxTokens: number;
  readonly maxErrors: number;
  /** What one operation may hold after its fragments are spread. */
  readonly operation: Readonly<Record<Measure, number>>;
  /** Pairs of fields that may have to be compared to find out whether fields collide. */
  readonly pairs: number;
}

export type Measure = 'fields' | 'aliases' | 'directives' | 'depth';

/**
 * A console's whole order packet takes some 250 fields, 12 deep; a list of ten queues in one request, ten aliases.
 * Whether fields collide takes time by the square of how often each is selected in one place: the number of pairs bounds that.
 */
export const DOCUMENT_LIMITS: DocumentLimits = {
  maxTokens: 1_400,
  maxErrors: 5,
  operation: { fields: 600, aliases: 30, directives: 20, depth: 16 },
  pairs: 5_000,
};

const WORDS: Readonly<Record<Measure, (limit: number) => string>> = {
  fields: (limit) => `The operation selects more than ${limit} fields, fragments included. Split it.`,
  aliases: (limit) => `The operation has more than ${limit} aliases, fragments included. Use variables, or split it.`,
  directives: (limit) => `The operation has more than ${limit} directives, fragments included. Split it.`,
  depth: (limit) => `The operation nests fields more than ${limit} deep. Ask for what lies below by its id.`,
};

type Size = Record<Measure, number>;

const NOTHING: Size = { fields: 0, aliases: 0, directives: 0, depth: 0 };

/**
 * Why a document is not to be looked at any further: operations that grow beyond a limit when their fragments are spread.
 * It may be invalid otherwise. Each fragment is measured once.
 */
export function overgrown(document: DocumentNode, limits: DocumentLimits['operation']): GraphQLError[] {
  const fragments = fragmentsOf(document);
  const sizes = new Map<string, Size>();

  const sizeOf = (set: SelectionSetNode | undefined): Size => {
    const size = { ...NOTHING };
    for (const node of set?.selections ?? []) {
      const isField = node.kind === Kind.FIELD;
      const below = node.kind === Kind.FRAGMENT_SPREAD ? sizeOfFragment(node.name.value) : sizeOf(node.selectionSet);
      size.fields += below.fields + (isField ? 1 : 0);
      size.aliases += below.aliases + (isField && node.alias ? 1 : 0);
      size.directives += below.directives + (node.directives?.length ?? 0);
      size.depth = Math.max(size.depth, below.depth + (isField ? 1 : 0));
    }
    return size;
  };
  const sizeOfFragment = (name: string): Size => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    // A fragment within itself is refused by another rule; here it only must end.
    sizes.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = sizeOf(fragment?.selectionSet);
    size.directives += fragment?.directives?.length ?? 0;
    sizes.set(name, size);
    return size;
  };

  return operationsOf(document).flatMap((operation) => {
    const size = sizeOf(operation.selectionSet);
    size.directives += operation.directives?.length ?? 0;
    return (Object.keys(WORDS) as Measure[])
      .filter((measure) => size[measure] > limits[measure])
      .map((measure) => new GraphQLError(WORDS[measure](limits[measure]), { nodes: operation }));
  });
}

/** The same for whoever validates all in one go. */
export const documentLimits =
  (limits: DocumentLimits['operation']): ValidationRule =>
  (context) => ({
    Document(document) {
      for (const error of overgrown(document, limits)) context.reportError(error);
    },
  });
