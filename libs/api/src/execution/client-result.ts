import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { toClientError, type ErrorScope } from '../errors';

/** A result as clients see it. */
export function toClientResult(result: ExecutionResult, scope: ErrorScope): FormattedExecutionResult {
  if (!result.errors) return result as FormattedExecutionResult;
  return { ...result, errors: result.errors.map((error) => toClientError(error, scope).toJSON()) };
}
