import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  type GraphQLInputField,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { createSchema } from './create-schema';

const folder = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const never = (): never => {
  throw new Error('not called');
};
const schema = createSchema({
  pipeline: {} as never,
  clock: never,
  carrierName: never,
  policyOf: never,
  links: {} as never,
});

/** Everything that a client relies on, one line each. */
function facts(type: GraphQLNamedType): string[] {
  const { name } = type;
  if (isEnumType(type)) return type.getValues().map((value) => `enum ${name}.${value.name}`);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map(
      (field: GraphQLInputField) => `input ${name}.${field.name}: ${String(field.type)}`,
    );
  if (!isObjectType(type) && !isInterfaceType(type)) return [`scalar ${name}`];
  const fields = Object.values(type.getFields()).flatMap((field: GraphQLField<unknown, unknown>) => [
    `type ${name}.${field.name}: ${String(field.type)}`,
    ...field.args.map(
      (arg) => `type ${name}.${field.name}(${arg.name}: ${String(arg.type)} = ${JSON.stringify(arg.defaultValue)})`,
    ),
  ]);
  return [...fields, ...type.getInterfaces().map((one) => `type ${name} implements ${one.name}`)];
}

const factsOf = (types: Readonly<Record<string, GraphQLNamedType>>): string[] =>
  Object.values(types)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(facts)
    .sort();

describe('the schema', () => {
  it('keeps every promise to front ends: names, types, arguments, defaults', () => {
    const promised = factsOf(buildSchema(read('promised.graphql')).getTypeMap());
    const built = new Set(factsOf(schema.getTypeMap()));
    expect(promised.filter((fact) => !built.has(fact))).toEqual([]);
  });

  it('is committed as schema.graphql; after a change run this with UPDATE_SCHEMA=1, then prettier', () => {
    if (process.env['UPDATE_SCHEMA']) writeFileSync(join(folder, 'schema.graphql'), `${printSchema(schema)}\n`);
    const text = (one: GraphQLSchema): string => printSchema(lexicographicSortSchema(one));
    expect(text(buildSchema(read('schema.graphql')))).toBe(text(schema));
  });

  it('describes every type, field, argument and enum value', () => {
    const bare = Object.values(schema.getTypeMap())
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) => {
        const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
        const parts: { name: string; description?: string | null }[] = isRoot ? [] : [type];
        if (isEnumType(type)) parts.push(...type.getValues());
        if (isInputObjectType(type)) parts.push(...Object.values(type.getFields()));
        if (isObjectType(type) || isInterfaceType(type))
          for (const field of Object.values(type.getFields())) parts.push(field, ...field.args);
        return parts.filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`);
      });
    expect(bare).toEqual([]);
  });
});
