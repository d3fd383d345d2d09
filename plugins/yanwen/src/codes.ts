import { alike, codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Messages of the tracking page, as the universal-parcel-scraper project (`statuses.json`) has seen them live. */
const MESSAGES: readonly CodeRow[] = [
  { code: '*', text: /^batch delivery to carrier|^pick up by local carrier/i, means: 'PARTNER_HANDOFF' },
  { code: '*', text: /^international shipment release/i, means: 'CUSTOMS_CLEARED' },
  { code: '*', text: /^order (submit+ed|processed by shipper)/i, means: 'LABEL_CREATED' },
];

/** Tracking statuses: two letters for the stage, two digits for the step. */
export const CODES = codeTable('Yanwen tracking interface, tracking status codes', [
  ...alike('OR10 OR20', { means: 'LABEL_CREATED', says: 'Order information' }),
  ...alike('PU10', { means: 'ACCEPTED', says: 'Yanwen acceptance' }),
  ...alike('PU30', { means: 'PICKUP_FAILED' }),
  ...alike('SC10', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Sorting centre, arrival' }),
  ...alike('SC20', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorting centre, processing' }),
  ...alike('SC40 SC50', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('LH10 LH20 LH30', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Line haul' }),
  ...alike('LH40', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('EC10 IC10 S303', { means: 'CUSTOMS_STARTED' }),
  // The start of the import clearance for some, its end for others: the message tells.
  ...leftOpen({ code: 'IC50', means: 'CUSTOMS_STARTED' }, 'progress', 'held', 'abroad'),
  ...alike('EC20 IC60', { means: 'CUSTOMS_CLEARED' }),
  ...alike('IC51 IC70', { means: 'HELD', reasons: ['customs.delay'], says: 'Clearance failed' }),
  ...alike('EC30 IC20 IC30 IC40', { means: 'HELD', reasons: ['customs.inspection'] }),
  { code: 'LM10', text: /- arrival$/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  // In the country of destination: arrived, or given to the last-mile carrier, as the message says.
  ...leftOpen({ code: 'LM10', means: 'PARTNER_HANDOFF' }, 'scans', 'abroad'),
  ...alike('LM15 LM20', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' }),
  ...alike('LM25', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('LM30', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...leftOpen({ code: 'LM40', means: 'DELIVERED' }, 'delivered'),
  { code: 'LM50', text: /\bnot at home\b/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'LM50', text: /\bwrong address\b/i, means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  ...leftOpen({ code: 'LM50', means: 'ATTEMPT_FAILED' }, 'attempt', 'abroadTrouble'),
  ...['LM75', 'LM80'].flatMap((code) =>
    leftOpen({ code, means: 'EXCEPTION', reasons: ['unknown.unknown'] }, 'trouble', 'abroadTrouble'),
  ),
  ...alike('LM90 RT10 RT20', { means: 'RETURNING' }),
  ...alike('RT30', { means: 'RETURNED' }),
  ...alike('EX10', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...MESSAGES,
  ...wordings('en', 'zh'),
]);
