import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/** Status codes of MyGLS, as its interface description lists them. Codes of one meaning stand together. */
export const STATUSES: readonly CodeRow[] = [
  // Announced, and to be collected.
  ...alike('51 52 83 84', { means: 'LABEL_CREATED', says: 'Data entered, not yet handed over' }),
  ...alike('87 88', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] }),
  { code: '89', means: 'PICKUP_FAILED', says: 'Customer did not know of the pick-up' },
  ...alike('90 91', { means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Pick-up cancelled' }),

  // On the way.
  { code: '1', means: 'ACCEPTED', says: 'Handed over to GLS' },
  ...alike('3 26 27 86', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Reached the parcel centre' }),
  ...alike('2 22 47', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the parcel centre' }),
  ...alike('41 53', { means: 'IN_TRANSIT', says: 'Forwarded' }),
  {
    code: '80',
    means: 'IN_TRANSIT',
    reasons: ['recipient.requested_change'],
    says: 'Sent on to the address asked for',
  },
  { code: '4', means: 'OUT_FOR_DELIVERY', says: 'Expected to be delivered during the day' },
  ...alike('13 21 25', { means: 'DELAYED', reasons: ['carrier.missort'] }),
  ...alike('15 33', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Not delivered, no time left' }),
  { code: '19', means: 'DELAYED', reasons: ['external.weather'] },

  // Customs.
  ...alike('61 67', { means: 'CUSTOMS_STARTED', says: 'Customs documents are being prepared' }),
  ...alike('64 65 76', { means: 'CUSTOMS_CLEARED' }),
  ...alike('60 70 71 72', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('62 66 73', { means: 'HELD', reasons: ['customs.delay'] }),
  { code: '74', means: 'HELD', reasons: ['customs.inspection'] },
  { code: '75', means: 'TERMINATED', reasons: ['customs.prohibited'], says: 'Confiscated' },

  // Not delivered.
  ...alike('11 12 36', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  { code: '14', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  ...alike('16 68', { means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] }),
  ...alike('17 34 35', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('18 20', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }),
  { code: '38', means: 'ATTEMPT_FAILED', reasons: ['shipper.data_missing'], says: 'Delivery note missing' },
  ...alike('6 7 69', { means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Stored in the parcel centre' }),
  { code: '9', means: 'HELD', reasons: ['recipient.requested_change'], says: 'Stored until the new delivery date' },
  ...alike('30 31', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('29 43', { means: 'EXCEPTION', reasons: ['carrier.investigating'] }),
  { code: '44', means: 'EXCEPTION', reasons: ['shipper.prohibited'], says: 'Excluded from the terms' },
  { code: '57', means: 'EXCEPTION', reasons: ['recipient.not_collected'] },
  // The locker took no parcel.
  { code: '401', means: 'DELAYED', reasons: ['carrier.capacity'], says: 'No room in the parcel locker' },
  ...alike('404 420', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Parcel locker out of order' }),
  { code: '402', means: 'DELAYED', reasons: ['shipper.weight_or_dimensions'], says: 'Too large for the parcel locker' },
  { code: '403', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  ...alike('23 40', { means: 'RETURNING' }),
  ...alike('28 42', { means: 'TERMINATED', reasons: ['carrier.destroyed'], says: 'Disposed of' }),

  // Waiting, and delivered.
  ...alike('8 55 56', { means: 'AVAILABLE_FOR_PICKUP' }),
  { code: '97', means: 'AVAILABLE_FOR_PICKUP', says: 'Placed in the parcel locker' },
  ...alike('5 92', { means: 'DELIVERED' }),
  { code: '54', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  { code: '58', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },

  // Told, and nothing more: one more scan where it lies proves no movement.
  ...alike('24 37 46', { means: 'INFORMATION', reasons: ['recipient.requested_change'] }),
  ...alike('10 32 39 81 85 93 99', { means: 'INFORMATION' }),
];
