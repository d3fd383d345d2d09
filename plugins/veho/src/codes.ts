import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Codes of the tracking answer, and event types of packages. */
export const CODES = codeTable('Veho API, package event types and tracking codes', [
  ...alike('created pending readyForPickup labelCreated', { means: 'LABEL_CREATED' }),
  ...alike('PU pickedUp pickedUpFromClient droppedOffByClient', { means: 'ACCEPTED' }),
  ...alike('IT in_transit inTransit linehaul outForTransit', { means: 'IN_TRANSIT' }),
  ...alike('readyForVeho receivedAtVeho droppedOff', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('leftVeho', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('OD OFD out_for_delivery outForDelivery pickedUpFromVeho', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DL delivered', { means: 'DELIVERED' }),
  ...alike('DF delivery_failed notDelivered deliveryAttempted', { means: 'ATTEMPT_FAILED' }),
  ...alike('on_hold', { means: 'HELD' }),
  ...alike('delivery_delayed delayed', { means: 'DELAYED' }),
  ...alike('ready_for_pickup', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('damaged', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('lost missing', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('misrouted', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('returned returnedToClient', { means: 'RETURNED' }),
  ...alike('returning readyForReturn', { means: 'RETURNING' }),
  ...alike('cancelled canceled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...wordings('en'),
]);
