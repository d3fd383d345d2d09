import { codeTable, type TicketStatus } from '@whereabouts/plugin-sdk';

/** A ticket tells of a conversation and never of progress: all its statuses are information. */
export const CODES = codeTable(
  'Zendesk Tickets API, property "status"',
  [
    { code: 'new', means: 'INFORMATION', says: 'Nobody has taken it up' },
    { code: 'open', means: 'INFORMATION', says: 'An agent works on it' },
    { code: 'pending', means: 'INFORMATION', says: 'Waiting for the requester' },
    { code: 'hold', means: 'INFORMATION', says: 'Waiting for a third party' },
    { code: 'solved', means: 'INFORMATION', says: 'The agent has solved it' },
    { code: 'closed', means: 'INFORMATION', says: 'Archived: it cannot be opened again' },
  ],
  { fold: 'case' },
);

/** Status words of the API, of events (in capitals) and of placeholders in trigger bodies (as agents see them). */
export const STATUSES: ReadonlyMap<string, TicketStatus> = new Map([
  ['new', 'OPEN'],
  ['open', 'OPEN'],
  ['pending', 'PENDING'],
  ['hold', 'PENDING'],
  ['on-hold', 'PENDING'],
  ['on hold', 'PENDING'],
  ['solved', 'SOLVED'],
  ['closed', 'CLOSED'],
]);
