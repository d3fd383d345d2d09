import type { Instant, MessageChannel, MessageDraft, MessageFact, MessageStatus, MovedTo } from '@whereabouts/model';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db';
import { namedUuid } from '../ids';
import { insertRows, recordset, toJson, type Columns } from '../recordset';

/** What tells a message from the others of a merchant. */
export interface MessageKey {
  readonly merchantId: string;
  readonly caseId: string;
  readonly said: number;
}

export interface MessageWrite extends MessageKey {
  readonly orderId: string | null;
  readonly draft: MessageDraft;
  readonly writtenBy: string;
  /** The same words that were sent since then are not sent again. */
  readonly repeatedSince: Instant;
}

/** A message in the log, as far as the history of its case speaks of it. */
export interface LoggedMessage extends MessageKey {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly status: MessageStatus;
}

const WRITTEN: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  case_id: 'uuid',
  said: 'int',
  order_id: 'uuid',
  ticket_id: 'uuid',
  channel: 'text',
  template: 'text',
  language: 'text',
  status: 'text',
  recipient: 'text',
  subject: 'text',
  body: 'text',
  same_as: 'uuid',
  written_by: 'text',
  queued_at: 'timestamptz',
  due_at: 'timestamptz',
  failed_at: 'timestamptz',
  withheld_because: 'text',
};
const PUT = `${insertRows('message', WRITTEN).replace(recordset(WRITTEN), recordset({ ...WRITTEN, since: 'timestamptz' }))}
   where r.status = 'FAILED' or not exists (
           select from message m where m.merchant_id = r.merchant_id and m.same_as = r.same_as
              and (m.status in ('QUEUED', 'AWAITING_APPROVAL') or (m.status = 'SENT' and m.sent_at > r.since)))
  on conflict do nothing
  returning id, merchant_id, case_id, said, channel, template, status`;

interface LoggedRow {
  id: string;
  merchant_id: string;
  case_id: string;
  said: number;
  channel: MessageChannel;
  template: string;
  status: MessageStatus;
}
const fromRow = (row: LoggedRow): LoggedMessage => ({
  id: row.id,
  merchantId: row.merchant_id,
  caseId: row.case_id,
  said: row.said,
  channel: row.channel,
  template: row.template,
  status: row.status,
});

/** Writes messages into the log, in the transaction that wants them. Gives those that are new: the others were said before. */
export async function putMessages(tx: Tx, writes: readonly MessageWrite[], now: Instant): Promise<LoggedMessage[]> {
  const rows = writes.map(({ merchantId, caseId, said, orderId, draft, writtenBy, repeatedSince }) => ({
    merchant_id: merchantId,
    id: uuidv7(),
    case_id: caseId,
    said,
    order_id: orderId,
    ticket_id: draft.ticketId,
    channel: draft.channel,
    template: draft.template,
    language: draft.language,
    status: draft.status,
    recipient: draft.to,
    subject: draft.subject,
    body: draft.body,
    same_as: namedUuid(0, 'message', merchantId, draft.sameAs),
    written_by: writtenBy,
    queued_at: now,
    due_at: draft.dueAt,
    failed_at: draft.status === 'FAILED' ? now : null,
    withheld_because: draft.withheldBecause,
    since: repeatedSince,
  }));
  const written = await tx.query<LoggedRow>({ name: 'put-messages', text: PUT, values: [toJson(rows)] });
  return written.rows.map(fromRow);
}

export interface MessageMove extends MessageKey {
  readonly to: MovedTo;
  /** When it would go out, by channel: of one that is to. */
  readonly dueAt: Readonly<Record<MessageChannel, Instant>> | null;
}

const MOVES = recordset({ merchant_id: 'uuid', case_id: 'uuid', said: 'int', to_status: 'text', due: 'json' });
const IN_HAND = `coalesce(m.leased_until > $2, false)`;
const MOVE = `
  update message m
     set status = r.to_status,
         queued_at = case r.to_status when 'QUEUED' then $2 else m.queued_at end,
         due_at = case r.to_status when 'QUEUED' then (r.due->>m.channel)::timestamptz else m.due_at end,
         withdrawn_at = case r.to_status when 'WITHDRAWN' then $2::timestamptz end
    from ${MOVES}
   where m.merchant_id = r.merchant_id and m.case_id = r.case_id and m.said = r.said and m.status <> r.to_status
     and case when r.to_status = 'WITHDRAWN' then m.status in ('QUEUED', 'AWAITING_APPROVAL') and not ${IN_HAND}
              when m.status = 'QUEUED' then r.to_status = 'AWAITING_APPROVAL' and not ${IN_HAND}
              when m.status = 'AWAITING_APPROVAL' then r.to_status = 'QUEUED'
              else m.status = 'WITHDRAWN' and not exists (
                     select from message o where o.merchant_id = m.merchant_id and o.same_as = m.same_as
                        and o.status in ('QUEUED', 'AWAITING_APPROVAL')) end
  returning m.id, m.merchant_id, m.case_id, m.said, m.channel, m.template, m.status`;

/** Another case queued the same words in the same moment: what was asked is run again and finds them. */
class SaidMeanwhile extends Error {
  readonly code = '40001';
}

/** Moves messages that did not go out yet. Gives those that were moved: what is sent, or on its way, stays. */
export async function moveMessages(tx: Tx, moves: readonly MessageMove[], now: Instant): Promise<LoggedMessage[]> {
  const rows = moves.map(({ merchantId, caseId, said, to, dueAt }) => ({
    merchant_id: merchantId,
    case_id: caseId,
    said,
    to_status: to,
    due: dueAt,
  }));
  const moved = await tx
    .query<LoggedRow>({ name: 'move-messages', text: MOVE, values: [toJson(rows), now] })
    .catch((error: unknown) => {
      if ((error as { constraint?: string }).constraint === 'message_pending')
        throw new SaidMeanwhile('the same was queued meanwhile');
      throw error;
    });
  return moved.rows.map(fromRow);
}

/** The messages of some cases, held against being sent until the transaction ends. */
export async function holdMessages(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly MessageFact[]>> {
  const { rows } = await tx.query<{ case_id: string; said: number; status: MessageStatus; in_hand: boolean }>({
    name: 'hold-messages',
    text: `select m.case_id, m.said, m.status, coalesce(m.leased_until > $3, false) and m.status = 'QUEUED' as in_hand
             from message m where m.merchant_id = $1 and m.case_id = any($2::uuid[])
            order by m.case_id, m.said for update`,
    values: [merchantId, caseIds, now],
  });
  const found = new Map<string, MessageFact[]>();
  for (const { case_id, said, status, in_hand } of rows)
    found.set(case_id, [...(found.get(case_id) ?? []), { said, status, isInHand: in_hand }]);
  return found;
}
