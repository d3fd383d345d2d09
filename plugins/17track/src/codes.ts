import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = ['unknown.unknown'] as const;

/** A sub-status; and the stage, or the main status, that says the same in one word. */
const named = (codes: readonly string[], row: Omit<CodeRow, 'code'>, ...kinds: Parameters<typeof leftOpen>[1][]) =>
  codes.flatMap((code) => leftOpen({ code, ...row }, ...kinds));

const V2: readonly CodeRow[] = [
  // Facts about 17TRACK, not about the parcel.
  ...named(['NotFound', 'NotFound_Other', 'NotFound_InvalidCode', 'Expired', 'Expired_Other'], {
    means: 'INFORMATION',
  }),
  ...named(['InfoReceived'], { means: 'LABEL_CREATED' }),
  ...named(['PickedUp', 'InTransit_PickedUp'], { means: 'ACCEPTED' }),
  ...named(['InTransit', 'InTransit_Other'], { means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans', 'abroad'),
  // Of the port of the country that it comes from, and of the one that it goes to.
  ...named(['Departure', 'InTransit_Departure'], { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...named(['Arrival', 'InTransit_Arrival'], { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  { code: 'InTransit_TransportDeparted', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'InTransit_TransportArrived', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'InTransit_CustomsProcessing', means: 'CUSTOMS_STARTED' },
  { code: 'InTransit_CustomsReleased', means: 'CUSTOMS_CLEARED' },
  { code: 'InTransit_CustomsRequiringInformation', means: 'HELD', reasons: ['customs.documents'] },
  ...named(['AvailableForPickup', 'AvailableForPickup_Other'], { means: 'AVAILABLE_FOR_PICKUP' }),
  ...named(['OutForDelivery', 'OutForDelivery_Other'], { means: 'OUT_FOR_DELIVERY' }),

  ...named(['DeliveryFailure', 'DeliveryFailure_Other'], { means: 'ATTEMPT_FAILED' }, 'attempt'),
  { code: 'DeliveryFailure_NoBody', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  // Safety, customs or fees: which of them only the message may tell.
  ...named(['DeliveryFailure_Security'], { means: 'ATTEMPT_FAILED', reasons: UNSAID }, 'attempt'),
  { code: 'DeliveryFailure_Rejected', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: 'DeliveryFailure_InvalidAddress', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },

  ...named(['Delivered', 'Delivered_Other'], { means: 'DELIVERED' }, 'delivered'),

  ...named(['Exception', 'Exception_Other'], { means: 'EXCEPTION', reasons: UNSAID }, 'trouble', 'abroadTrouble'),
  ...named(['Returning', 'Exception_Returning'], { means: 'RETURNING' }, 'return'),
  ...named(['Returned', 'Exception_Returned'], { means: 'RETURNED' }),
  { code: 'Exception_NoBody', means: 'EXCEPTION', reasons: ['recipient.unknown'] },
  ...named(['Exception_Security'], { means: 'EXCEPTION', reasons: UNSAID }, 'trouble', 'abroadTrouble'),
  ...named(['Exception_Damage', 'Exception_Damaged'], { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  { code: 'Exception_Rejected', means: 'EXCEPTION', reasons: ['recipient.refused'] },
  ...named(['Exception_Delayed'], { means: 'DELAYED' }, 'late'),
  { code: 'Exception_Lost', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: 'Exception_Destroyed', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { code: 'Exception_Cancel', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
];

/** Package states of API v1 and of the account's own list: of the parcel as a whole, events have none. */
const V1: readonly CodeRow[] = [
  { code: '0', means: 'INFORMATION', says: 'Not found' },
  { code: '10', means: 'IN_TRANSIT', says: 'In transit' },
  { code: '20', means: 'INFORMATION', says: 'Expired' },
  { code: '30', means: 'AVAILABLE_FOR_PICKUP', says: 'Pick up' },
  { code: '35', means: 'ATTEMPT_FAILED', says: 'Undelivered' },
  { code: '40', means: 'DELIVERED', says: 'Delivered' },
  { code: '50', means: 'EXCEPTION', reasons: UNSAID, says: 'Alert' },
];

/** Messages of carriers all over the world, where no status comes with them. */
const WORDINGS = wordings('en', 'de', 'fr', 'es', 'nl', 'pl', 'zh');

/**
 * Sources: 17TRACK API v2.2 and v2.4, "Main status", "Sub status" and "Milestone"; API v1, "Package status". A sub-status
 * that is not listed is UNMAPPED, unless the carrier's message is plain.
 */
export const CODES = codeTable('17TRACK API v2.4: main status, sub status, milestone; v1: package status', [
  ...V2,
  ...V1.map((row) => ({ ...row, service: 'v1' })),
  // What posts say alike, in the words of UPU's EMSEVT.
  { code: '*', text: /^posting(\/collection)?\b/i, means: 'ACCEPTED' },
  {
    code: '*',
    text: /^arrival at (transit|destination|(inward|outward) office)/i,
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  },
  { code: '*', text: /^final delivery\b/i, means: 'DELIVERED' },
  ...WORDINGS,
]);
