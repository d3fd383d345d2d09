import type { Refusal } from '@whereabouts/pipeline';
import type { UserErrorType } from './schema/common.type';

export const toUserError = ({ refused, message, field }: Refusal): UserErrorType => ({
  code: refused,
  message,
  field: field ?? null,
});

/** A refusal of the pipeline, whose fields are those of the input. */
export const inputError = ({ field, ...refusal }: Refusal): UserErrorType =>
  toUserError({ ...refusal, ...(field && { field: ['input', ...field] }) });

export const forbidden = (what: string): UserErrorType => ({
  code: 'FORBIDDEN',
  message: `Your role does not allow you to ${what}.`,
  field: null,
});

export const notFound = (what: string, ...field: readonly string[]): UserErrorType => ({
  code: 'NOT_FOUND',
  message: `There is no ${what} with this id.`,
  field: ['input', ...field],
});
