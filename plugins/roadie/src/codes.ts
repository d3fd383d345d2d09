import { codeTable } from '@whereabouts/plugin-sdk';

/** Names of events and states of a shipment. */
export const CODES = codeTable('Roadie Connect API, events and states', [
  { code: 'scheduled', means: 'LABEL_CREATED' },
  { code: 'assigned', means: 'LABEL_CREATED', says: 'A driver was found' },
  { code: 'driver_assigned', means: 'INFORMATION' },
  { code: 'en_route_to_pickup', means: 'INFORMATION' },
  { code: 'at_pickup', means: 'INFORMATION', says: 'The driver is at the shipper' },
  { code: 'pickup_confirmed', means: 'ACCEPTED' },
  { code: 'en_route_to_delivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'driver_approaching_delivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'en_route', means: 'OUT_FOR_DELIVERY' },
  { code: 'en_route_to_dropoff', means: 'OUT_FOR_DELIVERY' },
  { code: 'at_dropoff', means: 'OUT_FOR_DELIVERY', says: 'The driver is at the door' },
  { code: 'at_delivery', means: 'OUT_FOR_DELIVERY', says: 'The driver is at the door' },
  { code: 'delivery_confirmed', means: 'DELIVERED' },
  { code: 'delivered', means: 'DELIVERED' },
  { code: 'delivery_attempted', means: 'ATTEMPT_FAILED' },
  { code: 'attempted', means: 'ATTEMPT_FAILED' },
  { code: 'returning', means: 'RETURNING' },
  { code: 'returned', means: 'RETURNED' },
  { code: 'canceled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  { code: 'expired', means: 'TERMINATED', reasons: ['carrier.capacity'], says: 'No driver was found' },
]);
