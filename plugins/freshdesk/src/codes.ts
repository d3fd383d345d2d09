import { codeTable, type TicketStatus } from '@whereabouts/plugin-sdk';

/** A ticket tells of a conversation and never of progress: its statuses are information. */
export const CODES = codeTable('Freshdesk API v2, "Ticket properties": status; default ticket fields', [
  { code: '2', means: 'INFORMATION', says: 'Open' },
  { code: '3', means: 'INFORMATION', says: 'Pending' },
  { code: '4', means: 'INFORMATION', says: 'Resolved' },
  { code: '5', means: 'INFORMATION', says: 'Closed' },
  { code: '6', means: 'INFORMATION', says: 'Waiting on customer' },
  { code: '7', means: 'INFORMATION', says: 'Waiting on third party' },
]);

/** By number in the API, by name in the bodies of automations: as agents see it, or as customers do. */
export const STATUSES: ReadonlyMap<string, TicketStatus> = new Map([
  ['2', 'OPEN'],
  ['3', 'PENDING'],
  ['4', 'SOLVED'],
  ['5', 'CLOSED'],
  ['6', 'PENDING'],
  ['7', 'PENDING'],
  ['open', 'OPEN'],
  ['pending', 'PENDING'],
  ['resolved', 'SOLVED'],
  ['closed', 'CLOSED'],
  ['waiting on customer', 'PENDING'],
  ['waiting on third party', 'PENDING'],
  ['being processed', 'OPEN'],
  ['awaiting your reply', 'PENDING'],
  ['this ticket has been resolved', 'SOLVED'],
  ['this ticket has been closed', 'CLOSED'],
]);

export const STATUS_NUMBERS: Readonly<Record<TicketStatus, number>> = { OPEN: 2, PENDING: 3, SOLVED: 4, CLOSED: 5 };

/** Answers to satisfaction surveys: seven steps of joy, of which shorter surveys use some. */
export const SATISFACTION: ReadonlyMap<string, number> = new Map([
  ['103', 5],
  ['102', 5],
  ['101', 4],
  ['100', 3],
  ['-101', 2],
  ['-102', 1],
  ['-103', 1],
]);
