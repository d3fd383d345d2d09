import {
  execute,
  getOperationAST,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { GraphContext } from '../context';
import { nullableConditions } from './nullable-conditions';
import { oneErrorEach, type OneErrorEach } from './one-error-each';

export type Variables = Readonly<Record<string, unknown>>;

export interface Executor {
  /** Executes a validated document. The answer's errors are as they were thrown. */
  execute(
    document: DocumentNode,
    operationName: string | null | undefined,
    context: GraphContext,
    variables: Variables | null | undefined,
    rootValue?: unknown,
  ): Promise<ExecutionResult> | ExecutionResult;
  /** Compiles all operations of a validated document before they are asked for. */
  compile(document: DocumentNode): void;
}

interface Operation {
  uses: number;
  compiled: Compiled | null | undefined;
}

interface Compiled {
  readonly query: CompiledQuery['query'];
  /** Variables that the compiled operation would take for false where the interpreter refuses null. */
  readonly conditions: readonly string[];
  /** Made when something fails. */
  choose: OneErrorEach | undefined;
}

/** Values come typed from the database and the vocabulary: strings, numbers and enum words go out as they are. */
const COMPILING = { disableLeafSerialization: true };

/** The first use is interpreted: compiling costs more than one execution, and many ad-hoc documents come once. */
const COMPILED_FROM_USE = 2;

/**
 * Executes documents, compiled where they come back. Compilations are kept as long as their document is: whoever keeps
 * documents bounds them.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const documents = new WeakMap<DocumentNode, Map<string, Operation>>();

  const operationOf = (document: DocumentNode, name: string): Operation => {
    let operations = documents.get(document);
    if (!operations) documents.set(document, (operations = new Map<string, Operation>()));
    const known = operations.get(name);
    if (known) return known;
    // A single operation is the same one whether it is named or not.
    const own = getOperationAST(document, name || undefined)?.name?.value ?? '';
    const operation = operations.get(own) ?? {
      uses: 0,
      compiled: isForTheInterpreter(document) ? null : undefined,
    };
    operations.set(own, operation).set(name, operation);
    return operation;
  };

  const compile = (document: DocumentNode, operation: Operation, name: string): Compiled | null => {
    if (operation.compiled !== undefined) return operation.compiled;
    const made = compileQuery(schema, document, name || undefined, COMPILING);
    const compiled = isCompiledQuery(made)
      ? { query: made.query, conditions: nullableConditions(document, name), choose: undefined }
      : null;
    return (operation.compiled = compiled);
  };

  return {
    compile(document) {
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const name = definition.name?.value ?? '';
        const operation = operationOf(document, name);
        compile(document, operation, name);
        operation.uses = COMPILED_FROM_USE;
      }
    },
    execute(document, operationName, context, variables, rootValue) {
      const name = operationName ?? '';
      const operation = operationOf(document, name);
      operation.uses++;
      const compiled = operation.uses < COMPILED_FROM_USE ? null : compile(document, operation, name);
      const given = variables as Record<string, unknown>;
      const interpret = (): Answer =>
        execute({
          schema,
          document,
          operationName,
          contextValue: context,
          variableValues: given,
          rootValue,
        }) as Answer;
      if (!compiled || compiled.conditions.some((variable) => given?.[variable] === null)) return interpret();
      const answer = compiled.query(rootValue, context, given) as Answer;
      const chosen = (result: ExecutionResult): ExecutionResult => {
        if (!result.errors) return result;
        compiled.choose ??= oneErrorEach(schema, document, name);
        return { ...result, errors: compiled.choose(result.errors) };
      };
      if ('then' in answer) return answer.then(chosen);
      // Variables that do not fit are found before anything runs; graphql-js says better where.
      return answer.data === undefined ? interpret() : chosen(answer);
    },
  };
}

type Answer = Promise<ExecutionResult> | ExecutionResult;

/** Introspection is asked once a client and would compile to a very large function. */
const isForTheInterpreter = (document: DocumentNode): boolean =>
  document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && asksForTheSchema(definition, document),
  );

const asksForTheSchema = ({ selectionSet }: OperationDefinitionNode, { definitions }: DocumentNode): boolean =>
  [
    selectionSet,
    ...definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [one.selectionSet] : [])),
  ].some(({ selections }) =>
    selections.some((one) => one.kind === Kind.FIELD && (one.name.value === '__schema' || one.name.value === '__type')),
  );
