import type { Clock, PolicyOf } from '@whereabouts/model';
import {
  correctMatch,
  correctTopic,
  homeNamed,
  inTransactionOf,
  lockMatchable,
  sheetOf,
  TICKET_MATCH_COUNTS,
  TICKET_TOPIC_COUNTS,
  type CounterDelta,
  type MatchableTicket,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { caseTotals } from '../apply/case-totals';
import type { DoorOutcome } from '../apply/door';
import { lookAtFamilies } from '../apply/families';
import type { MatchOrder, Meter, Refusal, TopicOrder } from '../pipeline';
import { shareDoor } from './door-lock';

export interface CorrectionNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly onCommitted: () => void;
}

type Reply = { readonly ticketId: string } | Refusal;

interface TicketOrder {
  readonly merchantId: string;
  readonly ticketId: string;
}

const noTicket: Refusal = {
  refused: 'NOT_FOUND',
  message: 'There is no such ticket. Look at the tickets of the order again.',
  field: ['id'],
};

/** What a correction does to the ticket, with what it adds to the totals; a refusal when it cannot be. */
type Correct = (tx: Tx, ticket: MatchableTicket) => Promise<readonly CounterDelta[] | Refusal>;

/** Corrects a ticket and looks at its family, in one transaction: cases open, end and move with it. */
async function correct(
  needs: CorrectionNeeds,
  what: 'topic' | 'match',
  { merchantId, ticketId }: TicketOrder,
  change: Correct,
): Promise<Reply> {
  const { pool, policyOf, clock, meter, onCommitted } = needs;
  const key = { merchantId, id: ticketId };
  const done = await inTransactionOf(pool, merchantId, async (tx): Promise<DoorOutcome | Refusal> => {
    await shareDoor(tx);
    const [ticket] = await lockMatchable(tx, [key]);
    if (!ticket) return noTicket;
    const deltas = await change(tx, ticket);
    if ('refused' in deltas) return deltas;
    const outcome = await lookAtFamilies(tx, { orders: [], tickets: [key] }, policyOf, clock());
    sheetOf(tx, caseTotals).count(deltas);
    return outcome;
  });
  if ('refused' in done) return done;
  meter.count('ticket_corrections', 1, { what });
  if (done.cases.opened) meter.count('cases_opened', done.cases.opened);
  if (done.cases.closed) meter.count('cases_closed', done.cases.closed);
  if (done.cases.changes) onCommitted();
  return { ticketId };
}

/** One correction takes the place of another in the totals; one that agrees with the rules is none. */
function replaced(merchantId: string, name: string, before: string | null, next: string | null): CounterDelta[] {
  if (before === next) return [];
  const delta = (key: string | null, by: number): CounterDelta[] =>
    key === null ? [] : [{ merchantId, name, key: `corrected|${key}`, delta: by }];
  return [...delta(before, -1), ...delta(next, 1)];
}

const topicKey = (found: string, said: string): string | null => (found === said ? null : `${found}|${said}`);

/** A person says what a ticket is about. */
export const topicCorrector =
  (needs: CorrectionNeeds) =>
  (order: TopicOrder): Promise<Reply> =>
    correct(needs, 'topic', order, async (tx, { merchantId, id, topic: before, foundTopic: found }) => {
      const { topic, actor: by } = order;
      await correctTopic(tx, { merchantId, id, topic, by, at: needs.clock() });
      return replaced(merchantId, TICKET_TOPIC_COUNTS, topicKey(found, before), topicKey(found, topic));
    });

/** A person says whose a ticket is. */
export const matchCorrector =
  (needs: CorrectionNeeds) =>
  (order: MatchOrder): Promise<Reply> =>
    correct(needs, 'match', order, async (tx, { merchantId, id, corrected, countedMatch }) => {
      const home = await homeNamed(tx, merchantId, order);
      if (!home)
        return {
          refused: 'NOT_FOUND',
          message: `There is no such ${order.shipmentId ? 'shipment' : 'order'}. Search for it by its number.`,
          field: [order.shipmentId ? 'shipmentId' : 'orderId'],
        };
      await correctMatch(tx, { merchantId, id, ...home, by: order.actor, at: needs.clock() });
      const found = countedMatch ?? 'NONE';
      return replaced(merchantId, TICKET_MATCH_COUNTS, corrected === null ? null : found, found);
    });
