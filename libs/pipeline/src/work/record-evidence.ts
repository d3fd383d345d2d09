import {
  isRepeat,
  MOST_ENTRIES,
  problemOf,
  type Clock,
  type EvidenceStatement,
  type PolicyOf,
} from '@whereabouts/model';
import { inTransactionOf, lockShipments, photosByIds, putEvidence, readEvidence, type Tx } from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor } from '../apply/door';
import type { EvidenceOrder, Refusal } from '../pipeline';
import { shareDoor } from './door-lock';

export interface EvidenceNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly onCommitted: () => void;
}

const NO_SHIPMENT: Refusal = {
  refused: 'NOT_FOUND',
  message: 'There is no such shipment. Register it first with trackShipment.',
  field: ['shipmentId'],
};
const TOO_MANY: Refusal = {
  refused: 'INVALID',
  message: `This parcel has ${MOST_ENTRIES} statements already: a station seems to send in a loop. Mend it; nothing was added.`,
  field: ['shipmentId'],
};

async function photoRefusal(tx: Tx, merchantId: string, { photoIds = [] }: EvidenceStatement): Promise<Refusal | null> {
  if (photoIds.length === 0) return null;
  const known = new Set((await photosByIds(tx, merchantId, photoIds)).map(({ id }) => id));
  const missing = photoIds.findIndex((id) => !known.has(id));
  return missing < 0
    ? null
    : {
        refused: 'NOT_FOUND',
        message: 'There is no such photo. Post its bytes to /photos first, and name the id of the answer.',
        field: ['photoIds', String(missing)],
      };
}

/**
 * Adds what a packing station says of a parcel, in one transaction. What was said before stays on record. An address that
 * failed, or that passes now, is news to detection and goes through the door.
 */
export const recordShipEvidence =
  ({ pool, policyOf, clock, onCommitted }: EvidenceNeeds) =>
  async ({
    merchantId,
    actor,
    shipmentId,
    said,
  }: EvidenceOrder): Promise<{ readonly shipmentId: string } | Refusal> => {
    const problem = problemOf(said);
    if (problem !== null) return { refused: 'INVALID', message: problem.message, field: [problem.field] };
    const key = { merchantId, shipmentId };
    const reply = await inTransactionOf(pool, merchantId, async (tx): Promise<Refusal | { changes: number }> => {
      await shareDoor(tx);
      const [shipment] = await lockShipments(tx, { numbers: [], orders: [], ids: [key] });
      if (shipment === undefined) return NO_SHIPMENT;
      const refusal = await photoRefusal(tx, merchantId, said);
      if (refusal !== null) return refusal;
      const entries = (await readEvidence(tx, [key]))[0]?.entries ?? [];
      if (isRepeat(entries, said)) return { changes: 0 };
      if (entries.length >= MOST_ENTRIES) return TOO_MANY;
      const now = clock();
      await putEvidence(tx, [{ ...key, entries: [...entries, { at: now, by: actor, said }] }], now);
      if (said.address === undefined) return { changes: 0 };
      return (await throughDoor(tx, { inputs: [], due: [], touched: [key] }, policyOf, now)).cases;
    });
    if ('refused' in reply) return reply;
    if (reply.changes > 0) onCommitted();
    return { shipmentId };
  };
