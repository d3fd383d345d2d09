import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = { reasons: ['unknown.unknown'] } as const;
const WITHOUT_NEWS = { means: 'INFORMATION' } as const;

/** One spelling of a status: the API writes `IN_TRANSIT`, the Shopify app `In transit`. */
export const codeKey = (code: string): string =>
  code
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

type Row = readonly [codes: string, row: Omit<CodeRow, 'code'>, ...open: Parameters<typeof leftOpen>[1][]];

/** Delivery statuses and sub-statuses: one code each, since a sub-status begins with its status. */
const ROWS: readonly Row[] = [
  ['INIT NO_RECORD PENDING EXPIRED', WITHOUT_NEWS],
  ['INFO_RECEIVED INFO_RECEIVED_01', { means: 'LABEL_CREATED' }],

  ['IN_TRANSIT IN_TRANSIT_01', { means: 'IN_TRANSIT', says: 'On its way' }, 'progress', 'trouble', 'scans', 'abroad'],
  ['IN_TRANSIT_02', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At the sorting center' }],
  ['IN_TRANSIT_03', { means: 'CUSTOMS_CLEARED', says: 'Customs clearance completed' }],
  ['IN_TRANSIT_04', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Packed for the airport' }],
  ['IN_TRANSIT_05', { means: 'IN_TRANSIT', says: 'With the airline' }],
  ['IN_TRANSIT_06', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Landed in the destination country' }],
  ['IN_TRANSIT_07', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the local post office' }],
  ['IN_TRANSIT_08', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'The plane has departed' }],

  // Out for delivery, or waiting at a counter: without its sub-status only the wording tells which.
  ['WAITING_DELIVERY', { means: 'OUT_FOR_DELIVERY' }, 'delivered'],
  ['WAITING_DELIVERY_01 OUT_FOR_DELIVERY', { means: 'OUT_FOR_DELIVERY' }],
  ['WAITING_DELIVERY_02 AVAILABLE_FOR_PICKUP', { means: 'AVAILABLE_FOR_PICKUP' }],
  [
    'WAITING_DELIVERY_03',
    { means: 'ATTEMPT_FAILED', says: 'A later day was asked for, or a note was left' },
    'attempt',
  ],

  ['DELIVERY_FAILED DELIVERY_FAILED_04 FAILED_ATTEMPT', { means: 'ATTEMPT_FAILED' }, 'attempt'],
  ['DELIVERY_FAILED_01', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }],
  ['DELIVERY_FAILED_02', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not at home' }],
  ['DELIVERY_FAILED_03', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not reached' }],

  ['DELIVERED DELIVERED_01', { means: 'DELIVERED' }, 'delivered'],
  ['DELIVERED_02', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }],
  ['DELIVERED_03', { means: 'DELIVERED', deliveredTo: 'RECIPIENT' }],
  ['DELIVERED_04', { means: 'DELIVERED', deliveredTo: 'OTHER', says: 'To doormen, family or neighbors' }, 'delivered'],

  ['ABNORMAL ABNORMAL_08 EXCEPTION', { means: 'EXCEPTION', ...UNSAID }, 'trouble', 'abroadTrouble'],
  ['ABNORMAL_01', { means: 'EXCEPTION', reasons: ['recipient.not_collected'] }],
  ['ABNORMAL_02', { means: 'HELD', reasons: ['customs.delay'], says: 'Detained by customs' }],
  // Damaged, lost or discarded: which of them, only the wording tells.
  ['ABNORMAL_03', { means: 'EXCEPTION', reasons: ['carrier.damage'] }, 'trouble'],
  ['ABNORMAL_04', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }],
  ['ABNORMAL_05', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }],
  ['ABNORMAL_06', { means: 'RETURNED' }],
  ['ABNORMAL_07', { means: 'RETURNING' }],
];

/** Every status by its code; a status that is not published is UNMAPPED, unless its wording is plain. */
export const CODES = codeTable('Track123 API, Delivery status and Delivery sub-status', [
  ...ROWS.flatMap(([codes, row, ...open]) => codes.split(' ').flatMap((code) => leftOpen({ code, ...row }, ...open))),
  ...wordings('en', 'de', 'fr', 'es', 'nl', 'pl', 'zh'),
]);
