import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Stands for a sub-status that was not given: a new one must not pass as none. */
export const NO_SUBTAG = 'none';

const UNSAID = ['unknown.unknown'] as const;
const of =
  (code: string) =>
  (subCode: string, row: Omit<CodeRow, 'code' | 'subCode'>): CodeRow => ({
    code,
    subCode: subCode === NO_SUBTAG ? subCode : `${code}_${subCode}`,
    ...row,
  });
const inTransit = of('InTransit');
const out = of('OutForDelivery');
const exception = of('Exception');
const attempt = of('AttemptFail');
const AT_COUNTER =
  /\b(ready|available|awaiting|waiting|held)\b.*\b(pick-?up|collect(ion|ed)?|picked up)\b(?!.*\b(carrier|courier|driver)\b)/i;
const HANDED_ON = { text: /\bagent\b.*\bfor final delivery\b/i, means: 'PARTNER_HANDOFF' } as const;

/**
 * Tags with their sub-tags. Sources: AfterShip Tracking API, enumerations "Delivery statuses" and "Delivery
 * sub-statuses"; help article "Learn about delivery sub-status" for those of March 2026.
 *
 * A sub-tag that is not listed is UNMAPPED under InTransit and Exception, unless its wording is plain.
 */
export const CODES = codeTable('AfterShip Tracking API, Delivery statuses and Delivery sub-statuses', [
  // Pending: nothing is known yet. Expired: nothing was heard for 30 days. Facts about AfterShip.
  { code: 'Pending', means: 'INFORMATION' },
  { code: 'Expired', means: 'INFORMATION' },
  { code: 'InfoReceived', means: 'LABEL_CREATED' },

  ...leftOpen(inTransit(NO_SUBTAG, { means: 'IN_TRANSIT' }), 'progress', 'trouble', 'scans', 'abroad'),
  ...leftOpen(inTransit('001', { means: 'IN_TRANSIT' }), 'progress', 'trouble', 'scans', 'abroad'),
  inTransit('002', { means: 'ACCEPTED', says: 'Acceptance scan' }),
  ...leftOpen(inTransit('003', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }), 'scans'),
  inTransit('004', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at the destination country' }),
  inTransit('005', { means: 'CUSTOMS_CLEARED' }),
  inTransit('006', { means: 'CUSTOMS_STARTED' }),
  // Releases by customs and arrivals at the last facility were seen under "departure scan".
  ...leftOpen(inTransit('007', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }), 'progress', 'scans'),
  inTransit('008', { means: 'IN_TRANSIT', says: 'Problem resolved' }),
  inTransit('009', { means: 'IN_TRANSIT', reasons: ['address.corrected'], says: 'Forwarded to a different address' }),
  inTransit('012', { means: 'DELAYED', says: 'Delay in transit' }),

  // Events that AfterShip recognizes in a checkpoint go before a sub-tag that leaves it open.
  ...['handed_over_to_last_mile_carrier', 'received_by_last_mile_carrier'].map((subCode): CodeRow => ({
    code: 'InTransit',
    subCode,
    means: 'PARTNER_HANDOFF',
  })),
  { code: 'InTransit', subCode: 'returned_to_sender', means: 'RETURNING' },
  { code: 'Exception', subCode: 'returned_to_sender', means: 'RETURNING' },

  { code: 'OutForDelivery', ...HANDED_ON },
  // AfterShip defines it as "about to deliver, or ready to be picked up".
  { code: 'OutForDelivery', text: AT_COUNTER, means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'OutForDelivery', means: 'OUT_FOR_DELIVERY' },
  out('003', { means: 'INFORMATION', says: 'Customer contacted' }),
  out('004', { means: 'INFORMATION', says: 'Delivery appointment scheduled' }),

  ...leftOpen({ code: 'AttemptFail', means: 'ATTEMPT_FAILED' }, 'attempt'),
  attempt('002', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  attempt('003', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),

  { code: 'AvailableForPickup', means: 'AVAILABLE_FOR_PICKUP' },

  // A parcel that turned back is delivered to its sender.
  { code: 'Delivered', direction: 'RETURN', means: 'RETURNED', to: 'RETURN' },
  ...leftOpen({ code: 'Delivered', means: 'DELIVERED' }, 'delivered'),
  { code: 'Delivered', subCode: 'Delivered_002', direction: 'RETURN', means: 'RETURNED', to: 'RETURN' },
  { code: 'Delivered', subCode: 'Delivered_002', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: 'Delivered', subCode: 'Delivered_005', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },

  ...leftOpen(exception(NO_SUBTAG, { means: 'EXCEPTION', reasons: UNSAID }), 'trouble', 'abroadTrouble'),
  ...leftOpen(exception('001', { means: 'EXCEPTION', reasons: UNSAID }), 'trouble', 'abroadTrouble'),
  exception('002', { means: 'EXCEPTION', reasons: ['recipient.moved'] }),
  exception('003', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  exception('004', { means: 'HELD', reasons: ['customs.delay'] }),
  ...leftOpen(exception('005', { means: 'DELAYED' }), 'late'),
  exception('006', { means: 'HELD', reasons: ['recipient.payment_due'] }),
  exception('007', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  exception('008', { means: 'EXCEPTION', reasons: ['recipient.not_collected'], says: 'Pick up missed' }),
  exception('009', { means: 'EXCEPTION', reasons: ['carrier.rejected'] }),
  ...leftOpen(exception('010', { means: 'RETURNING' }), 'return'),
  exception('011', { means: 'RETURNED' }),
  exception('012', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  exception('013', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  exception('016', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }),
  exception('017', { means: 'DELAYED', reasons: ['external.weather'] }),
  exception('018', { means: 'HELD', reasons: ['customs.documents'] }),
  exception('019', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Delayed (late flight)' }),
  // Voided by the sender or by the carrier: by whom is not said.
  exception('020', { means: 'TERMINATED', reasons: UNSAID, says: 'Shipment cancelled' }),
  exception('021', { means: 'TERMINATED', reasons: ['carrier.destroyed'] }),

  ...wordings('en', 'fr', 'de', 'es', 'nl', 'pl', 'zh'),
]);
