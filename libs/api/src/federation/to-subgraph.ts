import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  type GraphQLFieldConfigMap,
  type GraphQLInterfaceType,
} from 'graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, type GraphContext } from '../context';
import { kindOf } from '../ids';
import { findNodes } from '../nodes/find-nodes';
import { NODE_TYPE_NAMES } from '../nodes/node-types';
import { selectionOf } from '../schema/selection';
import { idOf, ReferenceScalar, type Reference } from './reference';
import { subgraphSdl } from './subgraph-sdl';

/**
 * The same schema as a subgraph of Apollo Federation 2: a gateway may ask what it is (`_service`), and for nodes that another
 * subgraph refers to (`_entities`). They are found as `nodes` finds them, by the rights of whoever asks.
 */
export function toSubgraph(schema: GraphQLSchema, parts: ResolverParts): GraphQLSchema {
  const { types, query, ...rest } = schema.toConfig();
  const config = query!.toConfig();
  const extended = new GraphQLObjectType({
    ...config,
    fields: { ...config.fields, ...federationFields(schema, parts) },
  });
  return new GraphQLSchema({ ...rest, query: extended, types: types.filter((type) => type !== query) });
}

function federationFields(schema: GraphQLSchema, parts: ResolverParts): GraphQLFieldConfigMap<unknown, GraphContext> {
  const sdl = subgraphSdl(schema);
  const node = schema.getType('Node') as GraphQLInterfaceType;
  const Entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'A node that another subgraph may refer to.',
    types: [...schema.getPossibleTypes(node)],
    resolveType: ({ id }: { readonly id: string }) => NODE_TYPE_NAMES[kindOf(id)!],
  });
  const Service = new GraphQLObjectType({
    name: '_Service',
    description: 'What this subgraph is.',
    fields: { sdl: { type: new GraphQLNonNull(GraphQLString), description: 'Its schema, with its keys.' } },
  });
  return {
    _service: {
      type: new GraphQLNonNull(Service),
      description: 'For a gateway: the schema of this subgraph.',
      resolve: (_root, _args, context) => viewerOf(context) && { sdl },
    },
    _entities: {
      type: new GraphQLNonNull(new GraphQLList(Entity)),
      description: 'For a gateway: nodes by references to them, in the same order; null where there is none.',
      args: {
        representations: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(ReferenceScalar))),
          description: 'At most 200.',
        },
      },
      resolve: (_root, args: { readonly representations: readonly Reference[] }, context, info) =>
        findNodes(parts, context, args.representations.map(idOf), selectionOf(info)),
    },
  };
}
