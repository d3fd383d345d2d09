import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { toClientError, type ErrorScope } from '../errors';

/** A result as clients see it: errors first, as the specification advises. */
export function toClientResult(result: ExecutionResult, scope: ErrorScope): FormattedExecutionResult {
  const { errors, ...rest } = result;
  if (!errors) return result as FormattedExecutionResult;
  return { errors: errors.map((error) => toClientError(error, scope)), ...rest };
}
