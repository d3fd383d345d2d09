import {
  canonicalText,
  closedAtOf,
  mergeTickets,
  orderNumberIn,
  ticketFacts,
  ticketNow,
  topicOf,
  trackingNumberIn,
  type Instant,
  type TicketFacts,
} from '@whereabouts/model';
import type { TicketRecord } from '@whereabouts/plugin-sdk';
import {
  lockTickets,
  orderId,
  putTickets,
  ticketId,
  type StoredTicket,
  type TicketKey,
  type TicketWrite,
  type Tx,
} from '@whereabouts/store';
import type { UnderstoodInput } from './heard';

const factsOf = (record: TicketRecord, receivedAt: Instant): TicketFacts =>
  ticketFacts(record.updatedAt ?? receivedAt, {
    subject: record.subject,
    text: record.text,
    status: record.status,
    tags: record.tags,
    form: record.form,
    openedAt: record.openedAt ?? undefined,
    closedAt: record.closedAt,
    orderNumber: record.orderNumber,
    trackingNumber: record.trackingNumber,
    customerEmail: record.customerEmail,
    customerName: record.customerName,
    url: record.url,
    customerMessages: record.customerMessages,
    satisfaction: record.satisfaction,
  });

/** What a batch says of tickets, joined per ticket. Pure. */
function newsOf(inputs: readonly UnderstoodInput[]): StoredTicket[] {
  const tickets = new Map<string, StoredTicket>();
  for (const { merchantId, sourceId, receivedAt, said } of inputs)
    for (const record of said.tickets) {
      const id = ticketId(merchantId, sourceId, record.externalId);
      const facts = factsOf(record, receivedAt);
      const known = tickets.get(id);
      tickets.set(id, {
        merchantId,
        id,
        sourceId,
        externalId: record.externalId,
        facts: known ? mergeTickets(known.facts, facts) : facts,
      });
    }
  return [...tickets.values()];
}

/** Where nobody says when it was opened, it is as old as the first that is known of it. */
function toWrite(ticket: StoredTicket): TicketWrite {
  const now = ticketNow(ticket.facts);
  const subject = now.subject ?? '';
  const said = `${subject}\n${now.text ?? ''}`;
  const order = now.orderNumber ?? orderNumberIn(said);
  return {
    ...ticket,
    subject,
    openedAt:
      now.openedAt ??
      Object.values(ticket.facts)
        .map(({ at }) => at)
        .sort()[0]!,
    closedAt: closedAtOf(ticket.facts),
    namedOrderId: order === null ? null : orderId(ticket.merchantId, order),
    trackingNumber: now.trackingNumber ?? trackingNumberIn(said),
    email: now.customerEmail?.toLowerCase() ?? null,
    topic: topicOf({ subject, text: now.text, tags: now.tags, form: now.form }),
  };
}

const byKey = (a: StoredTicket, b: StoredTicket): number => (a.merchantId + a.id < b.merchantId + b.id ? -1 : 1);

/** Merges what a batch says of tickets into the stored ones, and returns those that changed. Safe to run twice. */
export async function applyTickets(tx: Tx, inputs: readonly UnderstoodInput[]): Promise<readonly TicketKey[]> {
  const news = newsOf(inputs).sort(byKey);
  return news.length ? mergeStored(tx, news) : [];
}

async function mergeStored(tx: Tx, news: readonly StoredTicket[]): Promise<readonly TicketKey[]> {
  const stored = new Map((await lockTickets(tx, news)).map((ticket) => [ticket.id, ticket.facts]));
  const added = news.filter(({ id }) => !stored.has(id));
  const made = added.length ? await putTickets(tx, added.map(toWrite), 'keep') : new Set();
  const changed = news.flatMap((ticket) => {
    const before = stored.get(ticket.id);
    if (before === undefined) return [];
    const facts = mergeTickets(before, ticket.facts);
    return canonicalText(before) === canonicalText(facts) ? [] : [toWrite({ ...ticket, facts })];
  });
  if (changed.length) await putTickets(tx, changed, 'replace');
  // A ticket that another process added in this moment is merged with what that one said.
  const raced = added.filter(({ id }) => !made.has(id));
  const merged = raced.length ? await mergeStored(tx, raced) : [];
  return [...added.filter(({ id }) => made.has(id)), ...changed, ...merged];
}
