import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = ['unknown.unknown'] as const;
/** Ship24 hands on the carrier's own message, untranslated. */
const WORDINGS = wordings('en', 'de', 'fr', 'es', 'nl', 'pl', 'zh');

/**
 * A milestone says how the shipment stood when an event came that has no code of its own: what happened then is what the
 * message tells, and where it tells nothing the event changed nothing.
 */
const standing = (code: string, means: CodeRow['means']): CodeRow[] => [
  ...WORDINGS.map((row) => ({ ...row, code })),
  { code, means },
];

/** Source: Ship24 documentation, "Status": statusCode and statusMilestone. */
export const CODES = codeTable('Ship24 documentation, Status: statusCode, statusMilestone', [
  { code: 'data_order_created', means: 'LABEL_CREATED' },
  { code: 'data_order_cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  { code: 'data_delivery_proposed', means: 'INFORMATION', says: 'Ways or times of delivery were offered' },
  { code: 'data_delivery_decided', means: 'INFORMATION', says: 'Way or time of delivery is settled' },
  { code: 'transit_handover', means: 'ACCEPTED', says: 'Collected or received by the carrier' },
  { code: 'transit_origin_country_departure', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'destination_arrival', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'In the destination country' },
  { code: 'customs_received', means: 'CUSTOMS_STARTED' },
  { code: 'customs_exception', means: 'HELD', reasons: ['customs.delay'] },
  { code: 'customs_rejected', means: 'EXCEPTION', reasons: ['customs.prohibited'] },
  { code: 'customs_cleared', means: 'CUSTOMS_CLEARED' },
  { code: 'delivery_available_for_pickup', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'delivery_out_for_delivery', means: 'OUT_FOR_DELIVERY' },
  ...leftOpen({ code: 'delivery_attempted', means: 'ATTEMPT_FAILED' }, 'attempt'),
  ...leftOpen({ code: 'delivery_exception', means: 'EXCEPTION', reasons: UNSAID }, 'trouble', 'abroadTrouble'),
  { code: 'delivery_refused', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  ...leftOpen({ code: 'delivery_delivered', means: 'DELIVERED' }, 'delivered'),
  ...leftOpen({ code: 'exception_return', means: 'RETURNING' }, 'return'),
  { code: 'exception_lost', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: 'exception_discarded', means: 'TERMINATED', reasons: ['carrier.destroyed'] },

  // Of the shipment as a whole.
  { code: 'pending', service: 'shipment', means: 'INFORMATION' },
  { code: 'info_received', service: 'shipment', means: 'LABEL_CREATED' },
  { code: 'in_transit', service: 'shipment', means: 'IN_TRANSIT' },
  { code: 'out_for_delivery', service: 'shipment', means: 'OUT_FOR_DELIVERY' },
  { code: 'failed_attempt', service: 'shipment', means: 'ATTEMPT_FAILED' },
  { code: 'available_for_pickup', service: 'shipment', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'delivered', service: 'shipment', means: 'DELIVERED' },
  { code: 'exception', service: 'shipment', means: 'EXCEPTION', reasons: UNSAID },

  ...standing('pending', 'INFORMATION'),
  ...standing('info_received', 'INFORMATION'),
  ...standing('in_transit', 'IN_TRANSIT'),
  ...standing('out_for_delivery', 'INFORMATION'),
  ...standing('failed_attempt', 'INFORMATION'),
  ...standing('available_for_pickup', 'INFORMATION'),
  ...standing('delivered', 'INFORMATION'),
  ...standing('exception', 'INFORMATION'),

  ...WORDINGS,
]);
