import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { callOf, type IdFor } from './call-of';

export type RootName = 'Query' | 'Mutation' | 'Subscription';

/** A document that asks one root field with every argument that it needs, and every id that it takes. */
export interface AskedDocument {
  readonly root: RootName;
  readonly field: string;
  readonly text: string;
  /** Places of the ids that it names. */
  readonly ids: readonly string[];
}

/** One document for each root field of a schema. Ids that `idFor` does not know are left out where they may be. */
export function askedDocuments(schema: GraphQLSchema, idFor: IdFor): AskedDocument[] {
  const roots = [
    ['Query', schema.getQueryType()],
    ['Mutation', schema.getMutationType()],
    ['Subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([root, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => asked(root, field, idFor)),
  );
}

function asked(root: RootName, field: GraphQLField<unknown, unknown>, idFor: IdFor): AskedDocument {
  const { text, ids } = callOf(root, field, idFor);
  const selection = selectionOf(getNamedType(field.type), 0);
  return { root, field: field.name, text: `${root.toLowerCase()} { ${text} ${selection} }`, ids };
}

/** Fields without arguments that are read with their object, and the objects of a page. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type)) return '{ __typename ... on Node { id } }';
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.args.length === 0 && named.name !== 'JSON' ? [field.name] : [];
    const isPart = field.name === 'nodes' || field.name === 'userErrors' || type.name.endsWith('Payload');
    return isPart && depth < 2 ? [`${field.name} ${selectionOf(named, depth + 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}
