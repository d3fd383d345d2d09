/** What a support ticket is about. */
export const TICKET_TOPICS = {
  WISMO: 'Where is my order? Asks how far it is.',
  DAMAGE: 'Something arrived broken.',
  NOT_RECEIVED: 'Nothing arrived, although it should have.',
  WRONG_OR_MISSING_ITEM: 'Another article arrived, or one is missing.',
  RETURN: 'Wants to send something back, or money back.',
  OTHER: 'Anything else, or not to be told.',
} as const;
export type TicketTopic = keyof typeof TICKET_TOPICS;
