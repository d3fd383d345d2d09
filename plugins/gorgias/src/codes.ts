import { codeTable, type TicketStatus } from '@whereabouts/plugin-sdk';

/** A ticket tells of a conversation and never of progress: its statuses are information. */
export const CODES = codeTable(
  'Gorgias REST API, The Ticket object, property "status"',
  [
    { code: 'open', means: 'INFORMATION', says: 'Open, or snoozed until its snooze time' },
    { code: 'closed', means: 'INFORMATION', says: 'Closed: it opens again when the customer writes' },
  ],
  { fold: 'case' },
);

export const STATUSES: ReadonlyMap<string, TicketStatus> = new Map([
  ['open', 'OPEN'],
  ['snoozed', 'PENDING'],
  ['closed', 'CLOSED'],
]);

/** The Event object, property "type": events after which a ticket has another status. */
export const EVENTS: ReadonlyMap<string, string> = new Map([
  ['ticket-created', 'open'],
  ['ticket-reopened', 'open'],
  ['ticket-self-unsnoozed', 'open'],
  ['ticket-snoozed', 'snoozed'],
  ['ticket-closed', 'closed'],
]);
