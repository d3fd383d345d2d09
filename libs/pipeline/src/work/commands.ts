import {
  decideInTime,
  type CaseCommand,
  type Clock,
  type CommandFacts,
  type Instant,
  type PolicyOf,
  type Refused,
  type Senders,
} from '@whereabouts/model';
import {
  activityById,
  commandFactsOf,
  holdMessages,
  inTransactionOf,
  OWNING_ROLES,
  peopleOf,
  together,
  touchShipments,
  type ShipmentTouch,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { clockWrites } from '../apply/clock-writes';
import { writeCases, type PlacedWrite } from '../apply/write-cases';
import type { BulkOrder, CaseOrder, CaseRequest, CommandReply, Meter, Refusal } from '../pipeline';
import { withMessages } from '../messages/compose-messages';
import { mayWrite, NO_SENDERS, type SendersNow } from '../messages/senders';
import { shareDoor } from './door-lock';
import { holdCases } from './hold-cases';

export interface CommandNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly onCommitted: () => void;
  readonly senders: SendersNow;
}

/** Many cases at most in one order: they are locked and written at once. */
export const BULK_LIMIT = 200;

const notFound = (what: string, ...field: readonly string[]): Refusal => ({
  refused: 'NOT_FOUND',
  message: `There is no such ${what}. Look at the queue again.`,
  field,
});

const toRefusal = ({ code, message, field }: Refused): Refusal => ({
  refused: code,
  message,
  ...(field && { field }),
});

/** A request with what it must know: the step to undo, or why it cannot be asked. */
type Asked = { readonly command: CaseCommand } | { readonly refusal: Refusal };

/** Steps to undo are looked up, case by case; the history of a case only grows, so it need not be held for that. */
async function ask(tx: Tx, merchantId: string, caseId: string, request: CaseRequest): Promise<Asked> {
  if (request.type !== 'undo') return { command: request };
  const step = await activityById(tx, merchantId, { caseId, id: request.activityId });
  if (!step) return { refusal: notFound('entry in the history of this case', 'activityId') };
  return { command: { type: 'undo', step } };
}

/** Who would own a case by this command. */
function newOwner(command: CaseCommand): string | null {
  if (command.type === 'assign') return command.ownerId;
  if (command.type !== 'undo' || command.step.action !== 'assigned') return null;
  return (command.step.detail as { readonly from?: string } | null)?.from ?? null;
}

type People = Awaited<ReturnType<typeof peopleOf>>;

/** What is asked of each case, and the people whom it would make owners. */
interface Asking {
  readonly asked: ReadonlyMap<string, readonly Asked[]>;
  readonly people: People;
}

async function askAll(tx: Tx, { merchantId, commands }: BulkOrder, caseIds: readonly string[]): Promise<Asking> {
  const all = caseIds.map((id) => commands.map((request) => ask(tx, merchantId, id, request)));
  const lists = await together(all.map((own) => together(own)));
  const owners = new Set(lists.flat().flatMap((one) => ('command' in one ? (newOwner(one.command) ?? []) : [])));
  return {
    asked: new Map(caseIds.map((id, index) => [id, lists[index]!])),
    people: owners.size ? await peopleOf(tx, merchantId, [...owners]) : new Map(),
  };
}

/** An owner must be somebody of the merchant who works cases. */
function ownerRefusal(command: CaseCommand, people: People): Refusal | null {
  const ownerId = newOwner(command);
  if (ownerId === null) return null;
  const person = people.get(ownerId);
  const field = [command.type === 'assign' ? 'ownerId' : 'activityId'];
  if (!person) return { refused: 'NOT_FOUND', message: 'There is no such user. Choose one from `users`.', field };
  return OWNING_ROLES.includes(person.role)
    ? null
    : {
        refused: 'INVALID',
        message: `${person.name} is a ${person.role} and cannot own cases. Choose somebody else.`,
        field,
      };
}

const NEEDS_FACTS: ReadonlySet<CaseCommand['type']> = new Set(['resolve-customer', 'reopen', 'undo']);

type Decided =
  | { readonly ok: true; readonly writes: readonly PlacedWrite[]; readonly after: StoredCase }
  | { readonly ok: false; readonly refusal: Refusal };

interface World {
  readonly needs: CommandNeeds;
  readonly order: BulkOrder;
  readonly expectedVersion: number | undefined;
  readonly people: People;
  readonly now: ReturnType<Clock>;
}

/**
 * Decides the commands on one case, one after the other, and before them what time did and no timer saw yet. One that is
 * refused leaves nothing of the others.
 */
function decideAll(
  before: StoredCase,
  commands: readonly CaseCommand[],
  facts: CommandFacts | undefined,
  world: World,
): Decided {
  const { needs, order, expectedVersion, people, now } = world;
  const { actor, role } = order;
  const context = { now, actor, role, policy: needs.policyOf(order.merchantId), facts };
  const writes: PlacedWrite[] = [];
  let after = before;
  for (const [index, command] of commands.entries()) {
    const refusal = ownerRefusal(command, people);
    if (refusal !== null) return { ok: false, refusal };
    const { late, decision } = decideInTime(after, index === 0 ? { ...command, expectedVersion } : command, context);
    if (!decision.ok) return { ok: false, refusal: toRefusal(decision) };
    const { changed, changeType, action, detail, words } = decision;
    if ((changed.length === 0 && decision.case === after) || changeType === 'LEFT' || changeType === 'OPENED') continue;
    const write = { type: 'change', before, case: decision.case, changed, action, detail, changeType } as const;
    writes.push(...clockWrites(before, late), { write, facts: before.facts, actor, words });
    after = { ...before, ...decision.case };
  }
  return { ok: true, writes, after };
}

