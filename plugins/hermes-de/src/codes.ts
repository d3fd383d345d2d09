import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Words of the tracking page for what was scanned. Source: what public clients of it observed. */
const PAGE: readonly CodeRow[] = [
  ...alike('ANNOUNCED ORDER_INFO_RECEIVED PREANNOUNCED ATG_OUT_OF_WAREHOUSE', { means: 'LABEL_CREATED' }),
  { code: 'PARCELSHOP_DROP_OFF', means: 'HANDED_OVER' },
  ...alike(
    'HANDED_OVER HANDED_OVER_TO_HERMES TAKEN_OVER_BY_HERMES PICKED_UP SHIPMENT_PICKED_UP PARCELSHOP_COLLECTED_BY_DRIVER',
    { means: 'ACCEPTED' },
  ),
  ...alike('ARRIVED_IN_DESTINATION_REGION ARRIVED_IN_DESTINATION_REGION_V2 ARRIVED_AT_DEPOT', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  { code: 'ARRIVED_AT_DELIVERY_DEPOT', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 'IN_TRANSIT', means: 'IN_TRANSIT' },
  { code: 'SORTED', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  ...alike('DELIVERY_TOUR_STARTED OUT_FOR_DELIVERY NEXT_STOP', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DELIVERED DELIVERED_HOMEDELIVERY DELIVERED_INHOUSE INTERNATIONAL_DELIVERED', { means: 'DELIVERED' }),
  { code: 'DELIVERED_NEIGHBOUR', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'DELIVERED_DROPOFF', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'DELIVERED_MAILBOX', means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: 'DELIVERED_PARCELBOX', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  ...alike('DELIVERED_PARCELSHOP PARCELSHOP_COLLECTED_BY_CUSTOMER PICKED_UP_BY_RECIPIENT COLLECTED', {
    means: 'DELIVERED',
    deliveredTo: 'SERVICE_POINT',
  }),
  ...alike('READY_FOR_PICKUP READY_FOR_COLLECTION PARCELSHOP_ITEMS_FOR_COLLECTION PARCELSHOP_READY_FOR_COLLECTION', {
    means: 'AVAILABLE_FOR_PICKUP',
  }),
  { code: 'DELIVERY_FAILED', text: /refus|verweiger/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  {
    code: 'DELIVERY_FAILED',
    text: /angetroffen|not at home|absent/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { code: 'DELIVERY_FAILED', means: 'ATTEMPT_FAILED' },
  { code: 'DELIVERY_FAILED_ADDRESS_PROBLEM', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  { code: 'NOT_DELIVERABLE', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'UNKNOWN_WHEREABOUTS', means: 'EXCEPTION', reasons: ['carrier.lost'] },
  ...alike('RETURN_TO_SENDER RETURN', { means: 'RETURNING' }),
  ...alike('RETURN_DELIVERED_TO_SENDER RETOURE_DELIVERED', { means: 'RETURNED' }),
  ...alike('EDL EDL_BOOKED_DROPOFF EDL_BOOKED_PARCELSHOP', {
    means: 'INFORMATION',
    reasons: ['recipient.requested_change'],
    says: 'The recipient booked another place',
  }),
];

/** Status codes, of four digits: the first one is the stage. And the words of the tracking page. */
export const CODES = codeTable('Hermes Germany HSI, shipment status codes; tracking page', [
  ...PAGE,
  { code: '0000', means: 'LABEL_CREATED', says: 'Notified electronically' },
  { code: '1000', means: 'ACCEPTED', says: 'Handed over to Hermes' },
  { code: '2000', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At a distribution center' },
  { code: '3000', means: 'OUT_FOR_DELIVERY', says: 'Gone out on a delivery route' },
  { code: '3500', means: 'DELIVERED', says: 'Delivered' },
  { code: '4000', text: /refus|verweiger/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  ...alike('4000 4500', { means: 'ATTEMPT_FAILED', says: 'Could not be delivered' }),
  { code: '5000', means: 'AVAILABLE_FOR_PICKUP', says: 'At a ParcelShop' },
  { code: '6000', means: 'HELD' },
  { code: '7000', means: 'DELAYED' },
  ...wordings('en', 'de'),
]);
