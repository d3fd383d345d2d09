import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/**
 * Event types of packages. Webhooks write them as `package.delivered`; the log of a package writes some of them as
 * `PackageArrivedAtFacility`.
 */
const EVENTS: readonly CodeRow[] = [
  ...alike('created PackageCreatedByClient', { means: 'LABEL_CREATED' }),
  { code: 'pending', text: /transit/i, means: 'IN_TRANSIT' },
  { code: 'pending', means: 'LABEL_CREATED' },
  ...alike('notReceivedFromClient', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] }),
  ...alike('pickedUpFromClient', { means: 'ACCEPTED' }),
  ...alike('PackageLoadedOntoFirstMileTransit', { means: 'IN_TRANSIT' }),
  ...alike('droppedOffAtVeho arrivedAtFacility PackageArrivedAtFacility', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('departedFromFacility PackageDepartedFromFacility', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('pickedUpFromVeho', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('delivered', { means: 'DELIVERED' }),
  // At a door, though not the recipient's.
  ...alike('misdelivered', { means: 'EXCEPTION', reasons: ['delivery.wrong_address'] }),
  ...alike('hadDeliveryIssue PackageHadDeliveryIssue', {
    text: /damag/i,
    means: 'EXCEPTION',
    reasons: ['carrier.damage'],
  }),
  ...alike('hadDeliveryIssue PackageHadDeliveryIssue', {
    text: /address/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.incorrect'],
  }),
  ...alike('hadDeliveryIssue PackageHadDeliveryIssue', {
    text: /access|gate|code/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.access_restricted'],
  }),
  ...alike('hadDeliveryIssue PackageHadDeliveryIssue', { means: 'ATTEMPT_FAILED' }),
  // The driver brought it back to Veho, not to the shipper.
  ...alike('returnedToVeho PackageReturnedToVehoByDriverAfterDeliveryIssue', {
    means: 'DELAYED',
    says: 'Package returned to Veho',
  }),
  ...alike('PackageReturnedToVehoByDriverWithoutDeliveryIssue removedForRollover', {
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
  }),
  ...alike('removedForRescue', { means: 'INFORMATION', says: 'Goes on with another driver' }),
  ...alike('rescheduled delayed', { means: 'DELAYED' }),
  ...alike('OrderAddressCouldNotBeNormalized', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('notFound', { means: 'EXCEPTION', reasons: ['carrier.investigating'] }),
  ...alike('discarded', { means: 'TERMINATED', reasons: ['carrier.destroyed'] }),
  ...alike('cancelled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...alike('pendingReturnToClient', { means: 'RETURNING' }),
  // It does not say to whom.
  ...alike('returned', { means: 'RETURNING' }),
  ...alike('returnedToClient', { means: 'RETURNED' }),
  ...alike('PackageImageAddedAsProofOfService', { means: 'INFORMATION' }),

  // A package that is fetched from a consumer.
  ...alike('outForPickup', { means: 'INFORMATION', to: 'RETURN' }),
  ...alike('pickedUpFromConsumer', { means: 'ACCEPTED', to: 'RETURN' }),
  ...alike('pickupSkipped pickupFailed', { means: 'PICKUP_FAILED', to: 'RETURN' }),
  ...alike('pickupDroppedOffAtVeho', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', to: 'RETURN' }),
  ...alike('pickupTransferredToExternalCarrier', { means: 'PARTNER_HANDOFF', to: 'RETURN' }),
];

/** Codes of the tracking answer, and other spellings. */
const TRACKING: readonly CodeRow[] = [
  ...alike('readyForPickup labelCreated', { means: 'LABEL_CREATED' }),
  ...alike('PU pickedUp droppedOffByClient', { means: 'ACCEPTED' }),
  ...alike('IT in_transit inTransit linehaul outForTransit', { means: 'IN_TRANSIT' }),
  ...alike('readyForVeho receivedAtVeho droppedOff', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('leftVeho', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('OD OFD out_for_delivery outForDelivery', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DL', { means: 'DELIVERED' }),
  ...alike('DF delivery_failed notDelivered deliveryAttempted', { means: 'ATTEMPT_FAILED' }),
  ...alike('on_hold', { means: 'HELD' }),
  ...alike('delivery_delayed', { means: 'DELAYED' }),
  ...alike('ready_for_pickup', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('damaged', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('lost missing', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('misrouted', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('returning readyForReturn', { means: 'RETURNING' }),
  ...alike('canceled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
];

export const CODES = codeTable('Veho API v2 (OpenAPI): event types of packages and of webhooks, tracking codes', [
  ...EVENTS,
  ...TRACKING,
  ...wordings('en'),
]);
