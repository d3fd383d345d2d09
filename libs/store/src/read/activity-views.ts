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

const SELECT = `select a.id, a.case_id as "caseId", a.at, a.actor, a.action, a.detail, a.hash from activity a
  where a.merchant_id = $1 and a.case_id = $2`;
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

export async function activityById(
  db: Queryable,
  merchantId: string,
  key: { readonly caseId: string; readonly id: string },
): Promise<ActivityView | null> {
  return (await read<ActivityView>(db, `${SELECT} and a.id = $3`, [merchantId, key.caseId, key.id]))[0] ?? null;
}
