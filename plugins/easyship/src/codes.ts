import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = { reasons: ['unknown.unknown'] } as const;
const CANCELLED = { means: 'TERMINATED', reasons: ['shipper.cancelled'] } as const;

/** One spelling of a status in all versions of the API: `In Transit to Customer`, `in_transit_to_customer`. */
export const codeKey = (code: string): string =>
  code
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z]+/g, '');

/** Statuses, separated by `|`, that mean the same. */
const statuses = (says: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  says.split('|').map((one) => ({ code: codeKey(one), says: one, ...row }));

const open = (says: string, row: Omit<CodeRow, 'code'>, ...kinds: Parameters<typeof leftOpen>[1][]): CodeRow[] =>
  statuses(says, row).flatMap((one) => leftOpen(one, ...kinds));

/** Statuses of shipments and of checkpoints, states of a delivery, of a label and of a tracking. */
export const CODES = codeTable(
  'Easyship API 2024-09 (shipments, trackings, webhooks), 2023-01 (tracking status) and v1 (track)',
  [
    ...statuses('Created|Draft|Incomplete|Verified|Pending|Not Created|Archived|Uncancelled|Discarded Draft', {
      means: 'INFORMATION',
    }),
    ...statuses('Active|Completed|Overwritten by Admin|Expired|Calculating|None|Not Requested', {
      means: 'INFORMATION',
    }),
    ...statuses('Pending Tracking Event|No Recent Tracking Updates|Delivery Expected (End of Updates)', {
      means: 'INFORMATION',
    }),
    ...statuses('Label Pending|Generating|Reported|Void Failed|Cancellation Requested|Cancellation Request Failed', {
      means: 'INFORMATION',
    }),
    ...statuses('Pickup Scheduled|Assigned Pickup|Awaiting Pickup Confirmation by Courier|Cancelling', {
      means: 'INFORMATION',
    }),
    ...statuses('Pickup Request Failed', { means: 'INFORMATION', reasons: ['unknown.unknown'] }),

    ...statuses('Label Ready|Label Printed|Label Generated|Generated|Printed|shipment.label.created', {
      means: 'LABEL_CREATED',
    }),
    ...statuses('Awaiting Pickup at Seller|Awaiting Pickup|Tracking Info Received|Tracking Information Received', {
      means: 'LABEL_CREATED',
    }),
    ...statuses('Info Received', { means: 'LABEL_CREATED' }),
    ...statuses('Label Rejected|Failed|Technical Failed|shipment.label.failed', {
      means: 'EXCEPTION',
      ...UNSAID,
    }),
    ...statuses('Voided|Cancelled|Cancelled by Company|Cancelled by Easyship|Cancelled, Pending Refund', CANCELLED),
    ...statuses('Cancelled and Refunded|Discarded|Deleted|shipment.cancelled', CANCELLED),

    ...statuses('Order Received by Warehouse|Awaiting Confirmation by Warehouse|Awaiting Dispatch by Warehouse', {
      means: 'INFORMATION',
    }),
    ...statuses('Order Failed to Create at Warehouse', { means: 'EXCEPTION', reasons: ['shipper.data_missing'] }),
    ...statuses('Backorder (No Stock)', { means: 'BACKORDERED', reasons: ['shipper.out_of_stock'] }),
    ...statuses('Cancelled (No Stock)', { means: 'TERMINATED', reasons: ['shipper.out_of_stock'] }),
    ...statuses('Packed|Order Packed', { means: 'PACKED' }),
    ...statuses('Handed Over to Courier|Drop-off Complete|Order Collected|Shipped|Shipped (No Tracking Provided)', {
      means: 'HANDED_OVER',
    }),

    ...statuses('Pickup Complete|Picked Up at Seller|Picked Up', { means: 'ACCEPTED' }),
    ...open('In Transit to Customer|In Transit', { means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans'),
    ...statuses('In Transit to Consolidation Center', { means: 'IN_TRANSIT' }),
    ...statuses('Arrived at Consolidation Center|Received at Fulfillment Center|Received at Local Fulfilment Center', {
      means: 'IN_TRANSIT',
      facilityAction: 'ARRIVED',
    }),
    ...statuses('Processing at Consolidation Center', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
    ...statuses('Dispatched from Sorting Hub', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
    ...statuses('Out for Delivery', { means: 'OUT_FOR_DELIVERY' }),
    ...open('Failed Delivery Attempt|Failed Attempt|Attempt Fail', { means: 'ATTEMPT_FAILED' }, 'attempt'),
    ...statuses('Delivery Failed', { means: 'ATTEMPT_FAILED' }),
    ...statuses('Delivery Delayed', { means: 'DELAYED' }),
    ...statuses('On Hold', { means: 'HELD', ...UNSAID }),
    ...statuses('Ready for Pickup|Available for Pickup', { means: 'AVAILABLE_FOR_PICKUP' }),
    ...open('Delivered', { means: 'DELIVERED' }, 'delivered'),

    // Easyship puts announced returns here too.
    {
      code: 'exception',
      text: /\breturn(ed|ing)?\b.*\b(sender|shipper)\b|\breturn to sender\b/i,
      means: 'RETURNING',
    },
    ...open('Exception', { means: 'EXCEPTION', ...UNSAID }, 'trouble'),
    ...statuses('Lost by Courier', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
    ...statuses('Liquidated', { means: 'TERMINATED', reasons: ['carrier.destroyed'] }),
    ...statuses('To be Returned', { means: 'RETURNING' }),
    // By its name it is back; nothing says that it is more than on its way.
    ...open('Returned to Sender|Returned to Shipper|Returned', { means: 'RETURNING' }, 'return'),

    ...wordings('en'),
  ],
);
