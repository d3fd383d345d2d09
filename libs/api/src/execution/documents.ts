import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { documentLimits, type DocumentLimits } from './limits/document-limits';

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
    documentLimits(limits.operation),
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
