import { codeTable, type TicketStatus } from '@whereabouts/plugin-sdk';

/** Conversations and tickets tell nothing of progress: all their states are information. */
export const CODES = codeTable(
  'Intercom REST API 1.0 to 2.14: The conversation model, "state"; The ticket state model, "category"',
  [
    { service: 'conversation', code: 'open', means: 'INFORMATION', says: 'Open' },
    { service: 'conversation', code: 'snoozed', means: 'INFORMATION', says: 'Put off until a time' },
    {
      service: 'conversation',
      code: 'closed',
      means: 'INFORMATION',
      says: 'Closed: it opens when the customer writes',
    },
    { service: 'ticket', code: 'submitted', means: 'INFORMATION', says: 'Nobody has taken it up' },
    { service: 'ticket', code: 'in_progress', means: 'INFORMATION', says: 'Being worked on' },
    { service: 'ticket', code: 'waiting_on_customer', means: 'INFORMATION', says: 'Waiting for the customer' },
    { service: 'ticket', code: 'on_hold', means: 'INFORMATION', says: 'On hold' },
    { service: 'ticket', code: 'resolved', means: 'INFORMATION', says: 'Resolved' },
  ],
  { fold: 'case' },
);

export const STATUSES: ReadonlyMap<string, TicketStatus> = new Map([
  ['open', 'OPEN'],
  ['snoozed', 'PENDING'],
  ['closed', 'CLOSED'],
  ['submitted', 'OPEN'],
  ['in_progress', 'OPEN'],
  ['waiting_on_customer', 'PENDING'],
  ['on_hold', 'PENDING'],
  ['resolved', 'SOLVED'],
]);
