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
import { callOf, type Given, type IdFor } from './call-of';

/** A document that asks all fields of one type, on the shortest way from one field of Query. */
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

/**
 * For each field of Query and each type below it a document: all leaves of the type, and all objects that it holds with
 * all leaves of theirs. Together they ask every field of every type that can be asked, from everywhere.
 */
export function deepDocuments(schema: GraphQLSchema, idFor: IdFor, given: Given): DeepDocument[] {
  const query = schema.getQueryType()!;
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

  const root: Place = { type: query, name: '', around: (below) => `query ${below}` };
  return objectFields(query).flatMap((field) => {
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
