import {
  dueAt,
  MESSAGE_CHANNELS,
  messageSteps,
  repeatedSince,
  type Instant,
  type MessageChannel,
  type MessageDraft,
  type MessageStatus,
  type MessageWords,
  type Policy,
  type PolicyOf,
} from '@whereabouts/model';
import {
  moveMessages,
  publicId,
  putMessages,
  type LoggedMessage,
  type MessageMove,
  type MessageWrite,
  type Tx,
} from '@whereabouts/store';
import type { CaseWrite } from '../apply/judge';

/** A message that is composed, and of whose order. */
export interface ComposedMessage {
  readonly orderId: string | null;
  readonly draft: MessageDraft;
}

/** A write of a case, as far as messages follow from it. */
export interface MessageCause {
  readonly write: CaseWrite;
  readonly actor: string;
  /** What the customer is to read, and the message that it became. */
  readonly words?: MessageWords;
  readonly message?: ComposedMessage;
}

/** What the history of a case says of a message. Neither address nor words: those stay where they can be erased. */
export interface MessageNews {
  /** Absent: it was said before, and is not said again. */
  readonly message?: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly became: MessageStatus | 'REPEATED';
  readonly because?: string;
}

/** By the write that caused it. */
export type NewsOfWrites = ReadonlyMap<MessageCause, readonly MessageNews[]>;
const NO_NEWS: NewsOfWrites = new Map();

interface Plan {
  readonly says: Map<string, { readonly write: MessageWrite; readonly cause: MessageCause }>;
  readonly moves: Map<string, { readonly move: MessageMove; readonly cause: MessageCause }>;
}

const keyOf = (one: { readonly caseId: string; readonly said: number }): string => `${one.caseId} ${one.said}`;

const dueTimes = (policy: Policy, now: Instant): Readonly<Record<MessageChannel, Instant>> =>
  Object.fromEntries(
    (Object.keys(MESSAGE_CHANNELS) as MessageChannel[]).map((channel) => [channel, dueAt(channel, policy, now)]),
  ) as Record<MessageChannel, Instant>;

/** What writes of cases want of messages, one after the other; what a later one takes back was never said. */
function planOf(placed: readonly MessageCause[], policyOf: PolicyOf, now: Instant): Plan {
  const plan: Plan = { says: new Map(), moves: new Map() };
  const latest = new Map<string, CaseWrite['case']>();
  for (const cause of placed) {
    const { write, words, message } = cause;
    if (write.type === 'open') continue;
    const { merchantId, id: caseId } = write.case;
    const before = latest.get(caseId) ?? write.before;
    latest.set(caseId, write.case);
    for (const step of messageSteps(before, write.case, words)) {
      const key = { merchantId, caseId, said: step.said };
      if (step.type === 'say') {
        if (!message) continue;
        const said = sayOf(key, cause, message, policyOf, now);
        const status = step.isAwaiting ? 'AWAITING_APPROVAL' : 'QUEUED';
        plan.says.set(keyOf(key), { write: withStatus(said, status), cause });
        continue;
      }
      const said = plan.says.get(keyOf(key));
      if (said && step.to === 'WITHDRAWN') plan.says.delete(keyOf(key));
      else if (said && step.to !== 'WITHDRAWN')
        plan.says.set(keyOf(key), { ...said, write: withStatus(said.write, step.to) });
      else {
        const due = step.to === 'QUEUED' ? dueTimes(policyOf(merchantId), now) : null;
        plan.moves.set(keyOf(key), { move: { ...key, to: step.to, dueAt: due }, cause });
      }
    }
  }
  return plan;
}

const sayOf = (
  key: { readonly merchantId: string; readonly caseId: string; readonly said: number },
  { actor }: MessageCause,
  { orderId, draft }: ComposedMessage,
  policyOf: PolicyOf,
  now: Instant,
): MessageWrite => ({
  ...key,
  orderId,
  draft,
  writtenBy: actor,
  repeatedSince: repeatedSince(policyOf(key.merchantId).messages, now),
});

const withStatus = (write: MessageWrite, status: 'QUEUED' | 'AWAITING_APPROVAL'): MessageWrite =>
  write.draft.status === 'FAILED' ? write : { ...write, draft: { ...write.draft, status } };

export const newsOf = (
  { id, channel, template }: Pick<LoggedMessage, 'id' | 'channel' | 'template'>,
  became: MessageStatus,
  because: string | null = null,
): MessageNews => ({ message: publicId('message', id), channel, template, became, ...(because && { because }) });

/**
 * Writes what steps of cases mean for their messages, in the same transaction: two statements for any number of cases,
 * and none where nobody says anything. Gives what the history says of it.
 */
export async function writeMessages(
  tx: Tx,
  placed: readonly MessageCause[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<NewsOfWrites> {
  const { says, moves } = planOf(placed, policyOf, now);
  if (says.size === 0 && moves.size === 0) return NO_NEWS;
  const news = new Map<MessageCause, MessageNews[]>();
  const tell = (cause: MessageCause, one: MessageNews): void => void news.set(cause, [...(news.get(cause) ?? []), one]);
  // What is taken back makes room for the same words again.
  const moved =
    moves.size > 0
      ? await moveMessages(
          tx,
          [...moves.values()].map(({ move }) => move),
          now,
        )
      : [];
  for (const one of moved) tell(moves.get(keyOf(one))!.cause, newsOf(one, one.status));
  if (says.size === 0) return news;
  const written = await putMessages(
    tx,
    [...says.values()].map(({ write }) => write),
    now,
  );
  const logged = new Map(written.map((one) => [keyOf(one), one]));
  for (const [key, { write, cause }] of says) {
    const one = logged.get(key);
    const { channel, template, withheldBecause } = write.draft;
    tell(cause, one ? newsOf(one, one.status, withheldBecause) : { channel, template, became: 'REPEATED' });
  }
  return news;
}
