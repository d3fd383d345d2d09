import { alike, codeTable, type CodeRow, type DeliveredTo } from '@whereabouts/plugin-sdk';

const at = (codes: string, deliveredTo: DeliveredTo): readonly CodeRow[] =>
  codes
    .split(' ')
    .map((subCode) => ({ service: 'event', code: 'EVENT_301', subCode, means: 'DELIVERED', deliveredTo }));

const UNSAID = ['unknown.unknown'] as const;

/**
 * Statuses and events of Amazon, told apart by the service. Codes are compared without regard to case, and statuses without
 * underscores: versions of the API write `PartiallyShipped` and `PARTIALLY_SHIPPED`.
 */
export const CODES = codeTable(
  'Selling Partner API: Fulfillment Outbound 2020-07-01 (EventCode, CurrentStatus, statuses), Orders v0 and 2026-01-01, Notifications',
  [
    { service: 'fulfillment', code: 'NEW', means: 'INFORMATION' },
    { service: 'fulfillment', code: 'RECEIVED', means: 'INFORMATION' },
    { service: 'fulfillment', code: 'PLANNING', means: 'INFORMATION', says: 'Shipments are being planned' },
    { service: 'fulfillment', code: 'PROCESSING', means: 'ALLOCATED', says: 'Picking has begun' },
    { service: 'fulfillment', code: 'PROCESSED', means: 'INFORMATION' },
    { service: 'fulfillment', code: 'COMPLETE', means: 'HANDED_OVER', says: 'All items were shipped' },
    {
      service: 'fulfillment',
      code: 'COMPLETEPARTIALLED',
      means: 'HANDED_OVER',
      reasons: ['shipper.out_of_stock'],
      says: 'Some items were shipped, the others will not be',
    },
    { service: 'fulfillment', code: 'CANCELLED', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { service: 'fulfillment', code: 'UNFULFILLABLE', means: 'TERMINATED', reasons: ['shipper.out_of_stock'] },
    { service: 'fulfillment', code: 'INVALID', means: 'EXCEPTION', reasons: ['shipper.data_missing'] },
    {
      service: 'fulfillment',
      code: 'unfulfillableQuantity',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
      says: 'Amazon has not enough of an item',
    },

    { service: 'shipment', code: 'PENDING', means: 'ALLOCATED', says: 'Picking has begun' },
    { service: 'shipment', code: 'SHIPPED', means: 'HANDED_OVER', says: 'Left the fulfillment center' },
    { service: 'shipment', code: 'PROCESSED', means: 'INFORMATION' },
    {
      service: 'shipment',
      code: 'CANCELLEDBYFULFILLER',
      means: 'BACKORDERED',
      reasons: ['shipper.out_of_stock'],
      says: 'Could not be fulfilled as planned: another shipment is tried',
    },
    { service: 'shipment', code: 'CANCELLEDBYSELLER', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    // FBA_OUTBOUND_SHIPMENT_STATUS
    { service: 'shipment', code: 'CREATED', means: 'ALLOCATED' },
    { service: 'shipment', code: 'COMPLETED', means: 'HANDED_OVER' },
    ...alike('CANCELED CANCELLED', { service: 'shipment', means: 'TERMINATED', reasons: ['shipper.cancelled'] }),

    { service: 'return', code: 'NEW', means: 'INFORMATION', says: 'A return was announced' },
    { service: 'return', code: 'PROCESSED', means: 'RETURNED', says: 'Back at a fulfillment center' },

    { service: 'event', code: 'EVENT_101', means: 'LABEL_CREATED', says: 'Carrier notified to pick up' },
    { service: 'event', code: 'EVENT_102', means: 'ACCEPTED', says: 'Picked up' },
    { service: 'event', code: 'EVENT_201', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    { service: 'event', code: 'EVENT_202', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    {
      service: 'event',
      code: 'EVENT_203',
      means: 'IN_TRANSIT',
      facilityAction: 'ARRIVED',
      says: 'In destination country',
    },
    { service: 'event', code: 'EVENT_204', means: 'CUSTOMS_STARTED' },
    { service: 'event', code: 'EVENT_205', means: 'CUSTOMS_CLEARED' },
    { service: 'event', code: 'EVENT_206', means: 'IN_TRANSIT', says: 'On the way to where it is collected' },
    { service: 'event', code: 'EVENT_301', means: 'DELIVERED' },
    ...at(
      'AS_INSTRUCTED CARPORT DECK FRONT_DOOR GARAGE OUTBUILDING PATIO PORCH REAR_DOOR SECURE_LOCATION SIDE_DOOR',
      'SAFE_PLACE',
    ),
    ...at('DOOR_PERSON RECEIVER MC_BOY MC_GIRL MC_MAN MC_WOMAN', 'RECIPIENT'),
    ...at('FRONT_DESK GUARD MAIL_ROOM OFFICE RECEPTIONIST', 'RECEPTION'),
    ...at('MAIL_SLOT MAILBOX', 'MAILBOX'),
    ...at('NEIGHBOR', 'NEIGHBOR'),
    ...at('CUSTOMER_PICKUP', 'SERVICE_POINT'),
    { service: 'event', code: 'EVENT_302', means: 'OUT_FOR_DELIVERY' },
    { service: 'event', code: 'EVENT_304', means: 'ATTEMPT_FAILED', reasons: UNSAID },
    { service: 'event', code: 'EVENT_306', means: 'INFORMATION', says: 'Customer contacted to arrange delivery' },
    { service: 'event', code: 'EVENT_307', means: 'INFORMATION', says: 'Delivery appointment made' },
    { service: 'event', code: 'EVENT_308', means: 'AVAILABLE_FOR_PICKUP' },
    { service: 'event', code: 'EVENT_309', means: 'RETURNED' },
    { service: 'event', code: 'EVENT_401', means: 'HELD', reasons: ['address.incorrect'] },
    { service: 'event', code: 'EVENT_402', means: 'DELAYED', reasons: ['customs.delay'] },
    { service: 'event', code: 'EVENT_403', means: 'EXCEPTION', reasons: ['recipient.moved'] },
    { service: 'event', code: 'EVENT_404', means: 'DELAYED', reasons: UNSAID, says: 'External factors' },
    { service: 'event', code: 'EVENT_405', means: 'EXCEPTION', reasons: ['carrier.damage'] },
    { service: 'event', code: 'EVENT_406', means: 'HELD', reasons: ['carrier.held_at_facility'] },
    { service: 'event', code: 'EVENT_407', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    { service: 'event', code: 'EVENT_408', means: 'RETURNING' },
    { service: 'event', code: 'EVENT_409', means: 'TERMINATED', reasons: ['carrier.lost'] },
    { service: 'event', code: 'EVENT_411', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] },
    { service: 'event', code: 'EVENT_412', means: 'EXCEPTION', reasons: ['shipper.data_missing'] },
    { service: 'event', code: 'EVENT_413', means: 'HELD', reasons: ['customs.duties_unpaid', 'recipient.refused'] },
    ...alike('EVENT_414 EVENT_417', { service: 'event', means: 'EXCEPTION', reasons: ['carrier.missort'] }),
    { service: 'event', code: 'EVENT_415', means: 'IN_TRANSIT', says: 'Received from prior carrier' },
    { service: 'event', code: 'EVENT_416', means: 'EXCEPTION', reasons: UNSAID, says: 'Undeliverable' },
    { service: 'event', code: 'EVENT_418', means: 'DELAYED', reasons: UNSAID },
    { service: 'event', code: 'EVENT_419', means: 'DELAYED', reasons: ['address.corrected'] },
    // Seen in answers, and in no list that is published.
    { service: 'event', code: 'EVENT_438', means: 'DELAYED', reasons: ['recipient.requested_change'] },
    { service: 'event', code: 'EVENT_444', means: 'INFORMATION', reasons: ['recipient.requested_change'] },

    // What holds of a package now.
    { service: 'package', code: 'UNKNOWN', means: 'INFORMATION' },
    { service: 'package', code: 'PENDING', means: 'LABEL_CREATED' },
    { service: 'package', code: 'INTRANSIT', means: 'IN_TRANSIT' },
    { service: 'package', code: 'OUTFORDELIVERY', means: 'OUT_FOR_DELIVERY' },
    { service: 'package', code: 'DELIVERYATTEMPTED', means: 'ATTEMPT_FAILED', reasons: UNSAID },
    { service: 'package', code: 'AVAILABLEFORPICKUP', means: 'AVAILABLE_FOR_PICKUP' },
    { service: 'package', code: 'CUSTOMERACTION', means: 'HELD', reasons: ['recipient.unknown'] },
    { service: 'package', code: 'DELAYED', means: 'DELAYED', reasons: UNSAID },
    { service: 'package', code: 'DELIVERED', means: 'DELIVERED' },
    { service: 'package', code: 'RETURNING', means: 'RETURNING' },
    { service: 'package', code: 'RETURNED', means: 'RETURNED' },
    {
      service: 'package',
      code: 'UNDELIVERABLE',
      means: 'TERMINATED',
      reasons: ['carrier.lost'],
      says: 'Lost or destroyed',
    },
    { service: 'package', code: 'CANCELLED', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    // Of a return that is collected.
    ...alike('PICKUPSCHEDULED PICKUPATTEMPTED PICKUPCANCELLED RETURNREQUESTACCEPTED REFUNDISSUED', {
      service: 'package',
      means: 'INFORMATION',
      to: 'RETURN',
    }),
    { service: 'package', code: 'PICKUPSUCCESSFUL', means: 'RETURNING' },
    { service: 'package', code: 'RETURNRECEIVEDINFC', means: 'RETURNED' },

    ...alike('PENDINGAVAILABILITY PENDING UNSHIPPED INVOICEUNCONFIRMED', { service: 'order', means: 'INFORMATION' }),
    { service: 'order', code: 'PARTIALLYSHIPPED', means: 'HANDED_OVER', says: 'Some items were shipped' },
    { service: 'order', code: 'SHIPPED', means: 'HANDED_OVER' },
    ...alike('CANCELED CANCELLED', { service: 'order', means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
    { service: 'order', code: 'UNFULFILLABLE', means: 'TERMINATED', reasons: ['shipper.out_of_stock'] },
    { service: 'order', code: 'BUYERREQUESTEDCHANGE', means: 'EXCEPTION', reasons: ['recipient.requested_change'] },

    { service: 'easyship', code: 'PENDINGSCHEDULE', means: 'INFORMATION' },
    ...alike('PENDINGPICKUP PENDINGDROPOFF', { service: 'easyship', means: 'LABEL_CREATED' }),
    ...alike('LABELCANCELED LABELCANCELLED', { service: 'easyship', means: 'INFORMATION' }),
    ...alike('PICKEDUP DROPPEDOFF', { service: 'easyship', means: 'ACCEPTED' }),
    { service: 'easyship', code: 'ATORIGINFC', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    { service: 'easyship', code: 'ATDESTINATIONFC', means: 'AT_DELIVERY_DEPOT' },
    { service: 'easyship', code: 'OUTFORDELIVERY', means: 'OUT_FOR_DELIVERY' },
    { service: 'easyship', code: 'DELIVERED', means: 'DELIVERED' },
    { service: 'easyship', code: 'REJECTEDBYBUYER', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    { service: 'easyship', code: 'UNDELIVERABLE', means: 'EXCEPTION', reasons: UNSAID },
    { service: 'easyship', code: 'RETURNINGTOSELLER', means: 'RETURNING' },
    { service: 'easyship', code: 'RETURNEDTOSELLER', means: 'RETURNED' },
    { service: 'easyship', code: 'LOST', means: 'TERMINATED', reasons: ['carrier.lost'] },
    { service: 'easyship', code: 'DAMAGED', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  ],
  { fold: 'case' },
);
