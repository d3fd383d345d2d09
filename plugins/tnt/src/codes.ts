import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes of consignments. */
export const CODES = codeTable('TNT ExpressConnect Tracking, status codes', [
  ...alike('OK OKC DEL', { means: 'DELIVERED', says: 'Shipment delivered in good condition' }),
  ...alike('OD', { means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' }),
  ...alike('CI', { means: 'ACCEPTED', says: 'Shipment received at origin depot' }),
  ...alike('IR IS AS', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Shipment received at a TNT location' }),
  ...alike('TR OS', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Shipment in transit' }),
  ...alike('NR MLA', {
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
    says: 'Delayed, recovery actions underway',
  }),
  ...alike('NH', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Consignee not in' }),
  ...alike('RF', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' }),
  ...alike('CNF', { means: 'INFORMATION', says: 'Consignment not found' }),
  ...wordings('en'),
]);
