/**
 * What can happen to a parcel or an order, in our words. One list; the types, the GraphQL enum, the plugins' tables and
 * the documentation are derived from it.
 *
 * `moves`: proof that the parcel moved, so it restarts the stall clock. Nothing else does.
 * `saidBy`: who usually reports it. `meaning`: the GraphQL description.
 */
export const MILESTONES = {
  ORDER_PLACED: { moves: false, saidBy: 'storefront', meaning: 'The customer bought.' },
  ALLOCATED: { moves: false, saidBy: 'OMS, WMS', meaning: 'Stock is reserved for the order.' },
  BACKORDERED: { moves: false, saidBy: 'OMS, WMS', meaning: 'Stock is not available; the reason says which item.' },
  PICKED: { moves: false, saidBy: 'WMS', meaning: 'The items were taken from the shelf.' },
  PACKED: { moves: false, saidBy: 'WMS', meaning: 'The parcel was packed.' },
  LABEL_CREATED: {
    moves: false,
    saidBy: 'WMS, carrier',
    meaning: 'The carrier knows the number; nothing was scanned.',
  },
  HANDED_OVER: {
    moves: false,
    saidBy: 'WMS',
    meaning: 'The shipper says that the carrier has it: ship-confirmed, manifested or dropped off.',
  },
  PICKUP_FAILED: { moves: false, saidBy: 'carrier', meaning: 'The carrier came or was due, and has nothing.' },
  ACCEPTED: { moves: true, saidBy: 'carrier', meaning: 'First physical scan by the carrier.' },
  IN_TRANSIT: { moves: true, saidBy: 'carrier', meaning: 'Arrived at, processed in, or departed from a facility.' },
  CUSTOMS_STARTED: { moves: true, saidBy: 'carrier', meaning: 'Customs has begun to look at it.' },
  CUSTOMS_CLEARED: { moves: true, saidBy: 'carrier', meaning: 'Customs released it.' },
  PARTNER_HANDOFF: {
    moves: true,
    saidBy: 'carrier',
    meaning: 'Given to the next carrier; that may bring a second tracking number.',
  },
  AT_DELIVERY_DEPOT: { moves: true, saidBy: 'carrier', meaning: 'The facility that will deliver it has it.' },
  OUT_FOR_DELIVERY: { moves: true, saidBy: 'carrier', meaning: 'On the vehicle that will deliver it.' },
  ATTEMPT_FAILED: { moves: true, saidBy: 'carrier', meaning: 'At the door, not delivered.' },
  AVAILABLE_FOR_PICKUP: {
    moves: true,
    saidBy: 'carrier',
    meaning: 'Waiting for the recipient at a counter or in a locker.',
  },
  DELIVERED: {
    moves: true,
    saidBy: 'carrier',
    meaning: 'Delivered or collected from the counter. Not terminal: later events can contradict it.',
  },
  HELD: { moves: false, saidBy: 'carrier', meaning: 'Stopped, waiting for something; the reason says for what.' },
  DELAYED: { moves: false, saidBy: 'carrier', meaning: 'The carrier announced lateness.' },
  EXCEPTION: { moves: false, saidBy: 'carrier', meaning: 'Any other impediment; the reason says which.' },
  RETURNING: { moves: true, saidBy: 'carrier', meaning: 'On the way back to the shipper.' },
  RETURNED: { moves: true, saidBy: 'carrier', meaning: 'Back at the shipper.' },
  TERMINATED: {
    moves: false,
    saidBy: 'carrier, WMS',
    meaning: 'Will not be delivered: cancelled, lost or destroyed; the reason says which.',
  },
  INFORMATION: { moves: false, saidBy: 'any', meaning: 'Says nothing about progress.' },
  UNMAPPED: {
    moves: false,
    saidBy: 'plugin',
    meaning: "The source's code is not in the plugin's table. Kept with its text and counted.",
  },
} as const satisfies Record<string, { moves: boolean; saidBy: string; meaning: string }>;

export type MilestoneCode = keyof typeof MILESTONES;
export const MILESTONE_CODES = Object.keys(MILESTONES) as readonly MilestoneCode[];

/** Milestones that restart the stall clock. */
export const MOVING: ReadonlySet<MilestoneCode> = new Set(MILESTONE_CODES.filter((code) => MILESTONES[code].moves));

/** Milestones that never change a state and never restart a clock. */
export const SILENT: ReadonlySet<MilestoneCode> = new Set<MilestoneCode>(['INFORMATION', 'UNMAPPED']);
