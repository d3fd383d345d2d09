import type { Instant, MessageChannel, MessageStatus } from '@whereabouts/model';
import type { Queryable } from '../db';
import { beyond, orderBy, toPage, type Page, type PageRequest, type SortColumn } from './keyset';
import { parameters, read, selectList } from './statement';

/** A message as the API shows it. */
export interface MessageView {
  readonly id: string;
  readonly caseId: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly language: string;
  readonly status: MessageStatus;
  readonly to: string;
  readonly subject: string | null;
  readonly body: string;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  readonly sentAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withheldBecause: string | null;
}

const COLUMNS: Readonly<Record<keyof MessageView, string>> = {
  id: 'm.id',
  caseId: 'm.case_id',
  channel: 'm.channel',
  template: 'm.template',
  language: 'm.language',
  status: 'm.status',
  to: 'm.recipient',
  subject: 'm.subject',
  body: 'm.body',
  queuedAt: 'm.queued_at',
  dueAt: 'm.due_at',
  sentAt: 'm.sent_at',
  failedAt: 'm.failed_at',
  withdrawnAt: 'm.withdrawn_at',
  withheldBecause: 'm.withheld_because',
};

export const MESSAGE_MOMENTS = ['queuedAt', 'dueAt', 'sentAt', 'failedAt', 'withdrawnAt'] as const;

/** More messages about one thing than anybody reads; all of them are in `messages`. */
const MOST_OF_ONE = 100;

export interface MessageOf extends MessageView {
  /** The order or the case that was asked about. */
  readonly of: string;
}

/** Of each of the things that this SQL array names, the newest; in order of time. */
const newest = (of: string, things: string, source: string): string => `
  select n.* from unnest(${things}) as w (id) cross join lateral (
    select ${selectList({ ...COLUMNS, of })} from ${source} order by m.id desc limit ${MOST_OF_ONE}) n
   order by n.id`;

export const messagesOfCasesSql = (caseIds: string): string =>
  newest('w.id', caseIds, 'message m where m.merchant_id = $1 and m.case_id = w.id');

/** What was written about a case before anybody knew whose it was is of the order of the case. */
export const messagesOfOrdersSql = (orderIds: string): string =>
  newest(
    'w.id',
    orderIds,
    `(select k.id from message k where k.merchant_id = $1 and k.order_id = w.id
       union
      select k.id from exception_case c join message k on k.merchant_id = c.merchant_id and k.case_id = c.id
       where c.merchant_id = $1 and c.order_id = w.id and k.order_id is null) f
     join message m on m.merchant_id = $1 and m.id = f.id`,
  );

export const messagesOfCases = (db: Queryable, merchantId: string, caseIds: readonly string[]): Promise<MessageOf[]> =>
  read(db, messagesOfCasesSql('$2::uuid[]'), [merchantId, caseIds]);

export const messagesOfOrders = (
  db: Queryable,
  merchantId: string,
  orderIds: readonly string[],
): Promise<MessageOf[]> => read(db, messagesOfOrdersSql('$2::uuid[]'), [merchantId, orderIds]);

export const messagesByIds = (db: Queryable, merchantId: string, ids: readonly string[]): Promise<MessageView[]> =>
  read(db, `select ${selectList(COLUMNS)} from message m where m.merchant_id = $1 and m.id = any($2::uuid[])`, [
    merchantId,
    ids,
  ]);

export interface MessageFilter {
  readonly status?: readonly MessageStatus[];
  readonly channel?: readonly MessageChannel[];
}

const SORT: readonly SortColumn[] = [{ sql: 'm.id', type: 'uuid', descending: true }];

/** The log of a merchant, the newest first. */
export async function messagePage(
  db: Queryable,
  merchantId: string,
  filter: MessageFilter,
  request: PageRequest,
): Promise<Page<MessageView>> {
  const given = parameters(merchantId);
  const where = ['m.merchant_id = $1'];
  if (filter.status !== undefined) where.push(`m.status = any(${given.add(filter.status)})`);
  if (filter.channel !== undefined) where.push(`m.channel = any(${given.add(filter.channel)})`);
  if (request.after) where.push(beyond(SORT, request.after, 'after', given.add));
  if (request.before) where.push(beyond(SORT, request.before, 'before', given.add));
  const text = `select ${selectList(COLUMNS)} from message m where ${where.join(' and ')}
    order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<MessageView>(db, text, given.values), request);
}
