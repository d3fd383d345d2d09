import { isAllowed, RIGHTS, type Right } from '@whereabouts/model';
import type { Refusal } from '@whereabouts/pipeline';
import type { Viewer } from './context';
import type { UserErrorType } from './schema/common.type';

export const toUserError = ({ refused, message, field }: Refusal): UserErrorType => ({
  code: refused,
  message,
  field: field ?? null,
});

/** A refusal of the pipeline, whose fields are those of the input. */
export const inputError = ({ field, ...refusal }: Refusal): UserErrorType =>
  toUserError({ ...refusal, ...(field && { field: ['input', ...field] }) });

const ROLES = new Intl.ListFormat('en');

/** What is missing: the role, which an admin gives, or only the scope of the key. */
export const forbidden = ({ role }: Viewer, right: Right, what: string): UserErrorType => ({
  code: 'FORBIDDEN',
  message: isAllowed(right, role, null)
    ? `This key may not ${what}. Send one with the scope ${RIGHTS[right].scope}.`
    : `The role ${role} does not allow you to ${what}: ${ROLES.format(RIGHTS[right].roles)} may.`,
  field: null,
});

export const notFound = (what: string, ...field: readonly string[]): UserErrorType => ({
  code: 'NOT_FOUND',
  message: `There is no ${what} with this id.`,
  field: ['input', ...field],
});
