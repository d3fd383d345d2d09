import type { Instant } from '@whereabouts/model';
import type { Queryable } from '../db';
import { beyond, orderBy, toPage, type Page, type PageRequest, type SortColumn } from './keyset';
import { parameters, read } from './statement';

/** One entry of a case's history as the API shows it. */
export interface ActivityView {
  readonly id: string;
  readonly caseId: string;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
  readonly hash: string;
}

const ENTRY = `select a.id, a.case_id as "caseId", a.at, a.actor, a.action, a.detail, a.hash from activity a
  where a.merchant_id = $1`;
const SELECT = `${ENTRY} and a.case_id = $2`;
export const ACTIVITY_MOMENTS = ['at'] as const;

/** How many entries the beginning of a history holds: one more than a page, which tells whether there is more. */
export const HISTORY_START = 51;

/** The beginnings of the histories of the cases that this SQL array names. */
export const activityOfCases = (caseIds: string): string => `
  select a.* from unnest(${caseIds}) as of_case(id)
   cross join lateral (${SELECT.replace('a.case_id = $2', 'a.case_id = of_case.id')} order by a.id limit ${HISTORY_START}) a`;

/** The beginnings of some histories, each oldest first. */
export const activityStarts = (
  db: Queryable,
  merchantId: string,
  caseIds: readonly string[],
): Promise<ActivityView[]> => read(db, activityOfCases('$2::uuid[]'), [merchantId, caseIds]);

const SORT: readonly SortColumn[] = [{ sql: 'a.id', type: 'uuid' }];

/** The history of one case, oldest first: the order of its hash chain. */
export async function activityPage(
  db: Queryable,
  merchantId: string,
  caseId: string,
  request: PageRequest,
): Promise<Page<ActivityView>> {
  const given = parameters(merchantId, caseId);
  let text = SELECT;
  if (request.after) text += ` and ${beyond(SORT, request.after, 'after', given.add)}`;
  if (request.before) text += ` and ${beyond(SORT, request.before, 'before', given.add)}`;
  text += ` order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<ActivityView>(db, text, given.values), request);
}

/** Entries of several histories by key, in no order. */
export const activitiesByKeys = (
  db: Queryable,
  merchantId: string,
  keys: readonly { readonly caseId: string; readonly id: string }[],
): Promise<ActivityView[]> =>
  read(db, `${ENTRY} and (a.case_id, a.id) in (select * from unnest($2::uuid[], $3::uuid[]))`, [
    merchantId,
    keys.map(({ caseId }) => caseId),
    keys.map(({ id }) => id),
  ]);

export async function activityById(
  db: Queryable,
  merchantId: string,
  key: { readonly caseId: string; readonly id: string },
): Promise<ActivityView | null> {
  return (await read<ActivityView>(db, `${SELECT} and a.id = $3`, [merchantId, key.caseId, key.id]))[0] ?? null;
}
