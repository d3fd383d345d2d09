import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

const ROOTS = [
  ['Queries', 'Query'],
  ['Mutations', 'Mutation'],
  ['Subscriptions', 'Subscription'],
] as const;

const KINDS = [
  ['Types', (type: GraphQLNamedType) => isObjectType(type) || isUnionType(type)],
  ['Interfaces', isInterfaceType],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
] as const;

/** docs/api/reference.md: everything in the schema, with the words that stand there. */
export function apiReferencePage(schema: GraphQLSchema): string {
  const roots = new Set<string>(ROOTS.map(([, name]) => name));
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !roots.has(type.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const chapters = [
    ...ROOTS.map(([title, name]) => [title, fieldsOf(schema.getType(name)).map(fieldText)] as const),
    ...KINDS.map(([title, isOne]) => [title, types.filter(isOne).map(typeText)] as const),
  ];
  const text = [
    '# Reference',
    'Made from the schema by `UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs`: edit the words there. The same as a file for code generators is [schema.graphql](../../libs/api/schema.graphql).',
    chapters.map(([title]) => `[${title}](#${title.toLowerCase()})`).join(' · '),
    ...chapters.flatMap(([title, texts]) => [`## ${title}`, ...(texts.length > 0 ? texts : ['None.'])]),
  ].join('\n\n');
  return `${text}\n`;
}

type Part = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument;

const fieldsOf = (type: GraphQLNamedType | undefined): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

/** In one line; a `|` would end a cell and `<` begin HTML. */
const words = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('|', '\\|')
    .replaceAll('<', '\\<')
    .replaceAll('_', '\\_')
    .replaceAll('*', '\\*');

const goes = ({ deprecationReason }: { readonly deprecationReason?: string | null }): string =>
  deprecationReason ? `**Deprecated**: ${words(deprecationReason)} ` : '';

const line = (part: Part): string => {
  const fallback =
    'defaultValue' in part && part.defaultValue !== undefined ? ` = ${JSON.stringify(part.defaultValue)}` : '';
  const args = 'args' in part && part.args.length > 0 ? `(${part.args.map(({ name }) => name).join(', ')})` : '';
  return `- \`${part.name}${args}: ${String(part.type)}${fallback}\`: ${goes(part)}${words(part.description)}`;
};

/** A field with its arguments below it. */
const lines = (part: GraphQLField<unknown, unknown>): string =>
  [line(part), ...part.args.map((arg) => `  ${line(arg)}`)].join('\n');

const fieldText = (field: GraphQLField<unknown, unknown>): string =>
  [
    `### ${field.name}`,
    `\`${String(field.type)}\`. ${goes(field)}${words(field.description)}`,
    ...(field.args.length > 0 ? [field.args.map(line).join('\n')] : []),
  ].join('\n\n');

function typeText(type: GraphQLNamedType): string {
  const parts = [`### ${type.name}`, words(type.description)];
  if (isObjectType(type) && type.getInterfaces().length > 0)
    parts.push(
      `Is a ${type
        .getInterfaces()
        .map(({ name }) => `\`${name}\``)
        .join(', ')}.`,
    );
  if (isUnionType(type))
    parts.push(
      type
        .getTypes()
        .map(({ name }) => `- \`${name}\``)
        .join('\n'),
    );
  if (isEnumType(type))
    parts.push(
      type
        .getValues()
        .map((value) => `- \`${value.name}\`: ${goes(value)}${words(value.description)}`)
        .join('\n'),
    );
  if (isInputObjectType(type)) parts.push(Object.values(type.getFields()).map(line).join('\n'));
  if (isObjectType(type) || isInterfaceType(type)) parts.push(fieldsOf(type).map(lines).join('\n'));
  return parts.filter((part) => part !== '').join('\n\n');
}
