import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Limits on documents, whatever way they come in. */
export interface DocumentLimits {
  /** Tokens of a document; bounds its depth as well. */
  readonly maxTokens: number;
  /** Fields of all operations after their fragments are spread. */
  readonly maxFields: number;
  readonly maxErrors: number;
}
export const DOCUMENT_LIMITS: DocumentLimits = { maxTokens: 2_000, maxFields: 2_000, maxErrors: 10 };

/** Refuses documents that grow beyond the limit when their fragments are spread. */
export const fieldLimit =
  (maxFields: number): ValidationRule =>
  (context: ValidationContext) => {
    const sizes = new Map<string, number>();
    const sizeOf = (set: SelectionSetNode | undefined): number => {
      let size = 0;
      for (const node of set?.selections ?? []) {
        if (node.kind === Kind.FRAGMENT_SPREAD) size += sizeOfFragment(node.name.value);
        else size += (node.kind === Kind.FIELD ? 1 : 0) + sizeOf(node.selectionSet);
        if (size > maxFields) return size;
      }
      return size;
    };
    const sizeOfFragment = (name: string): number => {
      const known = sizes.get(name);
      if (known !== undefined) return known;
      // A fragment within itself is refused by another rule; here it only must end.
      sizes.set(name, 0);
      const size = sizeOf(context.getFragment(name)?.selectionSet);
      sizes.set(name, size);
      return size;
    };
    return {
      OperationDefinition(node) {
        if (sizeOf(node.selectionSet) > maxFields)
          context.reportError(
            new GraphQLError(`The operation selects more than ${maxFields} fields, fragments included.`, {
              nodes: node,
            }),
          );
        return false;
      },
    };
  };

export type Prepared =
  | { readonly document: DocumentNode; readonly errors?: undefined }
  | { readonly document?: undefined; readonly errors: readonly GraphQLError[] };

/** Parses and validates each text once. */
export type PrepareDocument = (text: string) => Prepared;

const MOST_KEPT = 1_000;
const LONGEST_KEPT = 20_000;

export function documentCache(schema: GraphQLSchema, limits: DocumentLimits, introspection: boolean): PrepareDocument {
  const rules = [
    ...specifiedRules,
    fieldLimit(limits.maxFields),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const kept = new Map<string, Prepared>();

  const prepare = (text: string): Prepared => {
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.maxTokens });
    } catch (error) {
      return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
    }
    const errors = validate(schema, document, rules, { maxErrors: limits.maxErrors });
    return errors.length ? { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) } : { document };
  };

  return (text) => {
    const known = kept.get(text);
    if (known) {
      // The least recently used goes first.
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    const prepared = prepare(text);
    if (prepared.document && text.length <= LONGEST_KEPT) {
      kept.set(text, prepared);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    }
    return prepared;
  };
}

const coded = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code },
  });
