import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RootName } from './asked-documents';
import { callOf, type Given, type IdFor } from './call-of';

/** A document that asks all fields of one type, on the shortest way from one field of a root. */
export interface DeepDocument {
  /** The way, such as `orders.nodes.shipments`. */
  readonly name: string;
  readonly text: string;
}

type Step = (below: string) => string;
interface Place {
  readonly type: GraphQLObjectType;
  readonly name: string;
  readonly around: Step;
}

/** What is in place of ids, and of other arguments. */
export interface Asked {
  readonly idFor: IdFor;
  readonly given: Given;
}

/**
 * For each field of a root and each type below it a document: all leaves of the type, and all objects that it holds with
 * all leaves of theirs. Together they ask every field of every type that can be asked, from everywhere.
 */
export function deepDocuments(schema: GraphQLSchema, rootName: RootName, { idFor, given }: Asked): DeepDocument[] {
  const rootType = schema.getType(rootName) as GraphQLObjectType;
  const call = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string =>
    callOf(type.name, field, idFor, given).text;

  /** All leaves of a type; of an interface or a union those of each type that it may be. */
  const leavesOf = (type: GraphQLNamedType): string => {
    if (isAbstractType(type))
      return `{ __typename ${schema
        .getPossibleTypes(type)
        .map((one) => `... on ${one.name} ${aliased(one, leafFields(one))}`)
        .join(' ')} }`;
    return `{ __typename ${leafFields(type as GraphQLObjectType)
      .map((field) => call(type as GraphQLObjectType, field))
      .join(' ')} }`;
  };
  /** Types that an interface may be have fields of one name and several types: each is told apart. */
  const aliased = (type: GraphQLObjectType, fields: readonly GraphQLField<unknown, unknown>[]): string =>
    `{ ${fields.map((field) => `${type.name}_${field.name}: ${call(type, field)}`).join(' ')} }`;

  const wholeOf = (type: GraphQLObjectType): string => {
    const objects = objectFields(type).map((field) => `${call(type, field)} ${leavesOf(getNamedType(field.type))}`);
    const leaves = leafFields(type).map((field) => call(type, field));
    return `{ __typename ${[...leaves, ...objects].join(' ')} }`;
  };

  const placesBelow = (from: Place): Place[] =>
    objectFields(from.type).flatMap((field) => {
      const named = getNamedType(field.type);
      const name = from.name === '' ? field.name : `${from.name}.${field.name}`;
      const around: Step = (below) => from.around(`{ ${call(from.type, field)} ${below} }`);
      if (isObjectType(named)) return [{ type: named, name, around }];
      return isAbstractType(named)
        ? schema.getPossibleTypes(named).map((type) => ({
            type,
            name: `${name}<${type.name}>`,
            around: (below: string) => around(`{ __typename ... on ${type.name} ${below} }`),
          }))
        : [];
    });

  const root: Place = { type: rootType, name: '', around: (below) => `${rootName.toLowerCase()} ${below}` };
  return objectFields(rootType).flatMap((field) => {
    const seen = new Set<string>();
    const found: Place[] = [];
    let next = placesBelow(root).filter(({ name }) => name === field.name || name.startsWith(`${field.name}<`));
    while (next.length > 0) {
      const fresh = next.filter(({ type }) => !seen.has(type.name) && seen.add(type.name));
      found.push(...fresh);
      next = fresh.flatMap(placesBelow);
    }
    return found.map(({ type, name, around }) => ({ name, text: around(wholeOf(type)) }));
  });
}

const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] => Object.values(type.getFields());
export const leafFields = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  fieldsOf(type).filter((field) => isLeafType(getNamedType(field.type)));
export const objectFields = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  fieldsOf(type).filter((field) => !isLeafType(getNamedType(field.type)));
