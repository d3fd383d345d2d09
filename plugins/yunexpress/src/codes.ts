import { alike, codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = ['unknown.unknown'] as const;

/** Messages, with YunExpress's own spelling, as the universal-parcel-scraper project (`statuses.json`) has seen them live. */
const MESSAGES: readonly Omit<CodeRow, 'code'>[] = [
  { text: /\bcustoms inspection - (im|ex)port\b/i, means: 'HELD', reasons: ['customs.inspection'] },
  { text: /\bclear[ae]nce processing completed\b/i, means: 'CUSTOMS_CLEARED' },
  { text: /\b(start|commence)s? customs (clear[ae]nce|declaration)\b/i, means: 'CUSTOMS_STARTED' },
  { text: /\bcollected at cargo terminal\b/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { text: /\bflight has arrived\b/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
];
const messages = (code: string): CodeRow[] => MESSAGES.map((row) => ({ code, ...row }));

/** A status that leaves much open: what the event says decides within it. */
const open = (row: CodeRow): CodeRow[] => [
  ...messages(row.code),
  ...leftOpen(row, 'progress', 'trouble', 'scans', 'abroad'),
];

/** Nodes of the track (`TrackNodeCode`, `track_node_code`), with their older short names. */
const NODES: readonly CodeRow[] = [
  ...alike('ORDER_CREATION YB/XD', { means: 'LABEL_CREATED', says: 'Order information received' }),
  ...alike('PRE_ADVICING PRE_INFO CHANGE_WAYBILL_INFO EDD', { means: 'INFORMATION' }),
  ...alike('PICKED_UP XD/ZC', { means: 'ACCEPTED' }),
  ...alike('FIRST_MILE_ARRIVE TRANSIT_IN ARRIVE_CONFIRM_OC MAIN_LINE_ARRIVE MD/DD', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('FIRST_MILE_DEPART TRANSIT_OUT DEPART_CONFIRM_OC MAIN_LINE_DEPART XD/CS', {
    means: 'IN_TRANSIT',
    facilityAction: 'DEPARTED',
  }),
  // Cargo that waits at a terminal, unless the words are about the recipient.
  {
    code: 'READY_FOR_PICKUP',
    text: /post office|shop|locker|recipient|consignee|customer|自提/iu,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  ...alike('READY_FOR_PICKUP PICKUP_CARGO_TERMINAL CARRIER_PICKUP READY_FOR_OUTBOUND AIRPORT_RELEASE', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
  }),
  ...open({ code: 'IN_TRANSIT', means: 'IN_TRANSIT' }),
  ...open({ code: 'IN_TRANSIT_CARRIER', means: 'IN_TRANSIT' }),
  ...alike('ARRIVE_ORIN_CUSTOMS CUSTOMS_PROCESSING', { means: 'CUSTOMS_STARTED' }),
  ...alike('EXPORT_CUSTOMS_COMPLETE CUSTOMS_COMPLETE CUSTOMS_RELEASE', { means: 'CUSTOMS_CLEARED' }),
  ...alike('CUSTOMS_DELAY CUSTOMS_EXCEPTION', { means: 'HELD', reasons: ['customs.delay'] }),
  ...alike('CUSTOMS_HOLD CUSTOMS_INSPCTION CUSTOMS_INSPECTION', { means: 'HELD', reasons: ['customs.inspection'] }),
  ...alike('AIRPORT_HOLD AIRPORT_INSPECTION', { means: 'HELD', reasons: ['external.security'] }),
  { code: 'TRANSITHUB_ARRIVE', means: 'PARTNER_HANDOFF', says: 'Given to the last-mile carrier' },
  // On its way to the door; that nobody was met there has a node of its own, or is said.
  ...leftOpen({ code: 'DELIVERY_ATTEMPT', means: 'OUT_FOR_DELIVERY' }, 'attempt', 'abroadTrouble'),
  ...leftOpen({ code: 'DELIVERY_FAILURE', means: 'ATTEMPT_FAILED' }, 'attempt', 'abroadTrouble'),
  ...leftOpen({ code: 'DELIVERED', means: 'DELIVERED' }, 'delivered'),
  ...leftOpen({ code: 'MD/TT', means: 'DELIVERED' }, 'delivered'),
  ...leftOpen({ code: 'PACKAGE_EXCEPTION', means: 'EXCEPTION', reasons: UNSAID }, 'trouble', 'abroadTrouble'),
  ...leftOpen({ code: 'OTHER', means: 'EXCEPTION', reasons: UNSAID }, 'trouble', 'progress', 'scans', 'abroad'),
  { code: 'PACKAGE_LOST', means: 'TERMINATED', reasons: ['carrier.lost'] },
  // Which of them is back already, nobody says but the event itself.
  ...['RETURNED', 'RETURNED_BACK', 'RETURNED_TO_SENDER'].flatMap((code) =>
    leftOpen({ code, means: 'RETURNING' }, 'return'),
  ),
];

/** `TrackingStatus` of an event, and `PackageState` or `package_status` of the package as a whole. */
const STATUSES: readonly CodeRow[] = [
  { code: '0', means: 'INFORMATION' },
  { code: '10', means: 'LABEL_CREATED', says: 'Order information received' },
  ...open({ code: '20', means: 'IN_TRANSIT', says: 'In transit' }),
  ...open({ code: '30', means: 'AVAILABLE_FOR_PICKUP', says: 'Arrived, to be picked up' }),
  ...open({ code: '40', means: 'ATTEMPT_FAILED', says: 'Delivery failed' }),
  ...leftOpen({ code: '50', means: 'DELIVERED' }, 'delivered'),
  ...open({ code: '60', means: 'EXCEPTION', reasons: UNSAID }),
  ...open({ code: '70', means: 'EXCEPTION', reasons: UNSAID }),
  ...open({ code: '80', means: 'HELD', reasons: ['customs.inspection'] }),
  ...leftOpen({ code: '90', means: 'RETURNING' }, 'return'),
  { code: '100', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

  ...alike('package- package-0 package-N', { means: 'INFORMATION' }),
  ...alike('package-1 package-F', { means: 'LABEL_CREATED' }),
  { code: 'package-4', means: 'ACCEPTED' },
  ...alike('package-2 package-T', { means: 'IN_TRANSIT' }),
  ...alike('package-3 package-D', { means: 'DELIVERED' }),
  { code: 'package-6', means: 'ATTEMPT_FAILED' },
  { code: 'package-E', means: 'EXCEPTION', reasons: UNSAID },
  ...alike('package-7 package-R', { means: 'RETURNING' }),
  ...alike('package-5 package-C', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
];

/**
 * Sources: YunExpress OMS API (GetTrackInfo: TrackingStatus, PackageState), YunExpress open API (track-service, push of
 * tracks: package_status, table of track nodes), as their users write them down.
 */
export const CODES = codeTable('YunExpress OMS API and open API: track nodes, tracking statuses, package states', [
  ...NODES,
  ...STATUSES,
  ...messages('*'),
  ...wordings('en', 'zh'),
]);
