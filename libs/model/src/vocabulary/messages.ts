/** By which way a message goes to a customer. */
export const MESSAGE_CHANNELS = {
  EMAIL: 'By email.',
  SMS: 'As a short message to a phone.',
  WEBHOOK: "To the merchant's own system, which tells the customer.",
  TICKET: 'As an answer in the ticket that the customer wrote.',
} as const;
export type MessageChannel = keyof typeof MESSAGE_CHANNELS;

export const MESSAGE_STATUSES = {
  QUEUED: 'It is to go out; `withheldBecause` says what it waits for, if anything.',
  SENT: 'It was given to whoever delivers it.',
  FAILED: 'It will not go out; `withheldBecause` says why.',
  WITHDRAWN: 'It was taken back before it went out.',
  AWAITING_APPROVAL: 'It goes out once somebody approves what it promises.',
} as const;
export type MessageStatus = keyof typeof MESSAGE_STATUSES;

/** What a customer goes through with an order, as message rules tell it apart. */
export const MESSAGE_PHASES = {
  NORMAL_TRANSIT: 'The parcel is on its way as promised.',
  DELAY: 'It will come later than promised.',
  SPLIT: 'The order comes in several parcels.',
  BACKORDER: 'An article is not there yet.',
  PICKUP: 'The parcel waits at a counter or a locker.',
  FAILED_ATTEMPT: 'The carrier was at the door in vain.',
  EXCEPTION: 'Something else keeps the parcel.',
  DELIVERED: 'The parcel is delivered.',
} as const;
export type MessagePhase = keyof typeof MESSAGE_PHASES;
