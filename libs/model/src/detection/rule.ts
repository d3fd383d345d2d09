import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Reason } from '../vocabulary/reasons';
import type { ShipmentState } from '../vocabulary/shipment-states';
import { instant, type Instant } from '../time/instant';
import type { Reading } from '../shipment/reading';
import type { ShipmentFacts } from '../shipment/view';
import type { TicketSignal } from '../tickets/signal';
import type { DetectContext, Finding } from './finding';

/** What a rule looks at: all derived from the same summary. */
export interface RuleInput extends ShipmentFacts {
  readonly isInternational: boolean;
  readonly tickets: readonly TicketSignal[];
  readonly context: DetectContext;
}

/** When the trouble becomes a finding as things stand, and what it then says. Must not depend on `now`. */
export interface Outlook {
  /** `AT_ONCE` for a fact that needs no clock. */
  readonly dueAt: Instant | typeof AT_ONCE;
  readonly reason: Reason | null;
  readonly thresholds: Finding['thresholds'];
  /** One plain English sentence with figures and times: written when it is told. */
  readonly because: () => string;
  readonly milestoneIds: readonly string[];
  /** Absent: it rests on no ticket. */
  readonly ticketIds?: readonly string[];
  readonly conditionSince: Instant;
  /** After this moment it opens no case any more. Absent: always. */
  readonly opensUntil?: Instant;
}

/** Sorts before every Instant: a source's time in the future delays nothing. */
export const AT_ONCE = '';

/**
 * A rule is a deadline: the moment a shipment becomes an exception, or null if it never will as things stand. The same
 * answer opens the case and arms the timer. Once due it holds until there is news.
 */
export interface RuleOf<Input> {
  /** Stable: `kind/condition`. */
  readonly id: string;
  readonly kind: ExceptionKind;
  look(input: Input): Outlook | null;
}

/** A rule that looks at a shipment. */
export type Rule = RuleOf<RuleInput>;

/** The carrier has it and may still deliver it. */
export const ON_THE_WAY: ReadonlySet<ShipmentState> = new Set([
  'IN_TRANSIT',
  'HELD',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
]);

/** `2025-03-01 08:00 UTC`. */
export const said = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** From when a clock runs that a report started: the latest time that its certainty allows, and how to say so. */
export function clockStart({ at, latest }: Reading): { readonly since: Instant; readonly sinceText: string } {
  const since = instant(latest);
  const sinceText = latest === at ? said(since) : `${said(since)} at the latest (reported for ${said(instant(at))})`;
  return { since, sinceText };
}
