import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Where a delivery was left. */
const DELIVERED_TO: readonly (readonly [subCodes: string, deliveredTo: CodeRow['deliveredTo']])[] = [
  ['DeliveredToNeighbor', 'NEIGHBOR'],
  ['DeliveredToMailSlot DeliveredToMailslot', 'MAILBOX'],
  ['DeliveredToReceptionist DeliveredToMailRoom', 'RECEPTION'],
  ['DeliveredToHousehold DeliveredWithOTP Signed', 'RECIPIENT'],
  [
    'DeliveredToBehindWheelieBin DeliveredToPorch DeliveredToGarage DeliveredToGarden DeliveredToGreenhouse DeliveredToRearDoor DeliveredToShed DeliveredToSafeLocation',
    'SAFE_PLACE',
  ],
];

/** Why it was not delivered, under whichever event. */
const CAUSES: readonly (readonly [
  subCodes: string,
  means: CodeRow['means'],
  reasons: NonNullable<CodeRow['reasons']>,
])[] = [
  ['BusinessClosed', 'ATTEMPT_FAILED', ['recipient.business_closed']],
  ['CustomerUnavailable UnableToContactRecipient', 'ATTEMPT_FAILED', ['recipient.not_available']],
  ['UnableToAccess', 'ATTEMPT_FAILED', ['address.access_restricted']],
  ['PaymentNotReady', 'ATTEMPT_FAILED', ['recipient.payment_due']],
  ['OtpNotAvailable', 'ATTEMPT_FAILED', ['recipient.verification_failed']],
  ['IncorrectItems', 'ATTEMPT_FAILED', ['recipient.refused', 'shipper.wrong_item']],
  [
    'NotRequired Rejected RejectedByRecipientWithVerification RefusedByCustomer',
    'ATTEMPT_FAILED',
    ['recipient.refused'],
  ],
  ['CancelledByRecipient', 'ATTEMPT_FAILED', ['recipient.cancelled']],
  ['AddressNotFound', 'EXCEPTION', ['address.not_found']],
  ['IncorrectAddress', 'EXCEPTION', ['address.incorrect']],
  ['Damaged', 'EXCEPTION', ['carrier.damage']],
  ['HazmatShipment', 'EXCEPTION', ['shipper.prohibited']],
];
const NOT_DELIVERED = ['DeliveryAttempted', 'Rejected', 'Undeliverable'];

const detailRows: readonly CodeRow[] = [
  ...DELIVERED_TO.flatMap(([subCodes, deliveredTo]) =>
    subCodes.split(' ').map((subCode): CodeRow => ({ code: 'Delivered', subCode, means: 'DELIVERED', deliveredTo })),
  ),
  ...CAUSES.flatMap(([subCodes, means, reasons]) =>
    subCodes.split(' ').flatMap((subCode) => NOT_DELIVERED.map((code): CodeRow => ({ code, subCode, means, reasons }))),
  ),
];

