import {
  getNullableType,
  getOperationAST,
  isListType,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

type Path = readonly (string | number)[];

/** Chooses of the errors of compiled execution those that the interpreter tells of. */
export type OneErrorEach = (errors: readonly GraphQLError[]) => readonly GraphQLError[];

/**
 * What may not be null and failed makes null what holds it. The interpreter says once why; the compiled executor says it
 * of everything in there that failed, such as each parcel of a page.
 */
export function oneErrorEach(schema: GraphQLSchema, document: DocumentNode, operationName: string): OneErrorEach {
  const types = typesByPath(schema, document, operationName);

  /** What became null by an error there. */
  const lost = (path: Path): Path => {
    let key = '';
    let type: GraphQLOutputType | undefined;
    let length = 0;
    for (const [index, step] of path.entries()) {
      const list: GraphQLOutputType | undefined = type && getNullableType(type);
      if (typeof step === 'string') type = types.get((key += `.${step}`));
      else type = isListType(list) ? (list.ofType as GraphQLOutputType) : undefined;
      if (!isNonNullType(type)) length = index + 1;
    }
    return path.slice(0, length);
  };

  return (errors) => {
    const told = new Set<string>();
    return errors.filter(({ path }) => {
      if (!path) return true;
      const hole = lost(path);
      if (hole.length === path.length) return true;
      const key = hole.join('.');
      return !told.has(key) && told.add(key);
    });
  };
}

/** The types of all fields that an operation asks for, by their names in the answer. */
function typesByPath(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string,
): ReadonlyMap<string, GraphQLOutputType> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const types = new Map<string, GraphQLOutputType>();
  const info = new TypeInfo(schema);
  const path: string[] = [''];
  const visitor = visitWithTypeInfo(info, {
    FragmentSpread: {
      enter({ name }) {
        const { typeCondition, selectionSet } = fragments.get(name.value)!;
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
      },
    },
    Field: {
      enter({ alias, name }) {
        path.push((alias ?? name).value);
        types.set(path.join('.'), info.getType()!);
      },
      leave: () => void path.pop(),
    },
  });
  visit(getOperationAST(document, operationName || undefined)!, visitor);
  return types;
}
