import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes; `in_transit` is written for anything on the way, so its text counts more. */
export const CODES = codeTable(
  'Teleship API, tracking events',
  [
    ...alike('pending created label_created', { means: 'LABEL_CREATED' }),
    ...alike('collected picked_up', { means: 'ACCEPTED' }),
    { code: 'in_hub', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    { code: 'in_transit', text: /out for delivery/i, means: 'OUT_FOR_DELIVERY' },
    { code: 'in_transit', text: /clear(ed)? customs|customs clear/i, means: 'CUSTOMS_CLEARED' },
    { code: 'in_transit', means: 'IN_TRANSIT' },
    ...alike('customs_pending in_customs', { means: 'CUSTOMS_STARTED' }),
    { code: 'customs_cleared', means: 'CUSTOMS_CLEARED' },
    { code: 'customs_held', means: 'HELD', reasons: ['customs.inspection'] },
    { code: 'out_for_delivery', means: 'OUT_FOR_DELIVERY' },
    { code: 'delivered', means: 'DELIVERED' },
    { code: 'ready_for_pickup', means: 'AVAILABLE_FOR_PICKUP' },
    { code: 'delivery_failed', means: 'ATTEMPT_FAILED' },
    { code: 'delayed', means: 'DELAYED' },
    { code: 'exception', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    { code: 'returned', means: 'RETURNING' },
    { code: 'cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    ...wordings('en'),
  ],
  { fold: 'case' },
);
