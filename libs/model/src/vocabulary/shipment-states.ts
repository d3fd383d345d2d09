/** Where a shipment stands, derived from the set of its milestones. */
export const SHIPMENT_STATES = {
  EXPECTED: 'Known by number or order only; nothing was reported yet.',
  PACKED: 'Picked or packed in the warehouse.',
  LABEL_CREATED: 'The carrier knows the number; nothing was scanned.',
  HANDED_OVER: 'The shipper says that the carrier has it; the carrier has not scanned it.',
  IN_TRANSIT: 'Moving with the carrier.',
  HELD: 'Stopped at the carrier or in customs, waiting for something.',
  OUT_FOR_DELIVERY: 'On the vehicle that will deliver it.',
  ATTEMPT_FAILED: 'The carrier was at the door and could not deliver.',
  AVAILABLE_FOR_PICKUP: 'Waiting for the recipient at a counter or in a locker.',
  DELIVERED: 'Delivered, as far as is known: later news can contradict it.',
  RETURNING: 'On the way back to the shipper.',
  RETURNED: 'Back at the shipper.',
  LOST: 'Lost or destroyed, as the carrier says.',
  CANCELLED: 'Cancelled before it was delivered.',
} as const;
export type ShipmentState = keyof typeof SHIPMENT_STATES;
