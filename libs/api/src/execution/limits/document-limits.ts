import { GraphQLError, Kind, type ASTNode, type SelectionSetNode, type ValidationRule } from 'graphql';

/** Limits on documents, whatever way they come in. */
export interface DocumentLimits {
  /** Tokens of a document. */
  readonly maxTokens: number;
  readonly maxErrors: number;
  /** What one operation may hold after its fragments are spread. */
  readonly operation: Readonly<Record<Measure, number>>;
}

export type Measure = 'fields' | 'aliases' | 'directives' | 'depth';

/**
 * A console's whole order packet takes some 250 fields, 12 deep; a list of ten queues in one request, ten aliases.
 * Whether fields collide takes time by the square of their number, also in what is refused: tokens bound that.
 */
export const DOCUMENT_LIMITS: DocumentLimits = {
  maxTokens: 1_400,
  maxErrors: 5,
  operation: { fields: 600, aliases: 30, directives: 20, depth: 16 },
};

const WORDS: Readonly<Record<Measure, (limit: number) => string>> = {
  fields: (limit) => `The operation selects more than ${limit} fields, fragments included. Split it.`,
  aliases: (limit) => `The operation has more than ${limit} aliases, fragments included. Use variables, or split it.`,
  directives: (limit) => `The operation has more than ${limit} directives, fragments included. Split it.`,
  depth: (limit) => `The operation nests fields more than ${limit} deep. Ask for what lies below by its id.`,
};

type Size = Record<Measure, number>;

const NOTHING: Size = { fields: 0, aliases: 0, directives: 0, depth: 0 };

/** Refuses operations that grow beyond a limit when their fragments are spread. Each fragment is measured once. */
export const documentLimits =
  (limits: DocumentLimits['operation']): ValidationRule =>
  (context) => {
    const fragments = new Map<string, Size>();

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
      const known = fragments.get(name);
      if (known !== undefined) return known;
      // A fragment within itself is refused by another rule; here it only must end.
      fragments.set(name, NOTHING);
      const fragment = context.getFragment(name);
      const size = sizeOf(fragment?.selectionSet);
      size.directives += fragment?.directives?.length ?? 0;
      fragments.set(name, size);
      return size;
    };
    const refuse = (measure: Measure, nodes: ASTNode): void =>
      context.reportError(new GraphQLError(WORDS[measure](limits[measure]), { nodes }));

    return {
      OperationDefinition(node) {
        const size = sizeOf(node.selectionSet);
        size.directives += node.directives?.length ?? 0;
        for (const measure of Object.keys(WORDS) as Measure[])
          if (size[measure] > limits[measure]) refuse(measure, node);
        return false;
      },
    };
  };
