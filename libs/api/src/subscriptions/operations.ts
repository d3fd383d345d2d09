import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { readerOf, type GraphContext, type Viewer } from '../context';
import { refuse, type ErrorScope } from '../errors';
import { toClientResult } from '../execution/client-result';
import type { Executor, Variables } from '../execution/executor';
import { selectionOf, type Selection } from '../schema/selection';
import { scopeOf, type Audience } from './audience';
import type { Open } from './outlet';

export interface Subscribe {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  readonly context: GraphContext;
}

/** A subscription as its field sees it. */
export interface Operation {
  readonly viewer: Viewer;
  readonly args: Readonly<Record<string, unknown>>;
  /** What is wanted below the field. */
  readonly fields: Selection;
  /** The audience that it belongs to, where its filter is this one. */
  audience(filter: unknown): Audience;
}

/** How each subscription of the schema is served, by the name of its field. */
export type OpenByField = Readonly<Record<string, (operation: Operation) => Open>>;

export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly logFault: ErrorScope['logFault'];
  readonly byField: OpenByField;
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Finds out what a subscription asks for. @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
export function openers({ schema, executor, logFault, byField }: OperationParts): (request: Subscribe) => Open {
  const fields = schema.getSubscriptionType()!.getFields();
  const numbers = new WeakMap<DocumentNode, number>();
  let documents = 0;

  const numberOf = (document: DocumentNode): number => {
    const number = numbers.get(document) ?? ++documents;
    numbers.set(document, number);
    return number;
  };

  return ({ document, operationName, variables, context }) => {
    const viewer = readerOf(context);
    const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
    const fragments = fragmentsOf(document);
    const fieldNodes = rootFields(operation.selectionSet, fragments);
    const [node] = fieldNodes;
    const field = node && fields[node.name.value];
    const open = field && byField[field.name];
    if (!open) throw refuse('BAD_USER_INPUT', 'A subscription asks for one field of the type Subscription.');
    const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
    if (given.errors) throw refuse('BAD_USER_INPUT', given.errors[0]!.message);
    const alike = withoutCursor(node, given.coerced);
    return open({
      viewer,
      args: getArgumentValues(field, node, given.coerced),
      fields: selectionOf({ fieldNodes, fragments }),
      audience: (filter) => ({
        // The filter names the viewer where it asks for the viewer's own.
        key: JSON.stringify([numberOf(document), operationName, alike, filter, scopeOf(viewer)]),
        viewer,
        async answer(value, scope) {
          const result = await executor.execute(document, operationName, scope, variables, value);
          return JSON.stringify(toClientResult(result, { requestId: scope.requestId, logFault }));
        },
      }),
    });
  };
}

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );

/** A valid subscription has one root field; it may be written in several places. */
const rootFields = (set: SelectionSetNode, fragments: Fragments): FieldNode[] =>
  set.selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one];
    return rootFields(
      one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : fragments[one.name.value]!.selectionSet,
      fragments,
    );
  });

/** Everybody comes with a cursor of their own; what follows is the same. */
function withoutCursor(node: FieldNode, variables: Variables): Variables {
  const after = node.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== Kind.VARIABLE) return variables;
  const { [after.name.value]: _, ...alike } = variables;
  return alike;
}
