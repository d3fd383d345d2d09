import { decide, type Clock, type PolicyOf } from '@whereabouts/model';
import {
  countClosedCase,
  inTransaction,
  lockCase,
  lockShipments,
  OWNING_ROLES,
  personOf,
  shipmentOfCase,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { writeCases } from '../apply/write-cases';
import type { CaseOrder, CommandReply, Meter, Refusal } from '../pipeline';
import { shareDoor } from './door-lock';

export interface CommandNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly onCommitted: () => void;
}

/** The shipment first, then the case: the same order as news and timers take them. */
async function lock(tx: Tx, { merchantId, caseId }: CaseOrder): Promise<StoredCase | null> {
  const shipmentId = await shipmentOfCase(tx, merchantId, caseId);
  if (shipmentId === undefined) return null;
  if (shipmentId) await lockShipments(tx, { numbers: [], orders: [], ids: [{ merchantId, shipmentId }] });
  return lockCase(tx, merchantId, caseId);
}

/** An owner must be somebody of the merchant who works cases. */
async function ownerRefusal(tx: Tx, { merchantId, command }: CaseOrder): Promise<Refusal | null> {
  if (command.type !== 'assign') return null;
  const person = await personOf(tx, merchantId, command.ownerId);
  if (!person)
    return { refused: 'NOT_FOUND', message: 'There is no such user. Choose one from `users`.', field: ['ownerId'] };
  return OWNING_ROLES.includes(person.role)
    ? null
    : { refused: 'INVALID', message: `${person.name} is a ${person.role} and cannot own cases.`, field: ['ownerId'] };
}

/** Runs a person's command on a case, in one transaction. */
export const commandCase =
  ({ pool, policyOf, clock, meter, onCommitted }: CommandNeeds) =>
  async (order: CaseOrder): Promise<CommandReply> => {
    const reply = await inTransaction(pool, async (tx): Promise<CommandReply & { changed?: boolean }> => {
      await shareDoor(tx);
      const current = await lock(tx, order);
      if (!current)
        return {
          ok: false,
          exceptionCase: null,
          refused: 'NOT_FOUND',
          message: 'There is no such case.',
          field: ['id'],
        };
      const refusal = await ownerRefusal(tx, order);
      if (refusal) return { ok: false, exceptionCase: current, ...refusal };
      const now = clock();
      const command = { ...order.command, expectedVersion: order.expectedVersion };
      const decision = decide(current, command, { now, actor: order.actor, policy: policyOf(order.merchantId) });
      if (!decision.ok) return { ok: false, exceptionCase: current, refused: decision.code, message: decision.message };
      if (decision.changed.length === 0 || decision.changeType === 'LEFT' || decision.changeType === 'OPENED')
        return { ok: true, exceptionCase: decision.case };
      const { case: next, changed, action, detail, changeType } = decision;
      const write = { type: 'change', before: current, case: next, changed, action, detail, changeType } as const;
      await writeCases(tx, [{ write, facts: current.facts, actor: order.actor }], now);
      if (next.status === 'CLOSED' && next.shipmentId)
        await countClosedCase(tx, { merchantId: order.merchantId, shipmentId: next.shipmentId });
      return { ok: true, exceptionCase: next, changed: true };
    });
    if (reply.ok && reply.changed) {
      onCommitted();
      if (reply.exceptionCase.status === 'CLOSED') meter.count('cases_closed', 1);
    }
    return reply;
  };
