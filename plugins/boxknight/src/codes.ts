import { codeTable } from '@whereabouts/plugin-sdk';

/** Statuses of an order. */
export const CODES = codeTable(
  'BoxKnight API, order statuses',
  [
    { code: 'CREATED', means: 'LABEL_CREATED' },
    { code: 'GEOCODED', means: 'INFORMATION', says: 'The address was placed on the map' },
    { code: 'ASSIGNED', means: 'INFORMATION' },
    { code: 'DELIVERY_ASSIGNED', means: 'INFORMATION', says: 'A driver was assigned' },
    { code: 'PICKUP_EN_ROUTE', means: 'INFORMATION', says: 'The driver is on the way to the shipper' },
    { code: 'PICKUP_ASSIGNED', means: 'INFORMATION' },
    { code: 'PICKUP_FAILED', means: 'PICKUP_FAILED' },
    { code: 'PICKUP_COMPLETED', means: 'ACCEPTED' },
    { code: 'AT_WAREHOUSE', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    { code: 'DELIVERY_EN_ROUTE', means: 'OUT_FOR_DELIVERY' },
    { code: 'DELIVERY_COMPLETED', means: 'DELIVERED' },
    { code: 'DELIVERY_FAILED', means: 'ATTEMPT_FAILED' },
    { code: 'DELIVERY_DELAYED', means: 'DELAYED' },
    { code: 'RETURNED', means: 'RETURNED' },
    { code: 'CANCELLED', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  ],
  { fold: 'case' },
);
