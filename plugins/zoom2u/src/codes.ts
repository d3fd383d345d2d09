import { codeTable } from '@whereabouts/plugin-sdk';

/** Statuses of a delivery. */
export const CODES = codeTable(
  'Zoom2u API, delivery statuses',
  [
    { code: 'Unassigned', means: 'LABEL_CREATED' },
    { code: 'Accepted', means: 'INFORMATION', says: 'A courier has taken the job' },
    { code: 'On Route to Pickup', means: 'INFORMATION' },
    { code: 'Picked up', means: 'ACCEPTED' },
    { code: 'On Route to Dropoff', means: 'OUT_FOR_DELIVERY' },
    { code: 'Dropped Off', means: 'DELIVERED' },
    { code: 'Tried to deliver', means: 'ATTEMPT_FAILED' },
    { code: 'On Hold - With Courier', means: 'HELD' },
    { code: 'Cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { code: 'Returning', means: 'RETURNING' },
    { code: 'Returned', means: 'RETURNED' },
  ],
  { fold: 'case' },
);
