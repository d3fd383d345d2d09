import type { FeedPosition } from '@whereabouts/store';
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
import { caseSelection, toCaseFilter } from '../cases/case-mapping';
import { decodeFeedCursor } from '../changes/cursor';
import type { ExceptionChangesArgs } from '../changes/change.resolver';
import { readerOf, type GraphContext } from '../context';
import { refuse, type ErrorScope } from '../errors';
import { toClientResult } from '../execution/client-result';
import type { Executor, Variables } from '../execution/executor';
import { below, selectionOf } from '../schema/selection';
import type { Audience } from './change-hub';

export interface Subscribe {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Variables | null;
  readonly context: GraphContext;
}

export interface AudienceParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly logFault: ErrorScope['logFault'];
}

/** Finds out to which audience a subscription belongs, and from where it wants to go on. */
export type AudienceOf = (request: Subscribe) => { readonly audience: Audience; readonly after: FeedPosition | null };

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export function audiences({ schema, executor, logFault }: AudienceParts): AudienceOf {
  const field = schema.getSubscriptionType()!.getFields()['exceptionChanges']!;
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
    const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
    if (given.errors) throw refuse('BAD_USER_INPUT', given.errors[0]!.message);
    const args = getArgumentValues(field, fieldNodes[0]!, given.coerced) as unknown as ExceptionChangesArgs;
    const filter = toCaseFilter(args.filter, viewer);
    const alike = withoutCursor(fieldNodes[0]!, given.coerced);
    const audience: Audience = {
      // The filter names the viewer where it asks for the viewer's own.
      key: JSON.stringify([numberOf(document), operationName, alike, filter, viewer.merchantId, viewer.role]),
      viewer,
      filter,
      selection: caseSelection(below(selectionOf({ fieldNodes, fragments }), 'exceptionCase')),
      async answer(change, scope) {
        const result = await executor.execute(document, operationName, scope, variables, change);
        return JSON.stringify(toClientResult(result, { requestId: scope.requestId, logFault }));
      },
    };
    return { audience, after: args.after ? decodeFeedCursor(args.after) : null };
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
