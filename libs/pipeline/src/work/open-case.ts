import {
  claimFactsOf,
  decideInTime,
  flagsFor,
  openedByHand,
  REASONS,
  type Instant,
  type Reason,
} from '@whereabouts/model';
import {
  casesLike,
  holdNamedSubject,
  inTransactionOf,
  touchShipments,
  type NamedSubject,
  type StoredCase,
  type SubjectName,
  type Tx,
} from '@whereabouts/store';
import { clockWrites } from '../apply/clock-writes';
import { lookAtParcel } from '../apply/look-at-parcel';
import { writeCases } from '../apply/write-cases';
import { sharedGroups } from '../incidents/shared-groups';
import type { OpenCaseOrder, OpenCaseReply, Refusal } from '../pipeline';
import type { CommandNeeds } from './commands';
import { shareDoor } from './door-lock';

const NOTE_LIMIT = 10_000;

const NAMES = ['shipmentId', 'orderNumber', 'reference'] as const;

/** What the order is about, by the one name that it gives. */
function nameOf(order: OpenCaseOrder): SubjectName | Refusal {
  const given = NAMES.filter((name) => order[name]?.trim());
  if (given.length !== 1)
    return {
      refused: 'INVALID',
      message: 'Say what the case is about: a shipment, an order number or a reference, and only one of them.',
      field: [given[1] ?? 'shipmentId'],
    };
  const name = given[0]!;
  return { [name]: order[name]!.trim() } as unknown as SubjectName;
}

function wrongWords({ reason, note }: OpenCaseOrder): Refusal | null {
  if (reason !== undefined && !REASONS.includes(reason as Reason))
    return {
      refused: 'INVALID',
      message: `${reason} is no reason. Take one of the vocabulary, such as carrier.lost, or leave it out.`,
      field: ['reason'],
    };
  return (note?.length ?? 0) > NOTE_LIMIT
    ? { refused: 'INVALID', message: `A note has at most ${NOTE_LIMIT} characters: shorten it.`, field: ['note'] }
    : null;
}

interface Opened {
  readonly reply: OpenCaseReply;
  readonly isWritten: boolean;
  readonly isNew: boolean;
}

const refusedWith = (refusal: Refusal): Opened => ({
  reply: { ok: false, exceptionCase: null, ...refusal },
  isWritten: false,
  isNew: false,
});

/** The same trouble is being worked on: what is said of it goes there. */
async function join(
  tx: Tx,
  needs: CommandNeeds,
  order: OpenCaseOrder,
  open: StoredCase,
  now: Instant,
): Promise<Opened> {
  const { merchantId, actor, role, note } = order;
  const isWritten = Boolean(note?.trim());
  if (!isWritten) return { reply: { ok: true, exceptionCase: open, joined: true }, isWritten, isNew: false };
  const context = { now, actor, role, policy: needs.policyOf(merchantId) };
  const { late, decision } = decideInTime(open, { type: 'note', text: note! }, context);
  if (!decision.ok) return refusedWith({ refused: decision.code, message: decision.message, field: ['note'] });
  const { case: next, changed, action, detail } = decision;
  const write = { type: 'change', before: open, case: next, changed, action, detail, changeType: 'UPDATED' } as const;
  await writeCases(tx, [...clockWrites(open, late), { write, facts: open.facts, actor }], needs.policyOf, now);
  return { reply: { ok: true, exceptionCase: next, joined: true }, isWritten, isNew: false };
}

async function openNew(
  tx: Tx,
  needs: CommandNeeds,
  order: OpenCaseOrder,
  found: NamedSubject,
  earlier: readonly StoredCase[],
  now: Instant,
): Promise<Opened> {
  const { merchantId, actor, kind, reason, note } = order;
  const { shipmentId, orderId, ticketId, facts } = found;
  const policy = needs.policyOf(merchantId);
  const look = shipmentId === null ? null : await lookAtParcel(tx, { merchantId, shipmentId }, needs.policyOf, now);
  const draft = openedByHand({
    subject: { merchantId, shipmentId, orderId, ticketId },
    kind,
    reason: (reason as Reason | undefined) ?? null,
    note: note?.trim() || null,
    flags: [...(found.order ? flagsFor(found.order, policy) : []), ...(look?.repeats ?? [])],
    episode: Math.max(0, ...earlier.map(({ episode }) => episode)) + 1,
    claim: look ? claimFactsOf(look.view, look.shipment.carrier, policy) : undefined,
    policy,
    now,
  });
  const detail = { rule: draft.detection.rule, policyVersion: policy.version, because: draft.detection.because };
  const write = { type: 'open', case: draft, action: 'opened', detail } as const;
  if (shipmentId !== null) await touchShipments(tx, [{ merchantId, shipmentId, openCases: 1 }], now);
  const customer = found.order ?? undefined;
  const placed = look
    ? { write, facts, actor, customer, lane: look.view.lane, groups: sharedGroups(draft, look, policy, now) }
    : { write, facts, actor, customer };
  const { cases } = await writeCases(tx, [placed], needs.policyOf, now);
  const [exceptionCase] = cases.values();
  return { reply: { ok: true, exceptionCase: exceptionCase!, joined: false }, isWritten: true, isNew: true };
}

/** Opens a case in a person's name, with owner and clocks as usual; one open case per kind and subject is joined. */
export const openCase =
  (needs: CommandNeeds) =>
  async (order: OpenCaseOrder): Promise<OpenCaseReply> => {
    const name = nameOf(order);
    const refusal = 'refused' in name ? name : wrongWords(order);
    if (refusal !== null || 'refused' in name) return refusedWith(refusal!).reply;
    const { reply, isWritten, isNew } = await inTransactionOf(
      needs.pool,
      order.merchantId,
      async (tx): Promise<Opened> => {
        await shareDoor(tx);
        const found = await holdNamedSubject(tx, order.merchantId, name);
        if (!found)
          return refusedWith({
            refused: 'NOT_FOUND',
            message: 'No shipment, order or ticket is known by this name. Check it, or track the shipment first.',
            field: Object.keys(name),
          });
        const alike = await casesLike(tx, { ...found, merchantId: order.merchantId, kind: order.kind });
        const open = alike.find(({ status }) => status !== 'CLOSED');
        const now = needs.clock();
        return open ? join(tx, needs, order, open, now) : openNew(tx, needs, order, found, alike, now);
      },
    );
    if (isWritten) needs.onCommitted();
    if (isNew) needs.meter.count('cases_opened', 1);
    return reply;
  };