/** Which case is open for a trouble, where this order changed that: those that it comes to later must not be open beside it. */
function openTwins() {
  const known = new Map<string, number | null>();
  const troubleOf = ({ shipmentId, orderId, ticketId, kind }: StoredCase): string =>
    `${shipmentId ?? orderId ?? ticketId}|${kind}`;
  return {
    /** The facts of a case as they are by now. */
    now(one: StoredCase, facts: CommandFacts | undefined): CommandFacts | undefined {
      const openTwin = known.get(troubleOf(one));
      return facts && openTwin !== undefined ? { ...facts, openTwin } : facts;
    },
    note(before: StoredCase, after: StoredCase): void {
      const [was, is] = [before.status !== 'CLOSED', after.status !== 'CLOSED'];
      if (was !== is) known.set(troubleOf(after), is ? after.number : null);
    },
  };
}

/** What shipments must know of cases that changed: how many are open. */
function touchOf(before: StoredCase, after: StoredCase): ShipmentTouch | null {
  const { merchantId, shipmentId } = after;
  const openCases = Number(before.status === 'CLOSED') - Number(after.status === 'CLOSED');
  return shipmentId !== null && openCases !== 0 ? { merchantId, shipmentId, openCases } : null;
}

/** Taking a step back looks at what was said by it, and holds that against being sent meanwhile. */
async function withSaid(
  tx: Tx,
  { merchantId, commands }: BulkOrder,
  facts: ReadonlyMap<string, CommandFacts>,
  now: Instant,
): Promise<ReadonlyMap<string, CommandFacts>> {
  if (!commands.some(({ type }) => type === 'undo')) return facts;
  const messages = await holdMessages(tx, merchantId, [...facts.keys()], now);
  return new Map([...facts].map(([id, known]) => [id, { ...known, messages: messages.get(id) ?? [] }]));
}

interface Outcome {
  readonly replies: readonly CommandReply[];
  readonly changed: number;
  readonly closed: number;
}

async function run(
  tx: Tx,
  needs: CommandNeeds,
  order: BulkOrder,
  expectedVersion: number | undefined,
  senders: Senders,
): Promise<Outcome> {
  const { merchantId } = order;
  const caseIds = [...new Set(order.caseIds)];
  const [, cases, { asked, people }] = await together([
    shareDoor(tx),
    holdCases(tx, merchantId, caseIds),
    askAll(tx, order, caseIds),
  ]);
  const known = order.commands.some(({ type }) => NEEDS_FACTS.has(type))
    ? await commandFactsOf(tx, merchantId, caseIds)
    : new Map<string, CommandFacts>();
  const now = needs.clock();
  const facts = await withSaid(tx, order, known, now);
  const twins = openTwins();
  const world: World = { needs, order, expectedVersion, people, now };

  const placed: PlacedWrite[] = [];
  const touches: ShipmentTouch[] = [];
  const replies = new Map<string, CommandReply>();
  let closed = 0;
  for (const [id, before] of cases) {
    const own = asked.get(id)!;
    const unasked = own.find((one) => 'refusal' in one);
    const decided: Decided = unasked
      ? { ok: false, refusal: unasked.refusal }
      : decideAll(
          before,
          own.flatMap((one) => ('command' in one ? [one.command] : [])),
          twins.now(before, facts.get(id)),
          world,
        );
    if (!decided.ok) {
      replies.set(id, { ok: false, exceptionCase: before, ...decided.refusal });
      continue;
    }
    const { writes, after } = decided;
    twins.note(before, after);
    replies.set(id, { ok: true, exceptionCase: after });
    if (writes.length === 0) continue;
    placed.push(...writes);
    const touched = touchOf(before, after);
    if (touched) touches.push(touched);
    if (after.status === 'CLOSED' && before.status !== 'CLOSED') closed += 1;
  }
  const policy = needs.policyOf(merchantId);
  const written = await withMessages(tx, merchantId, placed, { policy, senders, now });
  await together([
    touches.length ? touchShipments(tx, touches, now) : null,
    writeCases(tx, written, needs.policyOf, now),
  ]);
  const missing: CommandReply = { ok: false, exceptionCase: null, ...notFound('case', 'id') };
  return { replies: order.caseIds.map((id) => replies.get(id) ?? missing), changed: placed.length, closed };
}

async function commit(
  needs: CommandNeeds,
  order: BulkOrder,
  expectedVersion?: number,
): Promise<readonly CommandReply[]> {
  const senders = mayWrite(order.commands) ? await needs.senders() : NO_SENDERS;
  const { replies, changed, closed } = await inTransactionOf(needs.pool, order.merchantId, (tx) =>
    run(tx, needs, order, expectedVersion, senders),
  );
  if (changed) needs.onCommitted();
  if (closed) needs.meter.count('cases_closed', closed);
  return replies;
}

/** Runs a person's command on a case, in one transaction. */
export const commandCase =
  (needs: CommandNeeds) =>
  async ({ caseId, command, expectedVersion, ...acting }: CaseOrder): Promise<CommandReply> => {
    const [reply] = await commit(needs, { ...acting, caseIds: [caseId], commands: [command] }, expectedVersion);
    return reply!;
  };

/** Runs the same commands on many cases, in one transaction. Each case stands for itself. */
export const commandCases =
  (needs: CommandNeeds) =>
  async (order: BulkOrder): Promise<readonly CommandReply[]> => {
    if (order.caseIds.length > BULK_LIMIT)
      throw new RangeError(`${order.caseIds.length} cases at once; at most ${BULK_LIMIT} are possible`);
    return order.caseIds.length === 0 ? [] : commit(needs, order);
  };
