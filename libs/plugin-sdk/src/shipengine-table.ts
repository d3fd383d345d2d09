import { alike, type CodeRow } from './code-table';
import { leftOpen } from './relayed-wordings';
import { wordings } from './wordings-table';

const UNSAID = ['unknown.unknown'] as const;
const CUSTOMS = ['customs.delay'] as const;

/** Detail codes say what happened; the status code alone is often too coarse. */
const DETAILS = [
  ...alike('SHIPMENT_CREATED AWAITING_PICKUP_DROP_OFF AWAITING_DESPATCH AWAITING_ELECTRONIC_ADVICE', {
    means: 'LABEL_CREATED',
  }),
  { code: 'ELEC_ADVICE_RECD_BY_CARRIER', means: 'LABEL_CREATED' },
  { code: 'COLLECTION_REQUESTED', means: 'INFORMATION', says: 'Pickup scheduled' },
  { code: 'COLLECTION_FAILED', means: 'PICKUP_FAILED' },
  { code: 'NOT_YET_RECEIVED_BY_CARRIER', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] },
  ...alike('DESPATCHED DROPPED_OFF', { means: 'HANDED_OVER', says: 'Handed over or dropped off' }),
  ...alike('COLLECTION_MADE PICKED_UP RECEIVED_BY_CARRIER', { means: 'ACCEPTED' }),
  { code: 'RECD_BY_CARRIER_NO_ELEC_ADVICE', means: 'ACCEPTED', reasons: ['shipper.data_missing'] },

  ...leftOpen({ code: 'IN_TRANSIT', means: 'IN_TRANSIT' }, 'progress', 'scans'),
  { code: 'HUB_SCAN_OUT', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'HUB_SCAN_IN', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  ...alike('HUB_PROCESSING PARCEL_OVER_LABELLED', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  { code: 'PARCEL_REDIRECTED', means: 'IN_TRANSIT', says: 'Sent to another address' },
  { code: 'RECEIVED_LOCAL_DELIVERY_DEPOT', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 'SUB_CONTRACTOR_RECEIVED', means: 'PARTNER_HANDOFF' },
  { code: 'SUB_CONTRACTOR_EVENT', means: 'IN_TRANSIT', says: 'With the delivery partner' },
  { code: 'CUSTOMS_PROCESSING', means: 'CUSTOMS_STARTED' },
  { code: 'CUSTOMS_CLEARED', means: 'CUSTOMS_CLEARED' },
  ...alike('INFORMATION POST_TRANSIT_STATUS DELIVERY_SCHEDULED COD_AMOUNT_PAID', { means: 'INFORMATION' }),
  ...alike('PARCEL_UPDATE_NOTIFICATION PARCEL_UPDATE_NOTIFICATION_VIA_EMAIL PARCEL_UPDATE_NOTIFICATION_VIA_SMS', {
    means: 'INFORMATION',
  }),
  { code: 'DELIVERY_ARRANGED_WITH_RECIPIENT', means: 'INFORMATION', reasons: ['recipient.requested_change'] },

  { code: 'OUT_FOR_DELIVERY', means: 'OUT_FOR_DELIVERY' },
  ...['ATTEMPTED_DELIVERY', 'ATTEMPTED_DELIVERY_2ND', 'ATTEMPTED_DELIVERY_3RD', 'ATTEMPTED_DELIVERY_FINAL'].flatMap(
    (code) => leftOpen({ code, means: 'ATTEMPT_FAILED' }, 'attempt'),
  ),
  ...leftOpen({ code: 'CUSTOMER_CARDED', means: 'ATTEMPT_FAILED', says: 'A card was left' }, 'attempt'),
  ...alike('COD_AMOUNT_NOT_PAID INVALID_METHOD_OF_PAYMENT', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.payment_due'],
  }),
  { code: 'CUSTOMER_IDENTIFICATION_FAILED', means: 'ATTEMPT_FAILED', reasons: ['recipient.verification_failed'] },
  { code: 'NO_ACCESS_TO_RECIPIENTS_ADDRESS', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] },

  ...alike('AWAITING_COLLECTION_FROM_PICKUP_POINT COLLECT_AT_LOCAL_PO CUSTOMER_TO_COLLECT_FROM_CARRIER', {
    means: 'AVAILABLE_FOR_PICKUP',
  }),
  // In a locker the parcel waits for its recipient.
  { code: 'DELIVERED_TO_LOCKER_COLLECTION_POINT', means: 'AVAILABLE_FOR_PICKUP' },

  ...leftOpen({ code: 'DELIVERED', means: 'DELIVERED' }, 'delivered'),
  { code: 'PROOF_OF_DELIVERY', means: 'DELIVERED' },
  { code: 'DELIVERED_DAMAGED', means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] },
  { code: 'DELIVERED_IN_PART', means: 'DELIVERED', reasons: ['delivery.partial'] },
  { code: 'DELIVERED_SPECIFIED_SAFE_PLACE', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'DELIVERED_TO_ALTERNATIVE_DELIVERY_LOCATION', means: 'DELIVERED', deliveredTo: 'OTHER' },
  { code: 'DELIVERED_TO_NEIGHBOUR', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'DELIVERED_TO_PO_BOX', means: 'DELIVERED', deliveredTo: 'OTHER' },
  { code: 'PARCEL_COLLECTED_FROM_PICKUP_POINT', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },

  { code: 'ADDRESS_QUERY', means: 'EXCEPTION', reasons: ['address.incorrect'] },
  ...leftOpen({ code: 'CARRIER_DELAYS', means: 'DELAYED', reasons: ['carrier.processing_delay'] }, 'late'),
  ...leftOpen({ code: 'DELAYED_NOT_CARRIER', means: 'DELAYED' }, 'late'),
  { code: 'DELIVERY_RESCHEDULED', means: 'DELAYED' },
  ...leftOpen({ code: 'HELD_BY_CARRIER', means: 'HELD', reasons: ['carrier.held_at_facility'] }, 'held'),
  ...alike(
    'HELD_BY_CUSTOMS HELD_BY_EXPORT_CUSTOMS HELD_BY_IMPORT_CUSTOMS HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING',
    { means: 'HELD', reasons: CUSTOMS },
  ),
  { code: 'INCORRECT_DECLARATION', means: 'EXCEPTION', reasons: ['shipper.weight_or_dimensions'] },
  ...alike('MISSORTED ROUTING_ERROR', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  { code: 'PARCEL_REPACKED', means: 'EXCEPTION', reasons: ['carrier.damage'] },

  // These say that the parcel goes back, and why.
  { code: 'RETURN_TO_SENDER', text: /\b(returned|delivered) to (the )?(sender|shipper)\b/i, means: 'RETURNED' },
  ...leftOpen({ code: 'RETURN_TO_SENDER', means: 'RETURNING' }, 'return'),
  { code: 'NOT_DELIVERED', means: 'RETURNING' },
  { code: 'CUSTOMER_MOVED', means: 'RETURNING', reasons: ['recipient.moved'] },
  { code: 'HAZARDOUS_PROHIBITED', means: 'RETURNING', reasons: ['shipper.prohibited'] },
  { code: 'NOT_COLLECTED_FROM_PICKUP_POINT', means: 'RETURNING', reasons: ['recipient.not_collected'] },
  { code: 'PARCEL_DAMAGED', means: 'RETURNING', reasons: ['carrier.damage'] },
  { code: 'PARCEL_OUTSIDE_OF_SERVICE_CAPABILITY', means: 'RETURNING', reasons: ['shipper.weight_or_dimensions'] },
  { code: 'REFUSED_BY_CUSTOMER', means: 'RETURNING', reasons: ['recipient.refused'] },
  { code: 'NOT_DELIVERED_ADDRESSEE_DECEASED', means: 'EXCEPTION', reasons: ['recipient.unknown'] },

  { code: 'CANCELLED', means: 'TERMINATED', reasons: UNSAID },
  { code: 'CANCELLED_BEFORE_DESPATCH', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  { code: 'PARCEL_DISPOSED', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { code: 'PARCEL_LOST', means: 'TERMINATED', reasons: ['carrier.lost'] },
] as const;

const BACK = /\breturn(ed|ing)?\b.*\b(sender|shipper)\b/i;

/**
 * Status codes and detail codes of ShipEngine's tracking, which ShipStation's API V2 shares. Sources: ShipEngine API
 * reference, "Get tracking information" (status_code; status_detail_code: the public OpenAPI document whole, the interface
 * for carriers in part); ShipStation API V2, "Get label tracking information".
 */
export const shipEngineRows: readonly CodeRow[] = [
  ...DETAILS,
  { code: 'NY', means: 'LABEL_CREATED', says: 'Not yet in system' },
  {
    code: 'AC',
    text: /\blabel\b|\binformation (sent|received)\b|\bpre-?shipment\b|\belectronic|\border processed\b/i,
    means: 'LABEL_CREATED',
  },
  { code: 'AC', means: 'ACCEPTED', says: 'Accepted' },
  { code: 'IT', text: BACK, means: 'RETURNING' },
  ...leftOpen({ code: 'IT', means: 'IN_TRANSIT', says: 'In transit' }, 'progress', 'trouble', 'scans'),
  ...leftOpen({ code: 'AT', means: 'ATTEMPT_FAILED', says: 'Delivery attempt' }, 'attempt'),
  { code: 'SP', means: 'AVAILABLE_FOR_PICKUP', says: 'Delivered to a collection location' },
  ...leftOpen({ code: 'DE', means: 'DELIVERED', says: 'Delivered' }, 'delivered'),
  { code: 'EX', text: BACK, means: 'RETURNING' },
  ...leftOpen({ code: 'EX', means: 'EXCEPTION', reasons: UNSAID, says: 'Exception' }, 'trouble'),
  // ShipEngine does not know the carrier's code: the carrier's wording may be plain all the same.
  ...wordings('en').map((row) => ({ ...row, code: 'UN' })),
  { code: 'UN', means: 'INFORMATION', says: 'Unknown' },

  ...wordings('en'),
];
