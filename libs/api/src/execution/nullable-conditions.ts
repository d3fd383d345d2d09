import { getOperationAST, Kind, visit, type DocumentNode } from 'graphql';

/** Variables that decide what is skipped or included and, having a default, may yet be null. */
export function nullableConditions(document: DocumentNode, operationName: string): readonly string[] {
  const { variableDefinitions = [] } = getOperationAST(document, operationName || undefined) ?? {};
  const nullable = variableDefinitions.filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE);
  if (nullable.length === 0) return [];
  const asked = new Set<string>();
  visit(document, {
    Directive: ({ arguments: given = [] }) => {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) asked.add(value.name.value);
    },
  });
  return nullable.map(({ variable }) => variable.name.value).filter((name) => asked.has(name));
}
