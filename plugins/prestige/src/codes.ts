import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes. 101 is written before the parcel was ever seen. */
export const CODES = codeTable('Prestige Delivery tracking, event codes as published samples show them', [
  { code: 'EVENT_101', means: 'LABEL_CREATED', says: 'Prestige has not yet received this shipment' },
  { code: 'EVENT_102', means: 'ACCEPTED', says: 'Shipment received by carrier' },
  { code: 'EVENT_201', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'EVENT_202', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'EVENT_301', means: 'DELIVERED' },
  { code: 'EVENT_302', means: 'OUT_FOR_DELIVERY' },
  { code: 'EVENT_304', means: 'ATTEMPT_FAILED' },
  ...wordings('en'),
]);
