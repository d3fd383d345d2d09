import { MESSAGE_TEMPLATES, type MessageTemplate } from '../messages/default-templates';
import type { MessageChannel, MessagePhase } from '../vocabulary/messages';
import type { ExceptionKind } from '../vocabulary/exceptions';
import type { MilestoneCode } from '../vocabulary/milestones';
import type { Reason } from '../vocabulary/reasons';

/** Part of a day in which nothing is sent, `HH:mm` to `HH:mm` in the zone of the calendar `business`; it may span midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When the hub writes to a customer by itself. Every part that is given must hold. */
export interface MessageRule {
  readonly name: string;
  readonly when: {
    readonly kinds?: readonly ExceptionKind[];
    readonly reasons?: readonly Reason[];
    readonly milestones?: readonly MilestoneCode[];
    readonly phases?: readonly MessagePhase[];
  };
  /** By name. */
  readonly template: string;
  /** Absent: those of the policy. */
  readonly channels?: readonly MessageChannel[];
  /** A person approves each message. Needed for templates that promise money. */
  readonly approval?: boolean;
}

/** How customers are written to. */
export interface MessagePolicy {
  /** The first of them by which the customer can be reached is taken. */
  readonly channels: readonly MessageChannel[];
  /** Of a customer whose language no template has. */
  readonly language: string;
  /** Between the command and the sending: the time in which it can be taken back. */
  readonly holdSeconds: number;
  /** The same words to the same customer are not sent twice within it. */
  readonly repeatHours: number;
  /** What could not be sent for so long is not sent any more. */
  readonly expireHours: number;
  readonly quietHours: Readonly<Partial<Record<MessageChannel, QuietHours>>>;
  readonly limits: {
    /** Messages by rules to one customer within 24 hours. */
    readonly perCustomerADay: number;
  };
  readonly optOut: {
    /** Rules write nothing about a case that has one of these tags, or whose ticket has. */
    readonly tags: readonly string[];
  };
  readonly approval: {
    /** Which messages of an agent that name a sum of money wait for a lead: those above the agent's limits, or all. */
    readonly sums: 'ABOVE_LIMIT' | 'ALWAYS';
  };
  /** By name. `answer` and `evidence-request` are what people's commands send. */
  readonly templates: Readonly<Record<string, MessageTemplate>>;
  /** The first rule that fits counts. */
  readonly rules: readonly MessageRule[];
}

export const DEFAULT_MESSAGES: MessagePolicy = {
  channels: ['TICKET', 'EMAIL', 'SMS'],
  language: 'en',
  holdSeconds: 20,
  repeatHours: 24,
  expireHours: 72,
  quietHours: { SMS: { from: '21:00', to: '08:00' } },
  limits: { perCustomerADay: 3 },
  optOut: { tags: ['do-not-contact'] },
  approval: { sums: 'ABOVE_LIMIT' },
  templates: MESSAGE_TEMPLATES,
  rules: [],
};
