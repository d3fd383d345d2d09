import type { TicketTopic } from '../vocabulary/ticket-topics';
import { TOPIC_RULES } from './topic-rules-table';

/** What tells a topic: how agents and forms label a ticket, and what customers write. */
export interface TopicRule {
  readonly topic: TicketTopic;
  /** Matched against each tag, and against the form. */
  readonly label: RegExp;
  /** Matched against subject and text. */
  readonly words: RegExp;
}

/** What of a ticket says what it is about. */
export interface TicketWording {
  readonly subject: string;
  readonly text?: string | null;
  readonly tags?: readonly string[];
  readonly form?: string | null;
}

/** A topic with its evidence, for the person who may correct it. */
export interface TopicFound {
  readonly topic: TicketTopic;
  /** Such as `tag "damaged"` or `subject "never arrived"`; null when nothing told. */
  readonly because: string | null;
}

/** As much of a text as is looked at: what a customer wants is said early. */
const LOOKED_AT = 4_000;
const MAX_QUOTED = 80;

/**
 * What a ticket is about. Tags tell before the form, the form before the subject, the subject before the text: the more
 * deliberate first. Of what is quoted from earlier mails nothing counts. OTHER when nothing tells.
 */
export function topicOf(ticket: TicketWording, rules: readonly TopicRule[] = TOPIC_RULES): TopicFound {
  return (
    found(
      rules,
      'label',
      (ticket.tags ?? []).map((tag) => ['tag', tag]),
    ) ??
    found(rules, 'label', [['form', ticket.form ?? '']]) ??
    found(rules, 'words', [['subject', ticket.subject]]) ??
    found(rules, 'words', [['text', withoutQuotes(ticket.text ?? '')]]) ?? { topic: 'OTHER', because: null }
  );
}

function found(
  rules: readonly TopicRule[],
  by: 'label' | 'words',
  sayings: readonly (readonly [where: string, said: string])[],
): TopicFound | null {
  for (const rule of rules)
    for (const [where, said] of sayings) {
      const [match] = rule[by].exec(said.slice(0, LOOKED_AT)) ?? [];
      const quoted = by === 'label' ? said : match;
      if (match !== undefined) return { topic: rule.topic, because: `${where} "${quoted!.slice(0, MAX_QUOTED)}"` };
    }
  return null;
}

const EARLIER_MAIL =
  /^(-{2,} ?(original message|ursprüngliche nachricht|message d'origine)|(on|am|le|el|op) .{4,80}(wrote|schrieb.*|a écrit|escribió|schreef.*):)/iu;

/** What the customer wrote this time. */
function withoutQuotes(text: string): string {
  const lines = text.slice(0, LOOKED_AT).split('\n');
  const end = lines.findIndex((line) => EARLIER_MAIL.test(line.trim()));
  return (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.trimStart().startsWith('>')).join('\n');
}
