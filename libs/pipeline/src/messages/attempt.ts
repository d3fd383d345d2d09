import {
  after,
  afterAttempt,
  cannotAnswer,
  expiresAt,
  later,
  LOOK_AGAIN_MS,
  msBetween,
  NO_SENDER,
  putOff,
  type Delivery,
  type Instant,
  type PolicyOf,
  type SendResult,
} from '@whereabouts/model';
import {
  beginAttempt,
  endMessage,
  inTransaction,
  lockAccount,
  publicId,
  putMessageOff,
  type DueMessage,
  type OutgoingMessage,
} from '@whereabouts/store';
import type { Meter } from '../pipeline';
import { writeCases } from '../apply/write-cases';
import { accountGuard } from '../pull/account-guard';
import { callSource, verdictOf, type CallNeeds } from '../pull/call-source';
import { shareDoor } from '../work/door-lock';
import { holdCases } from '../work/hold-cases';
import type { Mailer } from './mailer';
import type { ReplySource, ReplySources } from './reply-sources';
import { newsOf } from './write-messages';

/** One attempt to send, as it waits in the queue. */
export interface MessageJob extends DueMessage {
  /** Until when the message is ours. */
  readonly lease: Instant;
}

export interface AttemptNeeds extends CallNeeds {
  readonly replies: ReplySources;
  readonly mailer: Mailer | null;
  readonly policyOf: PolicyOf;
  readonly meter: Meter;
  readonly random: () => number;
  readonly onCommitted: () => void;
}

/** What came of an attempt. */
interface Attempted {
  readonly delivery: Delivery;
  /** It got as far as asking somebody to deliver it. */
  readonly wasMade: boolean;
}

const TURN_MS = 5_000;

/**
 * Makes one attempt to send a message. It is counted before it is made, and told to its case after: a process that dies
 * in between leaves a message of which the next attempt knows that it may be there already.
 */
export function attempt(needs: AttemptNeeds): (job: MessageJob, stop: AbortSignal) => Promise<void> {
  const { pool, clock, policyOf, meter, random, onCommitted } = needs;
  const guard = accountGuard(needs);

  const waiting = (message: OutgoingMessage, because: string, waitMs: number): Attempted => ({
    delivery: putOff(because, waitMs, lastMoment(message), clock()),
    wasMade: false,
  });
  const lastMoment = ({ merchantId, queuedAt }: OutgoingMessage): Instant =>
    expiresAt(policyOf(merchantId).messages, queuedAt);
  const afterwards = (message: OutgoingMessage, result: SendResult): Attempted => ({
    delivery: afterAttempt(result, { tries: message.tries, expiresAt: lastMoment(message), random: random() }, clock()),
    wasMade: true,
  });

  const answer = async (message: OutgoingMessage, source: ReplySource, stop: AbortSignal): Promise<Attempted> => {
    const heldUntil = await guard.letThrough(source);
    if (heldUntil !== null) {
      const waitMs = Math.max(msBetween(clock(), heldUntil), TURN_MS);
      return waiting(message, `${source.name} does not take calls at the moment.`, waitMs);
    }
    const reply = {
      ticketId: message.ticket!.externalId,
      text: message.body,
      key: publicId('message', message.id),
      isRepeat: message.tries > 1,
    };
    const { result, calledOff } = await callSource(needs, source, stop, (context) => source.reply(reply, context));
    const outcome: SendResult = 'kind' in result ? { ok: false, error: result } : result;
    // The account's turn did not come: nothing was asked.
    if (calledOff && !stop.aborted && !outcome.ok)
      return waiting(message, `${source.name} allows no more requests at the moment.`, TURN_MS);
    if (!stop.aborted) await noteCall(source, outcome);
    return afterwards(message, outcome);
  };

  const noteCall = (source: ReplySource, outcome: SendResult): Promise<void> =>
    inTransaction(pool, async (tx) => {
      const now = clock();
      const account = await lockAccount(tx, source);
      // A refusal is an answer.
      const error = outcome.ok || outcome.error.kind === 'Refused' ? null : outcome.error;
      await guard.note(tx, source, account, verdictOf([error], now), now);
    });

  const make = async (message: OutgoingMessage, stop: AbortSignal): Promise<Attempted> => {
    if (lastMoment(message) <= clock()) return waiting(message, 'It could not be sent in time.', 0);
    if (message.channel === 'TICKET') {
      const source = message.ticket && (await needs.replies.find(message.ticket.sourceId));
      return source
        ? answer(message, source, stop)
        : waiting(message, cannotAnswer(message.to || 'The helpdesk'), LOOK_AGAIN_MS);
    }
    const { mailer } = needs;
    if (message.channel !== 'EMAIL' || mailer === null)
      return waiting(message, NO_SENDER[message.channel], LOOK_AGAIN_MS);
    const { to, subject, body: text } = message;
    const key = publicId('message', message.id);
    return afterwards(message, await mailer.send({ key, to, subject: subject ?? '', text }));
  };

  const end = (message: OutgoingMessage, lease: Instant, delivery: Exclude<Delivery, { status: 'QUEUED' }>) =>
    inTransaction(pool, async (tx) => {
      await shareDoor(tx);
      const { merchantId, caseId } = message;
      const before = (await holdCases(tx, merchantId, [caseId])).get(caseId);
      const now = clock();
      if (!(await endMessage(tx, message, lease, delivery, now)) || !before) return;
      const write = {
        type: 'change',
        before,
        case: { ...before, version: before.version + 1, updatedAt: later(before.updatedAt, now) },
        changed: ['messages'],
        action: delivery.status === 'SENT' ? 'message-sent' : 'message-failed',
        detail: { messages: [newsOf(message, delivery.status, delivery.status === 'SENT' ? null : delivery.because)] },
        changeType: 'UPDATED',
      } as const;
      await writeCases(tx, [{ write, facts: before.facts, actor: 'rule:messages' }], policyOf, now);
    });

  return async ({ merchantId, id, lease }, stop) => {
    if (clock() >= lease) return;
    const message = await beginAttempt(pool, { merchantId, id }, lease);
    // It was taken back, or somebody else has it.
    if (!message) return;
    const { delivery, wasMade } = await make(message, stop);
    if (delivery.status === 'QUEUED') {
      await putMessageOff(pool, message, lease, { ...delivery, counts: wasMade });
    } else {
      await end(message, lease, delivery);
      onCommitted();
    }
    if (wasMade || delivery.status !== 'QUEUED')
      meter.count('messages', 1, { channel: message.channel, outcome: delivery.status });
  };
}

/** How long a message is in hand. */
export const leaseFrom = (now: Instant): Instant => after(now, LEASE_MS);
const LEASE_MS = 5 * 60_000;
