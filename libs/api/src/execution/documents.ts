import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { overgrown, type DocumentLimits } from './limits/document-limits';
import { tooManyPairs } from './limits/field-pairs';

export type Prepared =
  | { readonly document: DocumentNode; readonly errors?: undefined }
  | { readonly document?: undefined; readonly errors: readonly GraphQLError[] };

/** Parses and validates each text once. */
export type PrepareDocument = (text: string) => Prepared;

export interface Documents {
  readonly prepare: PrepareDocument;
  /** For whoever parses and validates by itself: this is the document of the text. */
  keep(text: string, document: DocumentNode): void;
}

const MOST_KEPT = 1_000;
const LONGEST_KEPT = 20_000;

export function documentCache(schema: GraphQLSchema, limits: DocumentLimits, introspection: boolean): Documents {
  const { operation, pairs, maxTokens, maxErrors } = limits;
  const rules = [
    ...specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const kept = new Map<string, DocumentNode>();

  /** What costs least is looked at first: what is refused must cost little. */
  const faultsOf = (document: DocumentNode): readonly GraphQLError[] => {
    const grown = overgrown(document, operation);
    if (grown.length > 0) return grown.slice(0, maxErrors);
    const refusal = tooManyPairs(document, pairs);
    if (refusal) return [refusal];
    const errors = validate(schema, document, rules, { maxErrors });
    return errors.length > 0 ? errors : validate(schema, document, [OverlappingFieldsCanBeMergedRule], { maxErrors });
  };
  const prepare = (text: string): Prepared => {
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens });
    } catch (error) {
      return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED', introspection)] };
    }
    const errors = faultsOf(document);
    return errors.length
      ? { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED', introspection)) }
      : { document };
  };

  /** The document of a text that was found valid. Null: nobody sent it yet, or it was forgotten. */
  const known = (text: string): DocumentNode | null => {
    const document = kept.get(text);
    if (!document) return null;
    // The least recently used goes first.
    kept.delete(text);
    kept.set(text, document);
    return document;
  };
  const keep: Documents['keep'] = (text, document) => {
    if (text.length > LONGEST_KEPT) return;
    kept.set(text, document);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  };

  return {
    keep,
    prepare(text) {
      const document = known(text);
      if (document) return { document };
      const prepared = prepare(text);
      if (prepared.document) keep(text, prepared.document);
      return prepared;
    },
  };
}

/** What a schema holds that may not be asked for is not to be guessed either. */
const SUGGESTION = / ?Did you mean .+\?$/s;

const coded = (error: GraphQLError, code: string, suggests: boolean): GraphQLError =>
  new GraphQLError(suggests ? error.message : error.message.replace(SUGGESTION, ''), {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code },
  });