/** Events of the Shipping API; statuses of its summary, for parcels without events; those of the tracking page. */
const SHIPPING: readonly CodeRow[] = [
  ...detailRows,
  { code: 'Delivered', direction: 'RETURN', means: 'RETURNED' },
  { code: 'OutForDelivery', direction: 'RETURN', means: 'RETURNING' },
  ...alike('ReadyForReceive LabelCreated CreationConfirmed Manifested PreTransit', { means: 'LABEL_CREATED' }),
  ...alike('PackageReceivedByCarrier PickupDone PickUpDone PickedUp Accepted', { means: 'ACCEPTED' }),
  ...alike('InTransit InTransitToCustomer', { means: 'IN_TRANSIT' }),
  ...alike('Sorted Transferred', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('ArrivedAtCarrierFacility ArrivedAtLocalFacility ArrivedAtSortCenter Received', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('Departed DepartedCarrierFacility', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('ArrivedAtDeliveryStation ArrivedAtDeliveryCenter ReachedDestination', {
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('OutForDelivery', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('AvailableForPickup AwaitingCustomerPickup', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('Delivered', { means: 'DELIVERED' }),
  ...alike('DeliveryAttempted AttemptFail', { means: 'ATTEMPT_FAILED' }),
  ...alike('Rejected Refused', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('Undeliverable', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('RecipientRequestedAlternateDeliveryTiming', { means: 'DELAYED', reasons: ['recipient.requested_change'] }),
  ...alike('Delayed', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }),
  ...alike('WeatherDelay', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('Held OnHold', { means: 'HELD' }),
  ...alike('Lost', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('Destroyed', { means: 'TERMINATED', reasons: ['carrier.destroyed'] }),
  ...alike('Damaged', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('Cancelled PickupCancelled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...alike('ReturnInitiated ReturnSubmitted Returning OutForReturn', { means: 'RETURNING' }),
  ...alike('Returned ReturnDelivered ReturnCompleted ReturnReceived', { means: 'RETURNED' }),
  ...alike('Exception', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('Unknown', { means: 'INFORMATION' }),
];

/** Some of the codes of a movement are worded differently from carrier to carrier. */
const MOVEMENTS = 'EVENT_201 EVENT_202 EVENT_203 EVENT_204 EVENT_205';
const CARRIER_XML: readonly CodeRow[] = [
  { code: 'EVENT_101', text: /left seller|in transit/i, means: 'HANDED_OVER', says: 'Left the seller’s facility' },
  { code: 'EVENT_101', means: 'LABEL_CREATED', says: 'Carrier notified to pick up the package' },
  { code: 'EVENT_102', means: 'ACCEPTED', says: 'Picked up from the seller' },
  ...alike(MOVEMENTS, { text: /customs.*(clear|complet|releas)|(clear|releas).*customs/i, means: 'CUSTOMS_CLEARED' }),
  ...alike(MOVEMENTS, { text: /customs/i, means: 'CUSTOMS_STARTED' }),
  ...alike(MOVEMENTS, { text: /arriv|received/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike(MOVEMENTS, { text: /depart|left/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike(MOVEMENTS, { means: 'IN_TRANSIT' }),
  { code: 'EVENT_206', means: 'IN_TRANSIT', says: 'In transit to the pickup location' },
  { code: 'EVENT_301', means: 'DELIVERED' },
  { code: 'EVENT_302', means: 'OUT_FOR_DELIVERY' },
  { code: 'EVENT_304', means: 'ATTEMPT_FAILED', says: 'Delivery attempted' },
  ...alike('EVENT_306 EVENT_307', { means: 'INFORMATION', says: 'Customer contacted, appointment scheduled' }),
  { code: 'EVENT_308', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'EVENT_309', means: 'RETURNED', says: 'Returned to the seller' },
  { code: 'EVENT_401', means: 'HELD', reasons: ['address.incorrect'], says: 'Held, incorrect address' },
  { code: 'EVENT_402', means: 'HELD', reasons: ['customs.delay'], says: 'Customs clearance delay' },
  { code: 'EVENT_403', means: 'EXCEPTION', reasons: ['recipient.moved'], says: 'Customer moved' },
  { code: 'EVENT_404', means: 'DELAYED', reasons: ['external.disaster'], says: 'Delay by external factors' },
  { code: 'EVENT_405', means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Shipment damaged' },
  { code: 'EVENT_406', means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Held by the carrier' },
  { code: 'EVENT_407', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Customer refused delivery' },
  { code: 'EVENT_408', means: 'RETURNING', says: 'Returning to the seller' },
  { code: 'EVENT_409', means: 'TERMINATED', reasons: ['carrier.lost'], says: 'Lost by the carrier' },
  { code: 'EVENT_411', means: 'HELD', reasons: ['shipper.not_ready'], says: 'Paperwork received, no shipment' },
  { code: 'EVENT_412', means: 'HELD', reasons: ['shipper.data_missing'], says: 'Shipment received, no paperwork' },
  { code: 'EVENT_413', means: 'HELD', reasons: ['customs.duties_unpaid'], says: 'Refused because of customs charges' },
  ...alike('EVENT_414 EVENT_417', { means: 'EXCEPTION', reasons: ['carrier.missort'], says: 'Missorted' }),
  { code: 'EVENT_415', means: 'PARTNER_HANDOFF', says: 'Received from the prior carrier' },
  { code: 'EVENT_416', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Undeliverable' },
  { code: 'EVENT_418', means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Shipment delayed' },
  { code: 'EVENT_419', means: 'DELAYED', reasons: ['address.corrected'], says: 'Address corrected, rescheduled' },
];

/** Events of the Shipping API with their detail codes, and those of the XML that Amazon has its carriers write. */
export const CODES = codeTable(
  'Amazon Selling Partner API: Shipping v2, event and detail codes; Fulfillment Outbound, event codes (EVENT_101 to EVENT_419)',
  [...SHIPPING, ...CARRIER_XML, ...wordings('en')],
);
