import { canonicalText } from '../canonical-text';
import type { Instant } from '../time/instant';

/** What helpdesks say of a ticket, each with when they said it. */
export interface TicketSaid {
  readonly subject: string;
  readonly text: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly form: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly orderNumber: string;
  readonly trackingNumber: string;
  readonly customerEmail: string;
  readonly customerName: string;
  readonly url: string;
  readonly customerMessages: number;
  readonly satisfaction: number;
}
export type TicketFacts = {
  readonly [Name in keyof TicketSaid]?: { readonly at: Instant; readonly value: TicketSaid[Name] };
};

/** Facts said at one moment. What is not said is not there. */
export const ticketFacts = (at: Instant, said: Partial<TicketSaid>): TicketFacts =>
  Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, { at, value }]])),
  );

/** Joins what was said: of each fact the latest. In any order and with any repetition the result is the same. */
export function mergeTickets(one: TicketFacts, other: TicketFacts): TicketFacts {
  const merged: Record<string, { at: Instant; value: unknown }> = { ...one };
  for (const [name, fact] of Object.entries(other)) {
    const known = merged[name];
    if (known === undefined || isLater(fact, known)) merged[name] = fact;
  }
  return merged as TicketFacts;
}

interface Fact {
  readonly at: Instant;
  readonly value: unknown;
}

/** What was said twice for one moment needs some order that does not depend on which came first. */
const isLater = (fact: Fact, known: Fact): boolean =>
  fact.at === known.at ? canonicalText(fact.value) > canonicalText(known.value) : fact.at > known.at;

/** What the helpdesk says now. */
export const ticketNow = (facts: TicketFacts): Partial<TicketSaid> =>
  Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));

const SETTLED = new Set(['SOLVED', 'CLOSED']);

/** When it was closed; null while it is open, also when it was opened again. */
export function closedAtOf({ status, closedAt }: TicketFacts): Instant | null {
  if (status !== undefined && !SETTLED.has(status.value)) return null;
  return closedAt?.value ?? (status === undefined ? null : status.at);
}

/** Was it settled with a single message of the customer? Null while it is open, or where nobody counts. */
export function resolvedOnFirstContact(facts: TicketFacts): boolean | null {
  const { customerMessages } = facts;
  return closedAtOf(facts) === null || customerMessages === undefined ? null : customerMessages.value <= 1;
}
