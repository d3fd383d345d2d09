import {
  GraphQLError,
  getNamedType,
  isLeafType,
  isListType,
  getNullableType,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { refuse } from '../../errors';
import type { Variables } from '../executor';

/** What an operation asks for, in objects that may have to be read, and how many one operation may ask for. */
export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

/** A page of 200 cases with fifty milestones each passes; a list of lists of lists does not. */
export const MOST_COST = 20_000;

/** What a list is taken to hold that has no page size: shipments of an order, tickets, flags. */
const USUAL_LIST = 5;

/** Leaves come with their object. A page costs as many of its items as were asked for, found or not. */
const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const named = getNamedType(field.type);
  if (isLeafType(named)) return 0;
  if (isPage(named.name)) return 1 + pageSize(args, field) * childComplexity;
  if (!isListType(getNullableType(field.type))) return 1 + childComplexity;
  // Its page multiplies already.
  if (isPage(type.name)) return 1 + childComplexity;
  const asked = (args['ids'] ?? args['representations']) as unknown[] | undefined;
  return (asked?.length ?? USUAL_LIST) * (1 + childComplexity);
};

/** A page of a list, or of the change feed. */
const isPage = (typeName: string): boolean => typeName.endsWith('Connection') || typeName.endsWith('Batch');

/** Null asks for as many as are given to whoever does not say. */
function pageSize(
  { first, last }: Record<string, unknown>,
  field: Parameters<ComplexityEstimator>[0]['field'],
): number {
  const size = last ?? first ?? field.args.find(({ name }) => name === 'first')?.defaultValue;
  return typeof size === 'number' && size > 0 ? size : 1;
}

export type CostOf = (
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables | null | undefined,
) => Cost;

const MOST_KEPT = 50;

/** Prices operations of validated documents. Each is priced once per page size that it is asked with. */
export function costs(schema: GraphQLSchema, limit = MOST_COST): CostOf {
  const kept = new WeakMap<DocumentNode, Map<string, Cost>>();
  return (document, operationName, variables) => {
    let known = kept.get(document);
    if (!known) kept.set(document, (known = new Map<string, Cost>()));
    const key = `${operationName ?? ''} ${pricingPart(variables)}`;
    const before = known.get(key);
    if (before) return before;
    const cost = { requested: price(schema, document, operationName, variables), limit };
    if (known.size < MOST_KEPT) known.set(key, cost);
    return cost;
  };
}

function price(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: Parameters<CostOf>[1],
  variables: Parameters<CostOf>[2],
): number {
  try {
    return getComplexity({
      estimators: [estimate],
      schema,
      query,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
    });
  } catch (error) {
    // Variables that do not fit: whoever executes says better where, and runs nothing.
    if (error instanceof GraphQLError) return 0;
    throw error;
  }
}

/** Of the variables, what can change the price: numbers, switches, and how long lists are. */
function pricingPart(variables: Variables | null | undefined): string {
  let part = '';
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (typeof value === 'number' || typeof value === 'boolean') part += `${name}=${value};`;
    else if (Array.isArray(value)) part += `${name}#${value.length};`;
  }
  return part;
}

/** What a client is shown when an operation asks for more than one operation may; null when it may run. */
export const refusalOf = ({ requested, limit }: Cost): GraphQLError | null =>
  requested <= limit
    ? null
    : refuse(
        'BAD_USER_INPUT',
        `The operation may read ${requested} objects; ${limit} are the most. Ask for smaller pages, or for less below them.`,
        { cost: { requested, limit } },
      );
