import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Stands for a sub-status that was not given: a new one must not pass as none. */
export const NO_SUB_STATUS = 'none';

const UNSAID = ['unknown.unknown'] as const;
const of =
  (code: string) =>
  (subCode: string, row: Omit<CodeRow, 'code' | 'subCode'>): CodeRow => ({
    code,
    subCode: subCode === NO_SUB_STATUS ? subCode : `${code}${subCode}`,
    ...row,
  });
const transit = of('transit');
const pickup = of('pickup');
const delivered = of('delivered');
const undelivered = of('undelivered');
const exception = of('exception');

const BACK = /\breturn(ed|ing)?\b.*\b(sender|shipper)\b/i;
const AT_COUNTER = /\b(ready|available|awaiting|waiting|held)\b.*\b(pick-?up|collect(ion|ed)?|picked up)\b/i;

/**
 * Statuses with their sub-statuses. Sources: TrackingMore API v4, "Delivery status" and "Delivery substatus"; API v2 for
 * those of its own. A sub-status that is not listed is UNMAPPED under transit, pickup and exception, unless its wording is
 * plain.
 */
const ROWS: readonly CodeRow[] = [
  // Nothing is known yet, or nothing was heard for 30 days: facts about TrackingMore.
  { code: 'pending', means: 'INFORMATION' },
  { code: 'notfound', means: 'INFORMATION' },
  { code: 'notfound', subCode: 'notfound001', means: 'LABEL_CREATED', says: 'Waits for the courier' },
  { code: 'expired', means: 'INFORMATION' },
  { code: 'inforeceived', means: 'LABEL_CREATED' },

  ...leftOpen(transit(NO_SUB_STATUS, { means: 'IN_TRANSIT' }), 'progress', 'trouble', 'scans', 'abroad'),
  ...leftOpen(transit('001', { means: 'IN_TRANSIT', says: 'On the way' }), 'progress', 'trouble', 'scans', 'abroad'),
  ...leftOpen(transit('002', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At a hub' }), 'scans'),
  transit('003', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the delivery facility' }),
  transit('004', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'In the destination country' }),
  transit('005', { means: 'CUSTOMS_CLEARED' }),
  transit('006', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Dispatched' }),
  transit('007', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the airport' }),

  // Out for delivery or at a counter: without a sub-status only the message may tell.
  pickup(NO_SUB_STATUS, { text: AT_COUNTER, means: 'AVAILABLE_FOR_PICKUP' }),
  pickup(NO_SUB_STATUS, { means: 'OUT_FOR_DELIVERY' }),
  pickup('001', { means: 'OUT_FOR_DELIVERY' }),
  pickup('002', { means: 'AVAILABLE_FOR_PICKUP' }),
  pickup('003', { means: 'INFORMATION', says: 'The recipient was contacted' }),

  ...leftOpen({ code: 'delivered', means: 'DELIVERED' }, 'delivered'),
  delivered('002', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),
  delivered('003', { means: 'DELIVERED', deliveredTo: 'RECIPIENT' }),
  ...leftOpen(
    delivered('004', { means: 'DELIVERED', deliveredTo: 'OTHER', says: 'At the door, or a neighbour' }),
    'delivered',
  ),

  ...leftOpen({ code: 'undelivered', means: 'ATTEMPT_FAILED' }, 'attempt'),
  undelivered('001', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }),
  undelivered('002', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  undelivered('003', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not reached' }),

  exception(NO_SUB_STATUS, { text: BACK, means: 'RETURNING' }),
  ...leftOpen(exception(NO_SUB_STATUS, { means: 'EXCEPTION', reasons: UNSAID }), 'trouble', 'abroadTrouble'),
  // Until v2: how long nothing was heard, whatever happened to the parcel.
  exception('001', { means: 'INFORMATION' }),
  exception('002', { means: 'INFORMATION' }),
  exception('003', { means: 'INFORMATION' }),
  exception('004', { means: 'EXCEPTION', reasons: ['recipient.not_collected'] }),
  // v2 says so of parcels that go back, v4 of all others.
  exception('005', { text: BACK, means: 'RETURNING' }),
  ...leftOpen(exception('005', { means: 'EXCEPTION', reasons: UNSAID }), 'trouble'),
  exception('006', { means: 'HELD', reasons: ['customs.inspection'] }),
  ...leftOpen(exception('007', { means: 'EXCEPTION', reasons: ['carrier.lost', 'carrier.damage'] }), 'trouble'),
  exception('008', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  exception('009', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  exception('010', { means: 'RETURNED' }),
  ...leftOpen(exception('011', { means: 'RETURNING' }), 'return'),

  ...wordings('en', 'de', 'fr', 'es', 'nl', 'pl', 'zh'),
];

/** v3 writes `InfoReceived`, v4 `inforeceived`. */
export const CODES = codeTable(
  'TrackingMore API v4: delivery status, delivery substatus; v2: status, substatus',
  ROWS,
  {
    fold: 'case',
  },
);
