import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Update codes, `SH` and three digits; and the scans of Aramex Australia. */
export const CODES = codeTable('Aramex Shipments Tracking API, update codes; Aramex Australia, scan statuses', [
  { code: 'SH014', means: 'LABEL_CREATED', says: 'Record created' },
  ...alike('SH012 SH047', { means: 'ACCEPTED', says: 'Picked up from the shipper' }),
  ...alike('SH001 SH022 SH110 SH222', { means: 'IN_TRANSIT', says: 'In transit' }),
  ...alike('SH003 SH004', { means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' }),
  ...alike('SH005 SH006 SH007', { means: 'DELIVERED', says: 'Delivered' }),
  { code: 'SH033', means: 'ATTEMPT_FAILED', says: 'Attempted delivery' },
  { code: 'SH069', means: 'RETURNED', says: 'Returned to the shipper' },
  { code: 'PP8', means: 'LABEL_CREATED', says: 'Shipment announced' },
  { code: 'PPP', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At sorting facility' },
  { code: 'ONB', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  { code: 'R36', means: 'DELIVERED', says: 'Delivered' },
  ...wordings('en'),
]);
