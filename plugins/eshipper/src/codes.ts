import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = { reasons: ['unknown.unknown'] } as const;

/** One spelling of a status: `READY FOR SHIPPING`, `ReadyForShipping`. */
export const codeKey = (code: string): string =>
  code
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z]+/g, '');

/** Statuses, separated by `|`, that mean the same; where they leave something open, the carrier's wording decides. */
const statuses = (says: string, row: Omit<CodeRow, 'code'>, ...kinds: Parameters<typeof leftOpen>[1][]): CodeRow[] =>
  says.split('|').flatMap((one) => leftOpen({ code: codeKey(one), says: one, ...row }, ...kinds));

/**
 * Statuses of orders and the five stages of a shipment. Events have carriers' own codes, too many to be a vocabulary of
 * eShipper's: their wording decides, in English or French.
 */
export const CODES = codeTable('eShipper API v2, Tracking: currentStatus, eshipperOrderStatus, shipmentStatus', [
  ...statuses('Draft|Quote|Quoted|Ready for Processing|Scheduled|Closed', { means: 'INFORMATION' }),
  ...statuses('Label Generated|Ready for Shipping|Ready to Ship|Pre-Transit|Created', { means: 'LABEL_CREATED' }),
  ...statuses('Picked Up|Pickup|Reached at Warehouse', { means: 'ACCEPTED' }),
  ...statuses('In Transit|Transit', { means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans'),
  ...statuses('Out for Delivery', { means: 'OUT_FOR_DELIVERY' }),
  ...statuses('Ready for Pickup', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...statuses('On Hold', { means: 'HELD', ...UNSAID }, 'held'),
  ...statuses('Delivery Delayed', { means: 'DELAYED' }, 'late'),
  ...statuses('Delivery Failed', { means: 'ATTEMPT_FAILED' }, 'attempt'),
  ...statuses('Exception', { means: 'EXCEPTION', ...UNSAID }, 'trouble'),
  ...statuses('Delivered', { means: 'DELIVERED' }, 'delivered'),
  ...statuses('Returned', { means: 'RETURNING' }, 'return'),
  ...statuses('Cancelled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...wordings('en', 'fr'),
]);
