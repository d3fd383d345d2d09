import { isObjectType, printSchema, visit, parse, print, Kind, type DirectiveNode, type GraphQLSchema } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n\n';

/** Plain values that other subgraphs may well have in the same form. */
const SHARED_VALUES: ReadonlySet<string> = new Set(['PageInfo', 'Money']);

const KEY = directiveOf('@key(fields: "id")');
const SHAREABLE = directiveOf('@shareable');

/** What a gateway composes a graph of: the plain schema, with every node known by its id. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const document = visit(parse(printSchema(schema), { noLocation: true }), {
    ObjectTypeDefinition(node) {
      const { name } = node;
      const type = schema.getType(name.value);
      const isNode = isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Node');
      const added = [...(isNode ? [KEY] : []), ...(SHARED_VALUES.has(name.value) ? [SHAREABLE] : [])];
      return added.length === 0 ? false : { ...node, directives: [...(node.directives ?? []), ...added] };
    },
  });
  return `${LINK}${print(document)}\n`;
}

function directiveOf(text: string): DirectiveNode {
  const [type] = parse(`type X ${text} { y: Int }`, { noLocation: true }).definitions;
  if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(`not a directive: ${text}`);
  return type.directives![0]!;
}
