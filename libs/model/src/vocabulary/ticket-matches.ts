/** How sure it is that a ticket is of the shipment or order that it was matched to. */
export const MATCH_CERTAINTIES = {
  CERTAIN: 'A person said so, or the helpdesk has the number in a field of its own.',
  LIKELY: 'The customer wrote the number.',
  POSSIBLE: 'Only the address of the customer tells: look before you act.',
} as const;
export type MatchCertainty = keyof typeof MATCH_CERTAINTIES;

/** What told whose a ticket is. */
export const TICKET_MATCHES = {
  PERSON: 'A person said so.',
  TRACKING_NUMBER: 'The tracking number in a field of the helpdesk.',
  ORDER_NUMBER: 'The order number in a field of the helpdesk.',
  TRACKING_NUMBER_IN_TEXT: 'The tracking number that the customer wrote.',
  ORDER_NUMBER_IN_TEXT: 'The order number that the customer wrote.',
  EMAIL: "The customer's email address: that address has a single order in the time looked back.",
} as const;
export type TicketMatchBy = keyof typeof TICKET_MATCHES;

const CERTAINTY_OF: Readonly<Record<TicketMatchBy, MatchCertainty>> = {
  PERSON: 'CERTAIN',
  TRACKING_NUMBER: 'CERTAIN',
  ORDER_NUMBER: 'CERTAIN',
  TRACKING_NUMBER_IN_TEXT: 'LIKELY',
  ORDER_NUMBER_IN_TEXT: 'LIKELY',
  EMAIL: 'POSSIBLE',
};

export const certaintyOf = (by: TicketMatchBy): MatchCertainty => CERTAINTY_OF[by];
