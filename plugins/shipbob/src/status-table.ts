import { alike, codeTable, leftOpen, type CodeRow, type MilestoneCode, type Reason } from '@whereabouts/plugin-sdk';

const row = (
  service: string,
  code: string,
  subCode: string | null,
  means: MilestoneCode,
  says: string,
  reasons: readonly Reason[] = [],
): CodeRow => ({ service, code, ...(subCode === null ? {} : { subCode }), means, reasons, says });

/** Where the status leaves it open, the words beside it decide. */
const open = (one: CodeRow, ...kinds: Parameters<typeof leftOpen>[1][]): CodeRow[] =>
  leftOpen(one, ...kinds).map((wording) => ({ service: 'tracking', ...wording }));

const UNKNOWN: readonly Reason[] = ['unknown.unknown'];

/**
 * What ShipBob's words mean. `service` names the vocabulary, because `Exception`, `Processing`, `Completed` and
 * `Cancelled` mean one thing of a shipment in the warehouse, another of a parcel with the carrier or of a return.
 * Codes are written without blanks and compared without case: older pages write `On Hold` and `Available for Pickup`.
 */
export const STATUSES = codeTable(
  'ShipBob developer documentation, Status Reference; OpenAPI 2026-01: Orders.OrderStatusEnum, Orders.OrderStatus, ' +
    'Orders.ShipmentStatusFilter, Orders.FulfillmentStatus, Tracking.TrackingHistoryItem, Returns.PublicReturnDto; ' +
    'Get Tracking by Shipment IDs',
  [
    // Shipment: status, and the name of its status detail.
    row('shipment', 'None', null, 'INFORMATION', 'No status'),
    row('shipment', 'Processing', null, 'INFORMATION', 'In the process of fulfillment'),
    row('shipment', 'Processing', 'PickInProgress', 'INFORMATION', 'An associate is picking'),
    row('shipment', 'Processing', 'Picked', 'PICKED', 'Picking completed (100)'),
    row('shipment', 'Processing', 'Packed', 'PACKED', 'Packing completed (101)'),
    row('shipment', 'Processing', 'Labeled', 'LABEL_CREATED', 'Label generated (102)'),
    row('shipment', 'LabeledCreated', null, 'LABEL_CREATED', 'Label created'),
    // "Completed" is ShipBob's word for "it has left ShipBob", also while the detail says that no carrier scanned it yet.
    row('shipment', 'Completed', null, 'HANDED_OVER', 'Fulfilled: it has left ShipBob'),
    row('shipment', 'Completed', 'Processing', 'HANDED_OVER', 'Waiting for carrier pickup (200)'),
    row('shipment', 'Completed', 'AwaitingCarrierScan', 'HANDED_OVER', 'Waiting for the first scan'),
    row('shipment', 'Completed', 'InTransit', 'IN_TRANSIT', 'Shipment in transit (201)'),
    row('shipment', 'Completed', 'OutForDelivery', 'OUT_FOR_DELIVERY', 'Shipment out for delivery (202)'),
    row('shipment', 'Completed', 'Delivered', 'DELIVERED', 'Shipment delivered (203)'),
    row('shipment', 'Completed', 'DeliveryException', 'EXCEPTION', 'Delivery exception (204)', UNKNOWN),
    row('shipment', 'Completed', 'DeliveryAttemptFailed', 'ATTEMPT_FAILED', 'Delivery attempt failed'),
    row('shipment', 'Exception', null, 'EXCEPTION', 'Cannot be fulfilled', UNKNOWN),
    row('shipment', 'Exception', 'Bundle', 'EXCEPTION', 'Contains a bundle item (300)', ['shipper.data_missing']),
    row('shipment', 'Exception', 'MergedItem', 'EXCEPTION', 'Contains a merge child (301)', ['shipper.data_missing']),
    row('shipment', 'Exception', 'InactiveSku', 'EXCEPTION', 'Contains an inactive SKU (302)', ['shipper.not_ready']),
    row('shipment', 'Exception', 'OutOfStock', 'BACKORDERED', 'No stock on hand (303)', ['shipper.out_of_stock']),
    row('shipment', 'Exception', 'UnknownSku', 'BACKORDERED', 'The SKU was never received (304)', [
      'shipper.out_of_stock',
    ]),
    row('shipment', 'Exception', 'InternalTransferInProgress', 'BACKORDERED', 'Stock between centers (305)', [
      'shipper.not_ready',
    ]),
    row('shipment', 'Exception', 'BinTransferInProgress', 'BACKORDERED', 'Stock between bins (306)', [
      'shipper.not_ready',
    ]),
    row('shipment', 'Exception', 'InventoryInNonPickableLocation', 'BACKORDERED', 'Stock cannot be picked (307)', [
      'shipper.not_ready',
    ]),
    row('shipment', 'Exception', 'InventoryPartiallyCommitted', 'BACKORDERED', 'Partially allocated (308)', [
      'shipper.out_of_stock',
    ]),
    row('shipment', 'OnHold', null, 'HELD', 'Not ready for fulfillment', UNKNOWN),
    // The merchant's own payment to ShipBob, not the customer's.
    row('shipment', 'OnHold', 'PaymentDeclined', 'HELD', 'Payment failure (400)', ['shipper.not_ready']),
    row('shipment', 'OnHold', 'InvalidAddress', 'HELD', 'Invalid address (401)', ['address.incorrect']),
    row('shipment', 'OnHold', 'ReserveDateNotMet', 'HELD', 'Waits for the pick date (402)', ['shipper.not_ready']),
    row('shipment', 'OnHold', 'MissingTarriffInformation', 'HELD', 'Missing customs information (404)', [
      'customs.documents',
    ]),
    row('shipment', 'OnHold', 'MissingTariffInformation', 'HELD', 'Missing customs information', ['customs.documents']),
    row('shipment', 'OnHold', 'Manual', 'HELD', 'Put on hold by the merchant', ['shipper.not_ready']),
    row('shipment', 'OnHold', 'InternationalHazmat', 'HELD', 'Hazardous goods abroad', ['shipper.prohibited']),
    row('shipment', 'OnHold', 'PackagePreferenceNotSet', 'HELD', 'No packaging was chosen', ['shipper.packaging']),
    row('shipment', 'OnHold', 'AutoProcessingPause', 'HELD', 'Automatic processing is paused', ['shipper.not_ready']),
    row('shipment', 'Cancelled', null, 'TERMINATED', 'Cancelled, will not be fulfilled', ['shipper.cancelled']),
    row('shipment', 'ImportReview', null, 'INFORMATION', 'Waits for a review of the import'),
    // Listed without a meaning.
    row('shipment', 'CleanSweeped', null, 'INFORMATION', 'Clean sweeped'),
    // Words of Orders.ShipmentStatusFilter that stand for a status with its detail.
    row('shipment', 'Picked', null, 'PICKED', 'Picked'),
    row('shipment', 'Packed', null, 'PACKED', 'Packed'),
    row('shipment', 'Shipped', null, 'HANDED_OVER', 'Shipped'),
    row('shipment', 'InTransit', null, 'IN_TRANSIT', 'In transit'),
    row('shipment', 'Delivered', null, 'DELIVERED', 'Delivered'),
    row('shipment', 'DeliveryException', null, 'EXCEPTION', 'Delivery exception', UNKNOWN),
    // Dates that are statements of their own.
    row('shipment', 'actual_fulfillment_date', null, 'LABEL_CREATED', 'Picked, packed, and the label printed'),
    row('shipment', 'delivery_date', null, 'DELIVERED', 'Delivered to the customer'),

    // The estimate of the fulfillment. Late and still open is the warehouse's own word that it will be late.
    row('estimate', 'PendingLate', null, 'DELAYED', 'Open, and later than committed', ['shipper.not_ready']),
    row('estimate', 'PendingOnTime', null, 'INFORMATION', 'Open, on time'),
    row('estimate', 'FulfilledOnTime', null, 'INFORMATION', 'Fulfilled on time'),
    row('estimate', 'FulfilledLate', null, 'INFORMATION', 'Fulfilled late'),
    // Also of orders that arrived a moment ago: a shortage is said by Exception, OutOfStock.
    row('estimate', 'AwaitingInventoryAllocation', null, 'INFORMATION', 'No stock allocated yet'),
    row('estimate', 'AwaitingReset', null, 'INFORMATION', 'The estimate will be made again'),
    row('estimate', 'Unavailable', null, 'INFORMATION', 'No estimate'),

    // Order: imputed from its shipments, which say it better. Looked up only for an order without shipments.
    row('order', 'Processing', null, 'INFORMATION', 'Processing'),
    row('order', 'ImportReview', null, 'INFORMATION', 'Waits for a review of the import'),
    row('order', 'Exception', null, 'EXCEPTION', 'Cannot be fulfilled', UNKNOWN),
    row('order', 'PartiallyFulfilled', null, 'INFORMATION', 'Some shipments were fulfilled'),
    row('order', 'Fulfilled', null, 'INFORMATION', 'All shipments were fulfilled'),
    row('order', 'Cancelled', null, 'TERMINATED', 'Cancelled', ['shipper.cancelled']),
    row('order', 'purchase_date', null, 'ORDER_PLACED', 'When the customer bought'),

    // Tracking with the carrier: status and sub-status code. No document lists either, and sub-statuses are words of the
    // carrier's as often as ShipBob's: where a status leaves open what happened, they decide.
    row('tracking', 'LabelCreated', null, 'LABEL_CREATED', 'Label created (tracking_received webhook)'),
    row('tracking', 'PreTransit', null, 'LABEL_CREATED', 'The carrier has the data'),
    row('tracking', 'InfoReceived', null, 'LABEL_CREATED', 'The carrier has the data'),
    row('tracking', 'PickedUp', null, 'ACCEPTED', 'Carrier picked up'),
    ...open(row('tracking', 'InTransit', null, 'IN_TRANSIT', 'In transit'), 'progress', 'trouble', 'scans'),
    { ...row('tracking', 'InTransit', 'InTransit_002', 'IN_TRANSIT', 'Arrival scan'), facilityAction: 'ARRIVED' },
    { ...row('tracking', 'InTransit', 'InTransit_004', 'IN_TRANSIT', 'Departure scan'), facilityAction: 'DEPARTED' },
    row('tracking', 'InTransit', 'InTransit_017', 'ACCEPTED', 'Carrier picked up'),
    ...open(row('tracking', 'Delayed', null, 'DELAYED', 'Delayed'), 'late'),
    row('tracking', 'OutForDelivery', null, 'OUT_FOR_DELIVERY', 'Out for delivery'),
    row('tracking', 'AvailableForPickup', null, 'AVAILABLE_FOR_PICKUP', 'Available for pickup'),
    ...open(row('tracking', 'Delivered', null, 'DELIVERED', 'Delivered'), 'delivered'),
    ...['DeliveryAttemptFailed', 'FailedAttempt', 'AttemptFail'].flatMap((status) =>
      open(row('tracking', status, null, 'ATTEMPT_FAILED', 'Failed attempt'), 'attempt'),
    ),
    row('tracking', 'DeliveryException', 'DeliveryException_001', 'EXCEPTION', 'Incomplete or incorrect address', [
      'address.incorrect',
    ]),
    row('tracking', 'Exception', 'Exception_005', 'EXCEPTION', 'Shipping exception: no access', [
      'address.access_restricted',
    ]),
    ...['DeliveryException', 'Exception', 'Failed'].flatMap((status): CodeRow[] => [
      { ...row('tracking', status, null, 'RETURNED', 'Returned to sender'), text: /^returned to (the )?sender\b/i },
      { ...row('tracking', status, null, 'RETURNING', 'Returning to sender'), text: /\breturn(ing)?\b.*\bsender\b/i },
      { ...row('tracking', status, null, 'TERMINATED', 'Lost', ['carrier.lost']), text: /^lost\b/i },
      ...open(row('tracking', status, null, 'EXCEPTION', 'Exception', UNKNOWN), 'trouble'),
    ]),
    row('tracking', 'Cancelled', null, 'TERMINATED', 'The label was cancelled', ['shipper.cancelled']),
    ...open(row('tracking', 'ReturnToSender', null, 'RETURNING', 'Return to sender'), 'return'),
    row('tracking', 'Returned', null, 'RETURNED', 'Returned to sender'),
    // Facts about what ShipBob knows, not about the parcel.
    ...alike('Pending Unknown NotFound Expired', { service: 'tracking', means: 'INFORMATION' }),

    // Log types of a shipment's timeline, as clients of that endpoint name them.
    row('timeline', '601', null, 'INFORMATION', 'Created'),
    row('timeline', '602', null, 'PICKED', 'Picked'),
    row('timeline', '603', null, 'PACKED', 'Packed'),
    row('timeline', '604', null, 'LABEL_CREATED', 'Labelled'),
    row('timeline', '605', null, 'INFORMATION', 'Label validated'),
    row('timeline', '606', null, 'INFORMATION', 'Pre-transit'),
    row('timeline', '607', null, 'IN_TRANSIT', 'In transit'),
    row('timeline', '608', null, 'OUT_FOR_DELIVERY', 'Out for delivery'),
    row('timeline', '609', null, 'DELIVERED', 'Delivered'),
    row('timeline', '611', null, 'ATTEMPT_FAILED', 'Delivery attempt failed'),

    // Returns. RTS is a parcel that came back by itself, everything else was sent back by the customer.
    row('return', 'PendingApproval', null, 'INFORMATION', 'Waits for the merchant'),
    row('return', 'AwaitingArrival', null, 'LABEL_CREATED', 'Label created, no scan yet'),
    row('return', 'InTransit', null, 'IN_TRANSIT', 'On its way back'),
    row('return', 'Arrived', null, 'RETURNED', 'Arrived at the fulfillment center'),
    row('return', 'Processing', null, 'INFORMATION', 'Being inspected'),
    row('return', 'ActionRequired', null, 'INFORMATION', 'The warehouse asks the merchant'),
    row('return', 'Completed', null, 'INFORMATION', 'Processed and closed'),
    row('return', 'Cancelled', null, 'TERMINATED', 'The return was cancelled', ['shipper.cancelled']),
    row('return', 'Rejected', null, 'TERMINATED', 'The merchant rejected the return', ['shipper.cancelled']),
    row('return-to-sender', 'AwaitingArrival', null, 'RETURNING', 'On its way back to the center'),
    row('return-to-sender', 'InTransit', null, 'RETURNING', 'On its way back to the center'),
    row('return-to-sender', 'Arrived', null, 'RETURNED', 'Arrived at the fulfillment center'),
    row('return-to-sender', 'Processing', null, 'INFORMATION', 'Being inspected'),
    row('return-to-sender', 'Completed', null, 'INFORMATION', 'Processed and closed'),
    row('return-to-sender', 'Cancelled', null, 'INFORMATION', 'The record of the return was cancelled'),

    // What a topic says by itself, when its body does not. Both generations of names.
    ...['order.shipped', 'order_shipped'].map((topic) => row('webhook', topic, null, 'LABEL_CREATED', 'Label printed')),
    ...['order.delivered', 'order.shipment.delivered', 'shipment_delivered'].map((topic) =>
      row('webhook', topic, null, 'DELIVERED', 'Delivered to the customer'),
    ),
    ...['order.shipment.exception', 'shipment_exception'].map((topic) =>
      row('webhook', topic, null, 'EXCEPTION', 'Cannot be fulfilled', UNKNOWN),
    ),
    ...['order.shipment.on_hold', 'shipment_onhold'].map((topic) =>
      row('webhook', topic, null, 'HELD', 'On hold', UNKNOWN),
    ),
    ...['order.shipment.cancelled', 'shipment_cancelled'].map((topic) =>
      row('webhook', topic, null, 'TERMINATED', 'Cancelled', ['shipper.cancelled']),
    ),
  ],
  { fold: 'case' },
);

/** Status details by number, for bodies that give no name (Status Reference). */
export const DETAIL_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    100: 'Picked',
    101: 'Packed',
    102: 'Labeled',
    200: 'Processing',
    201: 'InTransit',
    202: 'OutForDelivery',
    203: 'Delivered',
    204: 'DeliveryException',
    300: 'Bundle',
    301: 'MergedItem',
    302: 'InactiveSku',
    303: 'OutOfStock',
    304: 'UnknownSku',
    305: 'InternalTransferInProgress',
    306: 'BinTransferInProgress',
    307: 'InventoryInNonPickableLocation',
    308: 'InventoryPartiallyCommitted',
    400: 'PaymentDeclined',
    401: 'InvalidAddress',
    402: 'ReserveDateNotMet',
    404: 'MissingTarriffInformation',
  }),
);
