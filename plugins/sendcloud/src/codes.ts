import { codeTable, leftOpen, wordings, type CodeRow, type RELAYED } from '@whereabouts/plugin-sdk';

type Kinds = readonly (keyof typeof RELAYED)[];
type Status = readonly [id: number, slug: string, says: string, row: Omit<CodeRow, 'code' | 'says'>, ...open: Kinds];

const UNSAID = { reasons: ['unknown.unknown'] } as const;

/** Parcel statuses: the number of API v2, the slug of its tracking, and the wording that API v3 makes its code of. */
export const STATUSES: readonly Status[] = [
  [1, 'announced', 'Announced', { means: 'LABEL_CREATED' }],
  [3, 'to-sorting', 'En route to sorting center', { means: 'IN_TRANSIT' }, 'progress', 'scans'],
  [4, 'delayed', 'Delivery delayed', { means: 'DELAYED' }, 'late'],
  [5, 'sorted', 'Sorted', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }],
  [6, 'unsorted', 'Not sorted', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }],
  [18, 'unsorted2', 'Not sorted (2)', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }],
  [7, 'sorting', 'Being sorted', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }],
  [8, 'delivery-failed', 'Delivery attempt failed', { means: 'ATTEMPT_FAILED' }, 'attempt'],
  [11, 'delivered', 'Delivered', { means: 'DELIVERED' }, 'delivered'],
  [12, 'awaiting-customer-pickup', 'Awaiting customer pickup', { means: 'AVAILABLE_FOR_PICKUP' }],
  [13, 'announced-uncollected', 'Announced: not collected', { means: 'LABEL_CREATED' }],
  [15, 'collect-error', 'Error collecting', { means: 'PICKUP_FAILED', ...UNSAID }],
  [22, 'picked-up-by-driver', 'Shipment picked up by driver', { means: 'ACCEPTED' }],
  [80, 'undeliverable', 'Unable to deliver', { means: 'EXCEPTION', ...UNSAID }, 'trouble'],
  [91, 'shipment-on-route', 'Parcel en route', { means: 'IN_TRANSIT' }, 'progress', 'scans'],
  [92, 'driver-on-route', 'Driver en route', { means: 'OUT_FOR_DELIVERY' }],
  [93, 'collected-by-customer', 'Shipment collected by customer', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }],
  [94, 'cancellation-failed', 'Parcel cancellation failed', { means: 'INFORMATION' }],
  [999, 'no-label', 'No label', { means: 'INFORMATION' }],
  [1000, 'ready-to-send', 'Ready to send', { means: 'LABEL_CREATED' }],
  [1001, 'announcing', 'Being announced', { means: 'INFORMATION' }],
  [1002, 'announcement-failed', 'Announcement failed', { means: 'EXCEPTION', ...UNSAID }],
  // What the carrier says, Sendcloud could not sort in: its wording may still tell.
  [1337, 'unknown', 'Unknown status', { means: 'INFORMATION' }, 'trouble', 'progress', 'scans'],
  [1998, 'cancelled-upstream', 'Cancelled upstream', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }],
  [1999, 'cancelling', 'Cancellation requested', { means: 'INFORMATION' }],
  [2000, 'cancelled', 'Cancelled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }],
  [2001, 'cancelling-upstream', 'Submitting cancellation request', { means: 'INFORMATION' }],
  [62989, 'at-customs', 'At Customs', { means: 'CUSTOMS_STARTED' }, 'held', 'progress'],
  [62990, 'at-sorting-centre', 'At sorting centre', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }],
  [62991, 'refused-by-recipient', 'Refused by recipient', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }],
  [62992, 'returned-to-sender', 'Returned to sender', { means: 'RETURNING' }, 'return'],
  [62993, 'delivery-method-changed', 'Delivery method changed', { means: 'INFORMATION' }],
  [62994, 'delivery-date-changed', 'Delivery date changed', { means: 'INFORMATION' }],
  [62995, 'delivery-address-changed', 'Delivery address changed', { means: 'INFORMATION' }],
  [62996, 'exception', 'Exception', { means: 'EXCEPTION', ...UNSAID }, 'trouble'],
  [62997, 'address-invalid', 'Address invalid', { means: 'EXCEPTION', reasons: ['address.incorrect'] }],
];

