import { canonicalText } from '../canonical-text';
import type { BusinessCalendar } from '../calendar/business-calendar';
import { addBusinessTime } from '../calendar/business-time';
import type { MessagePolicy, QuietHours } from '../policy/messages';
import type { Policy } from '../policy/policy';
import { after, HOUR, type Instant } from '../time/instant';
import type { MessageChannel, MessageStatus } from '../vocabulary/messages';
import type { MessageWords } from './message-steps';
import { fillIn, textIn, type PlaceholderValues } from './placeholders';

/** A conversation in which the customer can be answered. */
export interface ReachTicket {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly externalId: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly email: string | null;
}

/** What is known of the customer of a case, and of what the message is about. */
export interface Reach {
  readonly caseId: string;
  readonly orderId: string | null;
  readonly customer: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly locale: string | null;
  };
  readonly tickets: readonly ReachTicket[];
  readonly values: PlaceholderValues;
}

/** By what messages can go out at the moment. */
export interface Senders {
  /** Can this source answer tickets? */
  answers(sourceId: string): boolean;
  readonly sendsEmail: boolean;
}

/** A message before it is written into the log. */
export interface MessageDraft {
  readonly template: string;
  readonly language: string;
  readonly channel: MessageChannel;
  /** Address, phone number, or the ticket as people call it; empty where none is known. */
  readonly to: string;
  readonly ticketId: string | null;
  readonly subject: string | null;
  readonly body: string;
  readonly status: Extract<MessageStatus, 'QUEUED' | 'AWAITING_APPROVAL' | 'FAILED'>;
  /** When it goes out at the earliest. */
  readonly dueAt: Instant;
  readonly withheldBecause: string | null;
  /** Equal for what must not be said twice. */
  readonly sameAs: string;
}

interface Way {
  readonly channel: MessageChannel;
  readonly to: string;
  readonly ticketId: string | null;
  /** Null: it can go out. */
  readonly withheldBecause: string | null;
}

export const NO_WAY =
  'Neither a ticket nor an address of the customer is known by which the policy lets messages go out. Reach the customer by other means.';

/** What must be configured before a message can go out by a channel. */
export const NO_SENDER: Readonly<Record<Exclude<MessageChannel, 'TICKET'>, string>> = {
  EMAIL:
    'No mail server is configured that sends EMAIL: set HUB_SMTP_URL and HUB_MAIL_FROM, or take EMAIL out of messages.channels in the policy.',
  SMS: 'Nothing is configured that sends SMS: take SMS out of messages.channels in the policy.',
  WEBHOOK: 'Nothing is configured that takes WEBHOOK: take it out of messages.channels in the policy.',
};
export const cannotAnswer = (source: string): string =>
  `${source} cannot answer tickets: give it the credentials of its API, or take TICKET out of messages.channels.`;

/** The newest ticket that is open, where there is one, and of those one that can be answered. */
function bestTicket({ tickets }: Reach, senders: Senders): ReachTicket | null {
  const rank = (one: ReachTicket): number => Number(one.closedAt === null) * 2 + Number(senders.answers(one.sourceId));
  return tickets.reduce<ReachTicket | null>((best, one) => {
    if (best === null || rank(one) !== rank(best)) return best === null || rank(one) > rank(best) ? one : best;
    return one.openedAt > best.openedAt ? one : best;
  }, null);
}

const WAYS: Readonly<Record<MessageChannel, (reach: Reach, senders: Senders) => Way | null>> = {
  TICKET(reach, senders) {
    const ticket = bestTicket(reach, senders);
    return (
      ticket && {
        channel: 'TICKET',
        to: `${ticket.sourceName} ${ticket.externalId}`,
        ticketId: ticket.id,
        withheldBecause: senders.answers(ticket.sourceId) ? null : cannotAnswer(ticket.sourceName),
      }
    );
  },
  EMAIL({ customer, tickets }, { sendsEmail }) {
    const to = customer.email ?? tickets.find(({ email }) => email !== null)?.email ?? null;
    return to === null
      ? null
      : { channel: 'EMAIL', to, ticketId: null, withheldBecause: sendsEmail ? null : NO_SENDER.EMAIL };
  },
  SMS: ({ customer: { phone } }) =>
    phone === null ? null : { channel: 'SMS', to: phone, ticketId: null, withheldBecause: NO_SENDER.SMS },
  WEBHOOK: ({ customer: { email, phone } }) => {
    const to = email ?? phone;
    return to === null ? null : { channel: 'WEBHOOK', to, ticketId: null, withheldBecause: NO_SENDER.WEBHOOK };
  },
};

/** The first channel of the policy by which the customer can be reached now; where none is, the first by which once more is configured. */
function chooseWay(reach: Reach, { channels }: MessagePolicy, senders: Senders): Way | null {
  const ways = channels.flatMap((channel) => WAYS[channel](reach, senders) ?? []);
  return ways.find(({ withheldBecause }) => withheldBecause === null) ?? ways[0] ?? null;
}

/** Decides how a message goes to the customer of a case: by which channel, in which language, with which words, and when. */
export function composeMessage(
  { template, values }: MessageWords,
  reach: Reach,
  context: { readonly policy: Policy; readonly senders: Senders; readonly now: Instant },
): MessageDraft {
  const { policy, senders, now } = context;
  const { messages } = policy;
  const way = chooseWay(reach, messages, senders);
  const channel = way?.channel ?? messages.channels[0]!;
  const { texts } = messages.templates[template]!;
  const { language, text } = textIn(texts, reach.customer.locale, messages.language);
  const known = { ...reach.values, ...values };
  const body = fillIn(text.body, known).trim();
  return {
    template,
    language,
    channel,
    to: way?.to ?? '',
    ticketId: way?.ticketId ?? null,
    subject: channel === 'EMAIL' && text.subject !== undefined ? fillIn(text.subject, known).trim() : null,
    body,
    status: way === null ? 'FAILED' : 'QUEUED',
    dueAt: dueAt(channel, policy, now),
    withheldBecause: way === null ? NO_WAY : way.withheldBecause,
    sameAs: canonicalText([reach.orderId ?? way?.ticketId ?? reach.caseId, template, body.replace(/\s+/g, ' ')]),
  };
}

/** When a message that is queued now goes out: after the time in which it can be taken back, and not in quiet hours. */
export function dueAt(channel: MessageChannel, { messages, calendars }: Policy, now: Instant): Instant {
  const at = after(now, messages.holdSeconds * 1000);
  const quiet = messages.quietHours[channel];
  if (quiet === undefined) return at;
  const open = addBusinessTime(waking(quiet, calendars['business']?.zone ?? 'UTC'), at, 1);
  return open === null || open <= after(at, 1) ? at : after(open, -1);
}

/** The hours of every day that are not quiet. */
function waking({ from, to }: QuietHours, zone: string): BusinessCalendar {
  const hours =
    from <= to
      ? [
          { from: '00:00', to: from },
          { from: to, to: '24:00' },
        ]
      : [{ from: to, to: from }];
  const day = hours.filter((part) => part.from < part.to);
  return { zone, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }, holidays: [], exceptions: [] };
}

/** Since when the same words count as said. */
export const repeatedSince = ({ repeatHours }: MessagePolicy, now: Instant): Instant => after(now, -repeatHours * HOUR);

/** From when on a message is not sent any more. */
export const expiresAt = ({ expireHours }: MessagePolicy, queuedAt: Instant): Instant =>
  after(queuedAt, expireHours * HOUR);
