import type { Instant, TicketFacts, TicketTopic, TopicFound } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { namedUuid } from './ids';
import { insertRows, recordset, toJson, type Columns } from './recordset';

/** What apply needs to know of a ticket: the facts to merge into. */
export interface StoredTicket {
  readonly merchantId: string;
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly facts: TicketFacts;
}

/** A ticket with what apply makes of its facts. */
export interface TicketWrite extends StoredTicket {
  readonly subject: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** The order that it names, known or not. */
  readonly namedOrderId: string | null;
  readonly trackingNumber: string | null;
  /** In small letters. */
  readonly email: string | null;
  readonly topic: TopicFound;
}

export const ticketId = (merchantId: string, sourceId: string, externalId: string): string =>
  namedUuid(0, 'ticket', merchantId, sourceId, externalId);

const READ = `select t.merchant_id, t.id, t.source_id, t.external_id, t.facts from ticket t
  join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id)
 order by t.merchant_id, t.id for update of t`;

/** Tickets as they stand, locked in key order. */
export async function lockTickets(
  tx: Tx,
  keys: readonly Pick<StoredTicket, 'merchantId' | 'id'>[],
): Promise<StoredTicket[]> {
  const { rows } = await tx.query<{
    merchant_id: string;
    id: string;
    source_id: string;
    external_id: string;
    facts: TicketFacts;
  }>({
    name: 'lock-tickets',
    text: READ,
    values: [toJson(keys.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })))],
  });
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    id: row.id,
    sourceId: row.source_id,
    externalId: row.external_id,
    facts: row.facts,
  }));
}

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  source_id: 'uuid',
  external_id: 'text',
  facts: 'jsonb',
  subject: 'text',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
  named_order_id: 'uuid',
  tracking_number: 'text',
  email: 'text',
  topic: 'text',
  topic_because: 'text',
};
const INSERT = insertRows('ticket', COLUMNS);
const PUT = `${INSERT}
  on conflict (merchant_id, id) do update set ${Object.keys(COLUMNS)
    .filter((name) => !['merchant_id', 'id'].includes(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}, looked_at = null`;

/** Writes tickets. `keep` leaves those that exist as they are. Corrections stay. Returns the ids that were written. */
export async function putTickets(
  tx: Tx,
  tickets: readonly TicketWrite[],
  existing: 'replace' | 'keep',
): Promise<ReadonlySet<string>> {
  const rows = tickets.map((ticket) => ({
    merchant_id: ticket.merchantId,
    id: ticket.id,
    source_id: ticket.sourceId,
    external_id: ticket.externalId,
    facts: ticket.facts,
    subject: ticket.subject,
    opened_at: ticket.openedAt,
    closed_at: ticket.closedAt,
    named_order_id: ticket.namedOrderId,
    tracking_number: ticket.trackingNumber,
    email: ticket.email,
    topic: ticket.topic.topic,
    topic_because: ticket.topic.because,
  }));
  const text = `${existing === 'keep' ? `${INSERT} on conflict do nothing` : PUT} returning id`;
  const written = await tx.query<{ id: string }>({ name: `put-tickets-${existing}`, text, values: [toJson(rows)] });
  return new Set(written.rows.map(({ id }) => id));
}

export interface TopicCorrection {
  readonly merchantId: string;
  readonly id: string;
  readonly topic: TicketTopic;
  readonly by: string;
  readonly at: Instant;
}

/** What a person says a ticket is about stands from then on. False when there is no such ticket. */
export async function correctTopic(
  db: Queryable,
  { merchantId, id, topic, by, at }: TopicCorrection,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'correct-topic',
    text: `update ticket set corrected_topic = $3, corrected_by = $4, corrected_at = $5 where merchant_id = $1 and id = $2`,
    values: [merchantId, id, topic, by, at],
  });
  return rowCount === 1;
}
