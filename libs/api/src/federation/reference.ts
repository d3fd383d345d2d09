import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { kindOf } from '../ids';
import { NODE_TYPE_NAMES } from '../nodes/node-types';

/** How another subgraph names a node of ours. */
export interface Reference {
  readonly __typename: string;
  readonly id: string;
}

function toReference(value: unknown): Reference {
  const { __typename, id } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Reference>;
  if (typeof __typename === 'string' && typeof id === 'string') return { __typename, id };
  throw new TypeError('A representation has a `__typename` and the key of that type, which is its `id`.');
}

export const ReferenceScalar = new GraphQLScalarType<Reference, unknown>({
  name: '_Any',
  description: 'A reference to a node: `__typename` and `id`.',
  serialize: (value) => value,
  parseValue: toReference,
  parseLiteral: (node, variables) => toReference(valueFromASTUntyped(node, variables)),
});

/** Nothing bears it. */
const NO_ID = '';

/** The id that a reference names, unless it is of another type than it says. */
export function idOf({ __typename, id }: Reference): string {
  const kind = kindOf(id);
  return kind && NODE_TYPE_NAMES[kind] === __typename ? id : NO_ID;
}
