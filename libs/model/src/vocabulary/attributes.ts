/** Details of a milestone that are neither what happened nor why. */
export const FACILITY_ACTIONS = ['ARRIVED', 'DEPARTED', 'PROCESSED'] as const;
export type FacilityAction = (typeof FACILITY_ACTIONS)[number];

export const DELIVERED_TO = {
  RECIPIENT: 'Handed to the recipient or somebody of the household.',
  SAFE_PLACE: 'Left at the door or another agreed place.',
  NEIGHBOR: 'Handed to a neighbour.',
  LOCKER: 'Put into a parcel locker.',
  MAILBOX: 'Put into the mailbox.',
  SERVICE_POINT: 'Collected at, or left with, a parcel shop or post office.',
  RECEPTION: 'Handed to a reception, front desk, mail room or concierge.',
  OTHER: 'Somewhere that the source names but the vocabulary does not.',
} as const;
export type DeliveredTo = keyof typeof DELIVERED_TO;

export const DIRECTIONS = { FORWARD: 'Towards the recipient.', RETURN: 'Back to the shipper.' } as const;
export type Direction = keyof typeof DIRECTIONS;

/** How sure we are of the instant of a milestone. */
export const TIME_CERTAINTIES = {
  OFFSET_GIVEN: 'The source gave the offset or wrote UTC.',
  ZONE_FROM_PLACE: "The zone was derived from the event's place.",
  ZONE_ASSUMED:
    "No zone was given and the place does not tell; the source's documented or configured zone was assumed.",
  DATE_ONLY: 'Only a date was given.',
  UNKNOWN: 'No usable time was given: the instant is the time of receipt.',
} as const;
export type TimeCertainty = keyof typeof TIME_CERTAINTIES;
