import { codeTable, leftOpen, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Shippo's statuses with the sub-statuses that belong to them. Source: Shippo documentation, "Tracking status". */
export const SUB_STATUSES: Readonly<Record<string, readonly string[]>> = {
  UNKNOWN: ['other'],
  PRE_TRANSIT: ['information_received'],
  TRANSIT: [
    'address_issue',
    'contact_carrier',
    'delayed',
    'delivery_attempted',
    'delivery_rescheduled',
    'delivery_scheduled',
    'location_inaccessible',
    'notice_left',
    'out_for_delivery',
    'package_accepted',
    'package_arrived',
    'package_damaged',
    'package_departed',
    'package_forwarded',
    'package_held',
    'package_processed',
    'package_processing',
    'pickup_available',
    'reschedule_delivery',
  ],
  DELIVERED: ['delivered'],
  RETURNED: ['return_to_sender', 'package_unclaimed'],
  FAILURE: ['package_undeliverable', 'package_disposed', 'package_lost'],
};

/** Stands for a sub-status that was not given: a new one must not pass as none. */
export const NO_SUB_STATUS = 'none';

const transit = (subCode: string, row: Omit<CodeRow, 'code' | 'subCode'>): CodeRow => ({
  code: 'TRANSIT',
  subCode,
  ...row,
});
const UNSAID = ['unknown.unknown'] as const;

/** Status and sub-status. A sub-status that is not published is UNMAPPED, unless its wording or its status is plain. */
export const CODES = codeTable('Shippo documentation, Tracking: status and substatus', [
  // Older answers put announcements under UNKNOWN.
  {
    code: 'UNKNOWN',
    text: /\b(electronic shipment information|(shipping )?label (has been )?created|awaiting (the )?item)\b/i,
    means: 'LABEL_CREATED',
  },
  { code: 'UNKNOWN', means: 'INFORMATION' },
  { code: 'PRE_TRANSIT', means: 'LABEL_CREATED' },

  ...leftOpen(transit(NO_SUB_STATUS, { means: 'IN_TRANSIT' }), 'progress', 'trouble', 'scans'),
  ...leftOpen(transit('other', { means: 'IN_TRANSIT' }), 'progress', 'trouble', 'scans'),
  transit('address_issue', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...leftOpen(transit('contact_carrier', { means: 'EXCEPTION', reasons: UNSAID }), 'trouble'),
  ...leftOpen(transit('delayed', { means: 'DELAYED' }), 'late'),
  ...leftOpen(transit('delivery_attempted', { means: 'ATTEMPT_FAILED' }), 'attempt'),
  transit('delivery_rescheduled', { means: 'DELAYED' }),
  transit('delivery_scheduled', { means: 'INFORMATION' }),
  transit('location_inaccessible', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  ...leftOpen(transit('notice_left', { means: 'ATTEMPT_FAILED' }), 'attempt'),
  transit('out_for_delivery', { means: 'OUT_FOR_DELIVERY' }),
  transit('package_accepted', { means: 'ACCEPTED' }),
  ...leftOpen(transit('package_arrived', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }), 'scans'),
  transit('package_damaged', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  transit('package_departed', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  transit('package_forwarded', { means: 'IN_TRANSIT' }),
  ...leftOpen(transit('package_held', { means: 'HELD', reasons: ['carrier.held_at_facility'] }), 'held'),
  transit('package_processed', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  transit('package_processing', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  transit('pickup_available', { means: 'AVAILABLE_FOR_PICKUP' }),
  // The carrier waits for a new date; why is in its message.
  ...leftOpen(transit('reschedule_delivery', { means: 'EXCEPTION', reasons: UNSAID }), 'trouble'),

  ...leftOpen({ code: 'DELIVERED', means: 'DELIVERED' }, 'delivered'),

  // "En route to the sender, or returned": which of them only the message may tell.
  ...leftOpen({ code: 'RETURNED', means: 'RETURNING' }, 'return'),
  ...leftOpen(
    { code: 'RETURNED', subCode: 'package_unclaimed', means: 'RETURNING', reasons: ['recipient.not_collected'] },
    'return',
  ),

  ...leftOpen({ code: 'FAILURE', subCode: NO_SUB_STATUS, means: 'EXCEPTION', reasons: UNSAID }, 'trouble'),
  ...leftOpen({ code: 'FAILURE', subCode: 'other', means: 'EXCEPTION', reasons: UNSAID }, 'trouble'),
  ...leftOpen({ code: 'FAILURE', subCode: 'package_undeliverable', means: 'EXCEPTION', reasons: UNSAID }, 'trouble'),
  { code: 'FAILURE', subCode: 'package_disposed', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { code: 'FAILURE', subCode: 'package_lost', means: 'TERMINATED', reasons: ['carrier.lost'] },

  { code: 'REFUNDED', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'The label was refunded' },

  ...wordings('en'),
]);
