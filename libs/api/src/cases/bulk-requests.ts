import type { CloseCode, Instant } from '@whereabouts/model';
import { BULK_LIMIT, type CaseRequest, type Refusal } from '@whereabouts/pipeline';
import { privateId } from '@whereabouts/store';
import type { UserErrorType } from '../schema/common.type';
import { inputError, notFound } from '../user-errors';
import type { BulkPayloadType } from './case.type';

/** What may be done to many cases at once. */
export interface ManyAsked {
  readonly assignTo?: string | null;
  readonly addTags?: readonly string[] | null;
  readonly note?: string | null;
  readonly snoozeUntil?: Instant | null;
  readonly closeCode?: CloseCode | null;
}

const invalid = (message: string, field: string): UserErrorType => ({
  code: 'INVALID',
  message,
  field: ['input', field],
});

export const refusedAll = (...userErrors: readonly UserErrorType[]): BulkPayloadType => ({
  updated: 0,
  results: [],
  userErrors,
});

/** Why so many cases cannot be worked at once; null when they can. */
export const tooMany = (ids: readonly string[], field: string): UserErrorType | null =>
  ids.length > BULK_LIMIT
    ? invalid(`At most ${BULK_LIMIT} cases at once, these are ${ids.length}: send them in parts.`, field)
    : null;

/** What the fields of single commands are called where many cases are worked. */
const FIELDS: Readonly<Record<string, string>> = {
  ownerId: 'assignTo',
  add: 'addTags',
  text: 'note',
  until: 'snoozeUntil',
};

/** Why one of many cases was refused. @param whose the field that names the cases */
export const oneOfManyError = ({ field, ...refusal }: Refusal, whose: string): UserErrorType =>
  inputError({
    ...refusal,
    ...(field && { field: field.map((name) => (name === 'id' ? whose : (FIELDS[name] ?? name))) }),
  });

/** What is asked of each case, in this order; or why nothing can be. @param whose the field that names the cases */
export function requestsOf(
  { assignTo, addTags, note, snoozeUntil, closeCode }: ManyAsked,
  whose: string,
): CaseRequest[] | UserErrorType {
  const ownerId = assignTo ? privateId('user', assignTo) : null;
  if (assignTo && !ownerId) return notFound('user', 'assignTo');
  if (snoozeUntil && closeCode)
    return invalid('A case is put aside or closed, not both: leave one out.', 'snoozeUntil');
  const requests: CaseRequest[] = [];
  if (ownerId) requests.push({ type: 'assign', ownerId });
  if (addTags?.length) requests.push({ type: 'tag', add: addTags });
  if (note?.trim()) requests.push({ type: 'note', text: note });
  if (snoozeUntil) requests.push({ type: 'snooze', until: snoozeUntil });
  if (closeCode) requests.push({ type: 'close', closeCode });
  return requests.length === 0 ? invalid('Say what is to be done with the cases.', whose) : requests;
}
