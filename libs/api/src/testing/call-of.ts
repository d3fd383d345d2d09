import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { kindOf } from '../ids';
import { NODE_TYPE_NAMES } from '../nodes/node-types';

/**
 * Gives the id that stands for an argument or an input field, named `Type.field`; several where a list takes them;
 * undefined: it is not one of these.
 */
export type IdFor = (place: string) => string | readonly string[] | undefined;

/** Values of other arguments than ids, as they are written in a document, by `Type.field.argument`. */
export type Given = Readonly<Record<string, string>>;

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

export interface Call {
  readonly text: string;
  /** Places of the ids that it names. */
  readonly ids: readonly string[];
}

/** A field with every argument that it needs or that is given, and every id that it takes. Ids that `idFor` does not know are left out. */
export function callOf(typeName: string, field: GraphQLField<unknown, unknown>, idFor: IdFor, given: Given = {}): Call {
  const ids: string[] = [];
  const valueOf = (type: GraphQLInputType, place: string, depth: number): string | undefined => {
    const named = getNamedType(type);
    const inner = getNullableType(type);
    if (named.name === 'ID' || named.name === '_Any') {
      const found = idFor(place);
      if (found === undefined) return undefined;
      ids.push(place);
      const texts = (typeof found === 'string' ? [found] : found).map((id) => nameOf(id, named.name));
      return isListType(inner) ? `[${texts.join(', ')}]` : texts[0];
    }
    if (isListType(inner)) {
      const item = valueOf(inner.ofType as GraphQLInputType, place, depth);
      return item === undefined ? undefined : `[${item}]`;
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
    const place = `${typeName}.${field.name}.${arg.name}`;
    const isNeeded =
      (isNonNullType(arg.type) && arg.defaultValue === undefined) || getNamedType(arg.type).name === 'ID';
    const value = given[place] ?? (isNeeded ? valueOf(arg.type, place, 0) : undefined);
    return value === undefined ? [] : [`${arg.name}: ${value}`];
  });
  return { text: args.length ? `${field.name}(${args.join(', ')})` : field.name, ids };
}

const nameOf = (id: string, type: string): string =>
  type === 'ID'
    ? JSON.stringify(id)
    : `{ __typename: ${JSON.stringify(NODE_TYPE_NAMES[kindOf(id)!])}, id: ${JSON.stringify(id)} }`;
