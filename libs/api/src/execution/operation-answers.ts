import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import type { GraphContext } from '../context';
import type { ErrorScope } from '../errors';
import { toClientResult } from './client-result';
import type { Executor, Variables } from './executor';
import type { Gate, ShownCost } from './gate';
import { rateHeaders } from './limits/rate-headers';

/** A valid document, and what it is to be run with. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Variables | undefined;
}

/** What is answered over HTTP. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly result: FormattedExecutionResult<Record<string, unknown>, Record<string, unknown> & { cost: ShownCost }>;
}

export type AnswerOperation = (operation: Operation, context: GraphContext) => Promise<OperationAnswer>;

export interface AnswerParts {
  readonly executor: Executor;
  readonly gate: Gate;
  readonly logFault: ErrorScope['logFault'];
}

/** Charges the asker for a query or a mutation, and runs it. */
export const operationAnswers =
  ({ executor, gate, logFault }: AnswerParts): AnswerOperation =>
  async ({ document, operationName, variables }, context) => {
    const { cost, refusal, allowance } = await gate.charge(document, operationName, variables, context);
    const result = refusal
      ? { errors: [refusal] }
      : await executor.execute(document, operationName, context, variables);
    const shown = toClientResult(result, { requestId: context.requestId, logFault });
    const isRefused = shown.data === undefined && shown.errors !== undefined;
    return {
      status: allowance?.isSpent ? 429 : isRefused ? 400 : 200,
      headers: [
        ...(allowance ? rateHeaders(allowance) : []),
        ...(allowance?.isSpent ? [['retry-after', String(allowance.resetSeconds)] as const] : []),
      ],
      result: { ...shown, extensions: { ...shown.extensions, cost } },
    };
  };
