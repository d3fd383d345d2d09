import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { kindOf } from '../ids';
import { NODE_TYPE_NAMES } from '../nodes/node-types';

/** Gives the id that stands for an argument or an input field, named `Type.field`; undefined: not one of these. */
export type IdFor = (place: string) => string | undefined;

export type RootName = 'Query' | 'Mutation' | 'Subscription';

/** A document that asks one root field with every argument that it needs, and every id that it takes. */
export interface AskedDocument {
  readonly root: RootName;
  readonly field: string;
  readonly text: string;
  /** Places of the ids that it names. */
  readonly ids: readonly string[];
}

/** How values of scalars look. Ids are not among them: they name somebody's things. */
const SAMPLES: Readonly<Record<string, string>> = {
  String: '"text"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  DateTime: '"2026-11-23T10:00:00.000Z"',
  Date: '"2026-11-23"',
  Duration: '"PT4H"',
  JSON: '{}',
  URL: '"https://example.test"',
};

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
  const ids: string[] = [];
  const valueOf = (type: GraphQLInputType, place: string, depth: number): string | undefined => {
    const named = getNamedType(type);
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const item = valueOf(inner.ofType as GraphQLInputType, place, depth);
      return item === undefined ? undefined : `[${item}]`;
    }
    if (named.name === 'ID' || named.name === '_Any') {
      const id = idFor(place);
      if (id === undefined) return undefined;
      ids.push(place);
      const text = JSON.stringify(id);
      return named.name === 'ID'
        ? text
        : `{ __typename: ${JSON.stringify(NODE_TYPE_NAMES[kindOf(id)!])}, id: ${text} }`;
    }
    if (isEnumType(named)) return named.getValues()[0]!.name;
    if (!isInputObjectType(named)) return SAMPLES[named.name];
    if (depth > 4) return undefined;
    const parts = Object.values(named.getFields()).flatMap((one) => {
      const isNeeded = isNonNullType(one.type) || getNamedType(one.type).name === 'ID';
      const value = isNeeded ? valueOf(one.type, `${named.name}.${one.name}`, depth + 1) : undefined;
      return value === undefined ? [] : [`${one.name}: ${value}`];
    });
    return `{ ${parts.join(', ')} }`;
  };
  const args = field.args.flatMap((arg) => {
    const isNeeded =
      (isNonNullType(arg.type) && arg.defaultValue === undefined) || getNamedType(arg.type).name === 'ID';
    const value = isNeeded ? valueOf(arg.type, `${root}.${field.name}.${arg.name}`, 0) : undefined;
    return value === undefined ? [] : [`${arg.name}: ${value}`];
  });
  const call = args.length ? `${field.name}(${args.join(', ')})` : field.name;
  return {
    root,
    field: field.name,
    text: `${root.toLowerCase()} { ${call} ${selectionOf(getNamedType(field.type), 0)} }`,
    ids,
  };
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
