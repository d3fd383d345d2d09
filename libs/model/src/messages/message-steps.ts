import type { ExceptionCase } from '../cases/case';
import type { MessageStatus } from '../vocabulary/messages';
import type { CommandTemplate } from './default-templates';
import type { PlaceholderValues } from './placeholders';

/** What a command wants the customer to read. */
export interface MessageWords {
  readonly template: CommandTemplate;
  readonly values: PlaceholderValues;
}

/** What becomes of the messages of a case by one step of it. `said`: the version of the case in which it was written. */
export type MessageStep =
  | { readonly type: 'say'; readonly said: number; readonly words: MessageWords; readonly isAwaiting: boolean }
  | { readonly type: 'move'; readonly said: number; readonly to: MovedTo };
export type MovedTo = Extract<MessageStatus, 'QUEUED' | 'AWAITING_APPROVAL' | 'WITHDRAWN'>;

/** The part of a case that says which of its messages are wanted. */
export type Speaking = Pick<
  ExceptionCase,
  'status' | 'cycle' | 'openedAt' | 'customerTrack' | 'evidenceRequests' | 'version'
>;

/**
 * What is to be written of messages when a case goes from one state to another. The messages of a case follow from its
 * state: so taking a step back, refusing a proposal, or putting another one in its place need no rule of their own.
 */
export function messageSteps(before: Speaking, after: Speaking, words?: MessageWords): MessageStep[] {
  if (!speaks(before) && !speaks(after)) return [];
  // A new cycle takes nothing back of what the last one said.
  if (before.cycle !== after.cycle) return [];
  const [old, wanted] = [wantedMessages(before), wantedMessages(after)];
  const gone = [...old.keys()].filter((said) => !wanted.has(said));
  return [
    ...gone.map((said): MessageStep => ({ type: 'move', said, to: 'WITHDRAWN' })),
    ...[...wanted].flatMap(([said, status]): MessageStep[] => {
      if (old.get(said) === status) return [];
      return words !== undefined && said === after.version
        ? [{ type: 'say', said, words, isAwaiting: status === 'AWAITING_APPROVAL' }]
        : [{ type: 'move', said, to: status }];
    }),
  ];
}

const speaks = ({ customerTrack, evidenceRequests }: Speaking): boolean =>
  customerTrack.message !== undefined || evidenceRequests.some(({ message }) => message !== undefined);

/**
 * The messages that a case in this state wants: `said` of each, and how it stands while it is not sent. Nobody is asked
 * for evidence of a case that is over; what was decided for the customer is told in any case.
 */
export function wantedMessages({
  status,
  openedAt,
  customerTrack,
  evidenceRequests,
}: Speaking): Map<number, 'QUEUED' | 'AWAITING_APPROVAL'> {
  const wanted = new Map<number, 'QUEUED' | 'AWAITING_APPROVAL'>();
  if (customerTrack.message !== undefined)
    wanted.set(customerTrack.message, customerTrack.status === 'RESOLVED' ? 'QUEUED' : 'AWAITING_APPROVAL');
  if (status !== 'CLOSED')
    for (const { message, at } of evidenceRequests)
      if (message !== undefined && at >= openedAt) wanted.set(message, 'QUEUED');
  return wanted;
}

/** Entries of the history of a case by the messenger alone. What a step of the case meant for messages stands in its entry. */
export const MESSAGE_ENTRIES = ['message-sent', 'message-failed'] as const;

/** A message of a case, as far as taking a step back needs it. */
export interface MessageFact {
  readonly said: number;
  readonly status: MessageStatus;
  /** It is on its way at this moment. */
  readonly isInHand: boolean;
}

/** Why a step cannot be taken back that said something to the customer; null where nothing stands in its way. */
export function toldAlready(before: Speaking, after: Speaking, messages: readonly MessageFact[]): string | null {
  for (const step of messageSteps(before, after)) {
    const fact = messages.find(({ said }) => said === step.said);
    if (fact?.status === 'SENT')
      return 'The customer was told already: a message that is sent stays. Send another one that puts it right.';
    if (fact?.isInHand)
      return 'The message to the customer goes out at this moment. Look again in a minute; it stays once it is sent.';
  }
  return null;
}
