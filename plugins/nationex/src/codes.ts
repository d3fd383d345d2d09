import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const WORDINGS = wordings('en', 'fr');
const OUTCOMES = new Set(['DELIVERED', 'LABEL_CREATED']);

/** Statuses of a shipment. */
export const CODES = codeTable('Nationex API v4, shipment statuses', [
  { code: 'Creation', means: 'LABEL_CREATED' },
  { code: 'DataReceived', means: 'LABEL_CREATED' },
  { code: 'PickupRequested', means: 'LABEL_CREATED' },
  { code: 'Pickup', means: 'ACCEPTED' },
  { code: 'Transit', means: 'IN_TRANSIT' },
  { code: 'OutForDelivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'PartiallyOutForDelivery', means: 'OUT_FOR_DELIVERY', reasons: ['delivery.partial'] },
  { code: 'Delivered', means: 'DELIVERED' },
  {
    code: 'PartiallyDelivered',
    means: 'IN_TRANSIT',
    reasons: ['delivery.partial'],
    says: 'Some parcels of the shipment were delivered',
  },
  { code: 'OnHold', means: 'HELD' },
  // What it is about stands in its text, if anywhere.
  ...WORDINGS.filter(({ means }) => !OUTCOMES.has(means)).map((row): CodeRow => ({ ...row, code: 'Attention' })),
  { code: 'Attention', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'RefusedDelivery', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: 'ReturnToSender', means: 'RETURNING' },
  { code: 'Cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  ...WORDINGS,
]);
