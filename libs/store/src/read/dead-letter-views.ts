import type { Instant } from '@whereabouts/model';
import type { Queryable } from '../db';
import { beyond, boundedCount, orderBy, toPage, type Page, type PageRequest, type SortColumn } from './keyset';
import { parameters, read } from './statement';

/** An input, or a record of one, that could not be used, as the API shows it. */
export interface DeadLetterView {
  readonly id: string;
  readonly sourceId: string;
  readonly receivedAt: Instant;
  /** Where in the input; empty: the input as a whole. */
  readonly path: string;
  readonly error: string;
  readonly attempts: number;
  readonly preview: string;
}

const SELECT = `select d.id, d.source_id as "sourceId", d.received_at as "receivedAt", d.path, d.error, d.attempts, d.preview
  from dead_letter d where d.merchant_id = $1`;
const SORT: readonly SortColumn[] = [{ sql: 'd.id', type: 'uuid', descending: true }];

/** The latest first; of some sources only, where they are given. */
export async function deadLetterPage(
  db: Queryable,
  merchantId: string,
  sourceIds: readonly string[] | null,
  request: PageRequest,
): Promise<Page<DeadLetterView>> {
  const given = parameters(merchantId);
  let text = SELECT;
  if (sourceIds) text += ` and d.source_id = any(${given.add(sourceIds)}::uuid[])`;
  if (request.after) text += ` and ${beyond(SORT, request.after, 'after', given.add)}`;
  if (request.before) text += ` and ${beyond(SORT, request.before, 'before', given.add)}`;
  text += ` order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<DeadLetterView>(db, text, given.values), request);
}

/** By id, in no order. */
export const deadLettersByIds = (
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
): Promise<DeadLetterView[]> => read(db, `${SELECT} and d.id = any($2::uuid[])`, [merchantId, ids]);

/** Exact up to 10,000. */
export async function deadLetterTotal(
  db: Queryable,
  merchantId: string,
  sourceIds: readonly string[] | null,
): Promise<number> {
  const given = parameters(merchantId);
  const only = sourceIds ? ` and source_id = any(${given.add(sourceIds)}::uuid[])` : '';
  const counted = boundedCount(`from dead_letter where merchant_id = $1${only}`);
  const rows = await read<{ total: number }>(db, counted, given.values);
  return rows[0]!.total;
}
