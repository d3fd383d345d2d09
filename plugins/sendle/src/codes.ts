import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const WORDINGS = wordings('en');
const worded = (codes: string, allowed: (row: CodeRow) => boolean): CodeRow[] =>
  codes.split(',').flatMap((code) => WORDINGS.filter(allowed).map((row): CodeRow => ({ ...row, code })));

const MOVES = new Set([
  'AT_DELIVERY_DEPOT',
  'CUSTOMS_STARTED',
  'CUSTOMS_CLEARED',
  'PARTNER_HANDOFF',
  'OUT_FOR_DELIVERY',
]);
const BESIDE_THE_WAY = new Set(['ATTEMPT_FAILED', 'RETURNING', 'RETURNED', 'TERMINATED', 'AVAILABLE_FOR_PICKUP']);
const FAILURES = new Set(['ATTEMPT_FAILED', 'EXCEPTION', 'RETURNING', 'RETURNED', 'TERMINATED', 'HELD', 'DELAYED']);

/** Types of events. Some are broad: then the description, with the reason, says what happened. */
export const CODES = codeTable(
  'Sendle API, tracking: types of events and states of orders',
  [
    ...alike('Booking Booked', { means: 'LABEL_CREATED' }),
    {
      code: 'Pickup Attempted',
      text: /not ready|not packed|closed/i,
      means: 'PICKUP_FAILED',
      reasons: ['shipper.not_ready'],
    },
    { code: 'Pickup Attempted', means: 'PICKUP_FAILED' },
    ...alike('Pickup', { means: 'ACCEPTED' }),
    { code: 'Drop Off', means: 'ACCEPTED' },
    { code: 'Dropped Off', means: 'ACCEPTED' },
    { code: 'In Transit', text: /in possession of item/i, means: 'ACCEPTED' },
    // The type stays "In Transit" for a parcel that goes back, or was at a door.
    ...worded('In Transit', ({ means }) => BESIDE_THE_WAY.has(means)),
    ...worded('In Transit', ({ means }) => MOVES.has(means) || means === 'IN_TRANSIT'),
    { code: 'In Transit', means: 'IN_TRANSIT' },
    ...alike('Transit', { means: 'IN_TRANSIT' }),
    { code: 'Local Delivery', means: 'OUT_FOR_DELIVERY' },
    { code: 'Out for Delivery', means: 'OUT_FOR_DELIVERY' },
    ...worded(
      'Delivery Attempted,Card Left',
      ({ means, reasons }) => means === 'ATTEMPT_FAILED' && reasons !== undefined,
    ),
    { code: 'Delivery Attempted', means: 'ATTEMPT_FAILED' },
    { code: 'Card Left', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
    { code: 'Left with Agent', means: 'AVAILABLE_FOR_PICKUP' },
    ...worded('Delivered', ({ means }) => means === 'DELIVERED' || means === 'RETURNED'),
    ...alike('Delivered', { means: 'DELIVERED' }),
    ...alike('Damaged', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
    ...worded('Unable to Deliver', ({ means }) => FAILURES.has(means)),
    { code: 'Unable to Deliver', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    ...alike('Lost', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
    ...alike('Cancelled Canceled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
    { code: 'Return to Sender', means: 'RETURNING' },
    ...alike('Returning', { means: 'RETURNING' }),
    ...alike('Returned', { means: 'RETURNED' }),
    // Sendle stops looking for a parcel that nobody scanned.
    ...alike('Expired', { means: 'INFORMATION' }),
    { code: 'Info', text: /loaded for delivery/i, means: 'OUT_FOR_DELIVERY' },
    { code: 'Info', text: /signed for/i, means: 'INFORMATION' },
    ...worded('Info', ({ means }) => means !== 'DELIVERED'),
    ...alike('Info', { means: 'INFORMATION' }),
  ],
  { fold: 'case' },
);
