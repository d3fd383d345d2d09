import { alike, codeTable } from '@whereabouts/plugin-sdk';

/** Statuses of a stop. */
export const CODES = codeTable(
  'Locate2u API, stop statuses',
  [
    // A stop where something is fetched is no delivery when it is complete.
    ...alike('Enroute Arrived', { service: 'pickup', means: 'INFORMATION', says: 'On the way to the sender' }),
    ...alike('Complete Completed', { service: 'pickup', means: 'ACCEPTED' }),
    { code: 'Failed', service: 'pickup', means: 'PICKUP_FAILED' },
    { code: 'Pending', means: 'LABEL_CREATED' },
    { code: 'Enroute', means: 'OUT_FOR_DELIVERY' },
    { code: 'Arrived', means: 'OUT_FOR_DELIVERY', says: 'The driver has arrived at the address' },
    { code: 'Complete', means: 'DELIVERED' },
    { code: 'Completed', means: 'DELIVERED' },
    { code: 'Failed', means: 'ATTEMPT_FAILED' },
    { code: 'Cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { code: 'Delayed', means: 'DELAYED' },
    { code: 'On Hold', means: 'HELD' },
  ],
  { fold: 'case' },
);
