import type { Delivery, Instant, MessageChannel } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';

/** A message that is due, in hand of this process until its lease ends. */
export interface DueMessage {
  readonly merchantId: string;
  readonly id: string;
}

/** A message as it is sent. */
export interface OutgoingMessage extends DueMessage {
  readonly caseId: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly to: string;
  readonly subject: string | null;
  readonly body: string;
  readonly queuedAt: Instant;
  /** This attempt included. */
  readonly tries: number;
  /** The ticket in which the customer is answered, at its source. */
  readonly ticket: { readonly sourceId: string; readonly externalId: string } | null;
}

const CLAIM = `
  with due as (
    select m.merchant_id, m.id from message m
     where m.status = 'QUEUED' and m.due_at <= $1 and (m.leased_until is null or m.leased_until <= $1)
     order by m.due_at limit $2 for update skip locked)
  update message m set leased_until = $3 from due
   where m.merchant_id = due.merchant_id and m.id = due.id
  returning m.merchant_id, m.id`;

/** Takes messages that are due into hand. One statement and one index probe when none is. */
export async function claimDueMessages(tx: Tx, now: Instant, limit: number, lease: Instant): Promise<DueMessage[]> {
  const { rows } = await tx.query<{ merchant_id: string; id: string }>({
    name: 'claim-due-messages',
    text: CLAIM,
    values: [now, limit, lease],
  });
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id }));
}

interface OutgoingRow {
  case_id: string;
  channel: MessageChannel;
  template: string;
  recipient: string;
  subject: string | null;
  body: string;
  queued_at: Instant;
  tries: number;
  source_id: string | null;
  external_id: string | null;
}

// An expression is not what the index of those that wait is for: it would be gone through for one of them.
const IS_QUEUED = `status || '' = 'QUEUED'`;

const BEGIN = `
  with begun as (
    update message m set tries = m.tries + 1
     where m.merchant_id = $1 and m.id = $2 and m.${IS_QUEUED} and m.leased_until = $3
    returning m.case_id, m.channel, m.template, m.recipient, m.subject, m.body, m.queued_at, m.tries, m.ticket_id)
  select b.*, t.source_id, t.external_id from begun b left join ticket t on t.merchant_id = $1 and t.id = b.ticket_id`;

/** Counts an attempt before it is made: whoever takes over after a crash knows of it. Null when it is not ours any more. */
export async function beginAttempt(db: Queryable, key: DueMessage, lease: Instant): Promise<OutgoingMessage | null> {
  const { rows } = await db.query<OutgoingRow>({
    name: 'begin-attempt',
    text: BEGIN,
    values: [key.merchantId, key.id, lease],
  });
  const [row] = rows;
  return row === undefined
    ? null
    : {
        ...key,
        caseId: row.case_id,
        channel: row.channel,
        template: row.template,
        to: row.recipient,
        subject: row.subject,
        body: row.body,
        queuedAt: row.queued_at,
        tries: row.tries,
        ticket:
          row.source_id === null || row.external_id === null
            ? null
            : { sourceId: row.source_id, externalId: row.external_id },
      };
}

/** Gives a message back that waits for something. `counts`: it was attempted. */
export async function putMessageOff(
  db: Queryable,
  key: DueMessage,
  lease: Instant,
  { dueAt, because, counts }: { readonly dueAt: Instant; readonly because: string; readonly counts: boolean },
): Promise<void> {
  await db.query({
    name: 'put-message-off',
    text: `update message set due_at = $4, withheld_because = $5, leased_until = null, tries = tries - $6
            where merchant_id = $1 and id = $2 and ${IS_QUEUED} and leased_until = $3`,
    values: [key.merchantId, key.id, lease, dueAt, because.slice(0, LONGEST_REASON).toWellFormed(), counts ? 0 : 1],
  });
}

const LONGEST_REASON = 500;

/** Ends a message in the transaction that tells its case. False when it is not ours any more. */
export async function endMessage(
  tx: Tx,
  key: DueMessage,
  lease: Instant,
  delivery: Exclude<Delivery, { status: 'QUEUED' }>,
  now: Instant,
): Promise<boolean> {
  const isSent = delivery.status === 'SENT';
  const { rowCount } = await tx.query({
    name: 'end-message',
    text: `update message set status = $4, sent_at = $5, failed_at = $6, withheld_because = $7, reference = $8, leased_until = null
            where merchant_id = $1 and id = $2 and ${IS_QUEUED} and leased_until = $3`,
    values: [
      key.merchantId,
      key.id,
      lease,
      delivery.status,
      isSent ? now : null,
      isSent ? null : now,
      isSent ? null : delivery.because.slice(0, LONGEST_REASON).toWellFormed(),
      isSent ? delivery.reference : null,
    ],
  });
  return rowCount === 1;
}