/** One spelling of the codes of all APIs: `READY_TO_SEND`, `Ready to send` and `ready-to-send`. */
export const codeKey = (code: string): string =>
  code
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

const statusRows = STATUSES.flatMap(([id, slug, says, row, ...open]) =>
  [...new Set([String(id), slug, codeKey(says)])].flatMap((code) => leftOpen({ code, says, ...row }, ...open)),
);

const because = (
  code: string,
  means: CodeRow['means'],
  subCodes: Readonly<Record<string, NonNullable<CodeRow['reasons']>>>,
): CodeRow[] => Object.entries(subCodes).map(([subCode, reasons]) => ({ code, subCode, means, reasons }));

const WHERE_IT_IS: Readonly<Record<string, NonNullable<CodeRow['deliveredTo']>>> = {
  locker: 'LOCKER',
  mailbox: 'MAILBOX',
  'postal-box': 'OTHER',
  neighbour: 'NEIGHBOR',
  pup: 'SERVICE_POINT',
  shop: 'SERVICE_POINT',
  safeplace: 'SAFE_PLACE',
  receiver: 'RECIPIENT',
  signature: 'RECIPIENT',
};

const AT_THE_DOOR = {
  'not-home': ['recipient.not_available'],
  'company-closed': ['recipient.business_closed'],
  inaccessible: ['address.access_restricted'],
  'incorrect-information': ['address.incorrect'],
  'unknown-receiver': ['recipient.unknown'],
  payment: ['recipient.payment_due'],
  rejected: ['recipient.refused'],
  signature: ['recipient.verification_failed'],
} as const;

const WHY_LATE = {
  'weather-conditions': ['external.weather'],
  mechanical: ['carrier.vehicle'],
  traffic: ['carrier.processing_delay'],
  'high-volume': ['carrier.capacity'],
  'connection-missed': ['carrier.processing_delay'],
  'cut-off': ['carrier.processing_delay'],
  late: ['carrier.processing_delay'],
  missort: ['carrier.missort'],
  misrouted: ['carrier.missort'],
  'company-closed': ['recipient.business_closed'],
} as const;

const WHY_NOT_FIT = {
  'max-measure': ['shipper.weight_or_dimensions'],
  'max-weight': ['shipper.weight_or_dimensions'],
  packaging: ['shipper.packaging'],
  'prohibited-item': ['shipper.prohibited'],
  content: ['shipper.prohibited'],
  documents: ['shipper.data_missing'],
} as const;

const REFUSED = { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] } as const;
/** The service says in which phase an exception came. */
const AFTER_DELIVERY = { service: 'delivered' } as const;

