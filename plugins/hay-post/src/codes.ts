import { codeTable } from '@whereabouts/plugin-sdk';

/** Ids of order states. */
export const CODES = codeTable('Hay Post order API, order states', [
  { code: '1', means: 'LABEL_CREATED', says: 'Draft' },
  { code: '2', means: 'ACCEPTED', says: 'Received' },
  { code: '3', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Cancelled' },
  { code: '4', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Rejected' },
  { code: '5', means: 'OUT_FOR_DELIVERY', says: 'With the postman' },
  { code: '6', means: 'DELIVERED', says: 'Delivered' },
  { code: '7', means: 'IN_TRANSIT', says: 'Sent' },
  { code: '8', means: 'DELAYED', says: 'Delayed' },
  { code: '9', means: 'ATTEMPT_FAILED', says: 'Not delivered' },
  { code: '10', means: 'RETURNING', says: 'Returned' },
  { code: '11', means: 'HELD', says: 'On hold' },
]);
