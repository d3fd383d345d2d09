import type { Clock, PolicyOf } from '@whereabouts/model';
import {
  armDeadlines,
  inputsAfter,
  inTransaction,
  isUnavailable,
  ordersAfter,
  shipmentsAfter,
  UNSPOKEN,
  ticketsAfter,
  type ShipmentKey,
  type TicketKey,
} from '@whereabouts/store';
import type { Pool, PoolClient } from 'pg';
import { throughDoor } from '../apply/door';
import { lookAtOrders, lookAtTickets } from '../apply/families';
import { aloneBehindDoor } from '../work/door-lock';
import type { InputProcessor } from '../work/process-inputs';

export interface RebuildNeeds {
  readonly pool: Pool;
  readonly processor: InputProcessor;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
}

const BATCH = 500;

/**
 * Cases, their history and the feed stay: they hold what people decided. Parcels stay who they are, since cases point to
 * them: carrier, epoch, the time in which they were heard of, and what they added to the figures of lanes. All else follows from the inbox. Should this process die,
 * others take up the rest after a minute, and look at what is due.
 */
export const WIPE = `
  create temp table known_parcel on commit drop as
  select merchant_id, id, tracking_number, carrier, carrier_guessed, epoch, heard_from, heard_to, counted from shipment;
  truncate milestone, alias, shipment, orders, inventory_level, waiting_line, deadline, dead_letter, pending;
  insert into shipment (merchant_id, id, tracking_number, carrier, carrier_guessed, epoch, heard_from, heard_to, counted, state,
                        direction, conflicts, summary, open_cases, has_tickets)
  select merchant_id, id, tracking_number, carrier, carrier_guessed, epoch, heard_from, heard_to, counted, 'EXPECTED',
         'FORWARD', '[]', '{"sources": []}', ${UNSPOKEN},
         exists (select from ticket t where t.merchant_id = k.merchant_id and t.shipment_id = k.id) from known_parcel k;
  insert into pending (merchant_id, input_id, source_id, try_after)
  select merchant_id, id, source_id, now() + interval '1 minute' from inbox`;

const FORGET_UNSPOKEN = `delete from shipment where open_cases = ${UNSPOKEN}`;

const NIL = '00000000-0000-0000-0000-000000000000';

/** Goes through the inbox in order of receipt, folding without judging. */
async function refold(
  client: PoolClient,
  processor: InputProcessor,
  progress: (done: number) => void,
): Promise<number> {
  let last = NIL;
  let done = 0;
  for (;;) {
    const inputs = await inputsAfter(client, last, BATCH);
    if (inputs.length === 0) return done;
    await processor.process(inputs, { quiet: true });
    last = inputs.at(-1)!.id;
    done += inputs.length;
    progress(done);
  }
}

/** Looks at every shipment once as it now stands: opens, heals and arms what is due today. */
async function judgeAll({ pool, policyOf, clock }: RebuildNeeds): Promise<void> {
  let after: ShipmentKey = { merchantId: NIL, shipmentId: NIL };
  for (;;) {
    const keys = await shipmentsAfter(pool, after, BATCH);
    if (keys.length === 0) return;
    const now = clock();
    const due = keys.map(({ merchantId, shipmentId }) => ({
      merchantId,
      subjectKind: 'shipment' as const,
      subjectId: shipmentId,
      dueAt: now,
    }));
    try {
      await inTransaction(pool, (tx) => throughDoor(tx, { inputs: [], due }, policyOf, now));
    } catch (error) {
      // One parcel that cannot be judged fails its batch: the timers find all of them due, and tell it from the others.
      if (isUnavailable(error)) throw error;
    }
    after = keys.at(-1)!;
  }
}

/** Looks at every order and ticket once, when all parcels are what they are: what they were armed for went with the wipe. */
async function judgeFamilies({ pool, policyOf, clock }: RebuildNeeds): Promise<void> {
  for (const kind of ['ticket', 'order'] as const) {
    let after: TicketKey = { merchantId: NIL, id: NIL };
    for (;;) {
      const keys = kind === 'ticket' ? await ticketsAfter(pool, after, BATCH) : await ordersAfter(pool, after, BATCH);
      if (keys.length === 0) break;
      const now = clock();
      const due = keys.map(({ merchantId, id: subjectId }) => ({
        merchantId,
        subjectKind: kind,
        subjectId,
        dueAt: now,
      }));
      const look = kind === 'ticket' ? lookAtTickets : lookAtOrders;
      try {
        await inTransaction(pool, (tx) => look(tx, due, policyOf, now));
      } catch (error) {
        if (isUnavailable(error)) throw error;
        // One that cannot be judged fails its batch: the timers tell it from the others.
        await armDeadlines(pool, due);
      }
      after = keys.at(-1)!;
    }
  }
}

/**
 * Wipes milestones, shipments and orders and makes them again from the stored bytes: the same inbox gives the same rows,
 * byte for byte. Other processes wait meanwhile; they go on receiving.
 */
export async function rebuild(
  needs: RebuildNeeds,
  progress: (done: number, total: number) => void,
): Promise<{ inputs: number }> {
  return aloneBehindDoor(needs.pool, async (client) => {
    await client.query(WIPE);
    const { rows } = await client.query<{ total: number }>('select count(*)::int as total from pending');
    const total = rows[0]!.total;
    const inputs = await refold(client, needs.processor, (done) => progress(done, Math.max(total, done)));
    await client.query(FORGET_UNSPOKEN);
    await judgeAll(needs);
    await judgeFamilies(needs);
    return { inputs };
  });
}