/** Events of API v3: phases, and the exceptions that may come in any of them. */
const eventRows: readonly CodeRow[] = [
  { code: 'accepted', means: 'ACCEPTED' },
  ...leftOpen({ code: 'attempted', means: 'ATTEMPT_FAILED' }, 'attempt'),
  ...because('attempted', 'ATTEMPT_FAILED', AT_THE_DOOR),
  ...leftOpen({ code: 'customs', means: 'CUSTOMS_STARTED' }, 'held', 'progress'),
  { code: 'customs', subCode: 'passed', means: 'CUSTOMS_CLEARED' },
  { code: 'customs', subCode: 'resolved', means: 'CUSTOMS_CLEARED' },
  ...Object.entries(WHERE_IT_IS).map(([subCode, deliveredTo]): CodeRow => ({
    code: 'delivered',
    subCode,
    means: 'DELIVERED',
    deliveredTo,
  })),
  { code: 'delivered', subCode: 'partly', means: 'DELIVERED', reasons: ['delivery.partial'] },
  { code: 'delivered', subCode: 'damaged', means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] },
  { code: 'delivered', subCode: 'sender', means: 'RETURNED' },
  { code: 'dropped', means: 'HANDED_OVER', says: 'Dropped off by the sender' },
  { code: 'in-delivery', means: 'OUT_FOR_DELIVERY' },
  ...leftOpen({ code: 'in-transit', means: 'IN_TRANSIT' }, 'progress', 'scans'),
  { code: 'labelled', means: 'LABEL_CREATED' },
  { code: 'none', means: 'INFORMATION' },
  { code: 'pup', means: 'AVAILABLE_FOR_PICKUP', says: 'At a pick-up point' },

  { code: 'address-error', means: 'EXCEPTION', reasons: ['address.incorrect'] },
  ...because('address-error', 'EXCEPTION', {
    'unknown-receiver': ['recipient.unknown'],
    inaccessible: ['address.access_restricted'],
  }),
  ...because('address-error', 'INFORMATION', { updated: ['address.corrected'], resolved: ['address.corrected'] }),
  { code: 'changed', means: 'INFORMATION', says: 'The delivery was changed' },
  { code: 'claim', means: 'INFORMATION' },
  { code: 'claimable', means: 'INFORMATION' },
  { code: 'customer-rejected', ...REFUSED },
  { code: 'refused', ...REFUSED },
  ...leftOpen({ code: 'customer-support', means: 'EXCEPTION', ...UNSAID }, 'trouble'),
  { code: 'customs-issue', means: 'HELD', reasons: ['customs.delay'] },
  ...because('customs-issue', 'HELD', {
    documents: ['customs.documents'],
    'incorrect-information': ['customs.documents'],
    payment: ['customs.duties_unpaid'],
    content: ['customs.inspection'],
    'prohibited-item': ['customs.prohibited'],
  }),
  { code: 'customs-issue', subCode: 'resolved', means: 'INFORMATION' },
  { code: 'damaged', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'damaged', subCode: 'disposed', means: 'TERMINATED', reasons: ['carrier.damage', 'carrier.destroyed'] },
  { code: 'damaged', ...AFTER_DELIVERY, means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] },
  ...['delay-unknown', 'delivery-delay', 'handover-delay', 'sorting-delay'].flatMap((code) => [
    ...leftOpen({ code, means: 'DELAYED' }, 'late'),
    ...because(code, 'DELAYED', WHY_LATE),
  ]),
  { code: 'dropoff-expiration', means: 'EXCEPTION', reasons: ['shipper.not_ready'], says: 'Never dropped off' },
  ...leftOpen({ code: 'hold', means: 'HELD', ...UNSAID }, 'held'),
  ...because('hold', 'HELD', {
    requested: ['recipient.requested_change'],
    'delivery-change': ['recipient.requested_change'],
    payment: ['recipient.payment_due'],
    documents: ['shipper.data_missing'],
    'company-closed': ['recipient.business_closed'],
    'weather-conditions': ['external.weather'],
  }),
  { code: 'missing', means: 'EXCEPTION', reasons: ['carrier.lost'] },
  { code: 'missing', subCode: 'parcel-found', means: 'INFORMATION', says: 'Found again' },
  { code: 'non-conformity', means: 'EXCEPTION', reasons: ['shipper.packaging'] },
  ...because('non-conformity', 'EXCEPTION', WHY_NOT_FIT),
  { code: 'off-radar', means: 'INFORMATION', says: 'Sendcloud notices that nothing was heard' },
  { code: 'pup-expiration', means: 'EXCEPTION', reasons: ['recipient.not_collected'] },
  { code: 'relabelled', means: 'INFORMATION' },
  ...leftOpen({ code: 'returned-sender', means: 'RETURNING' }, 'return'),
  ...because('returned-sender', 'RETURNING', {
    ...AT_THE_DOOR,
    ...WHY_NOT_FIT,
    expired: ['recipient.not_collected'],
    damaged: ['carrier.damage'],
  }),
  { code: 'returned-sender', ...AFTER_DELIVERY, means: 'RETURNED' },
];

/** Statuses of API v2, and phases and exceptions of the events of API v3. */
export const CODES = codeTable(
  'Sendcloud documentation: Parcel statuses (v2, v3), Tracking API (v2), Parcel event created (v3)',
  [...statusRows, ...eventRows, ...wordings('en')],
);
