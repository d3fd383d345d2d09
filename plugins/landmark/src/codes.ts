import { codeTable, leftOpen, wordings } from '@whereabouts/plugin-sdk';

/** Event codes, from the upload of data to the end of the journey. */
export const CODES = codeTable('Landmark Global API guide, tracking event codes', [
  { code: '50', means: 'LABEL_CREATED', says: 'Shipment Data Uploaded' },
  { code: '60', means: 'ALLOCATED', says: 'Shipment inventory allocated' },
  { code: '75', means: 'LABEL_CREATED', says: 'Shipment Processed' },
  { code: '80', means: 'PACKED', says: 'Shipment Fulfilled' },
  { code: '90', means: 'HELD', reasons: ['customs.duties_unpaid'], says: 'Held for payment' },
  { code: '100', means: 'LABEL_CREATED', says: 'Shipment information transmitted to carrier' },
  { code: '125', means: 'CUSTOMS_CLEARED', says: 'Customs Cleared' },
  { code: '135', means: 'HELD', reasons: ['customs.documents'], says: 'Customs Issue' },
  { code: '150', text: /border/i, means: 'IN_TRANSIT', says: 'Crossing border' },
  { code: '150', means: 'ACCEPTED', says: 'Crossing Received' },
  { code: '155', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Crossing Received at facility' },
  { code: '200', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Item scanned at postal facility' },
  { code: '225', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Item grouped at Landmark facility' },
  { code: '250', means: 'CUSTOMS_STARTED', says: 'Customs Clearance in Progress' },
  { code: '275', means: 'IN_TRANSIT', says: 'Item in transit with carrier' },
  { code: '300', means: 'OUT_FOR_DELIVERY', says: 'Item out for delivery' },
  { code: '400', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Attempted delivery' },
  { code: '410', means: 'AVAILABLE_FOR_PICKUP', says: 'Item available for pickup' },
  { code: '450', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Item re-directed' },
  ...leftOpen({ code: '500', means: 'DELIVERED', says: 'Item successfully delivered' }, 'delivered'),
  { code: '510', means: 'DELIVERED', says: 'Proof of delivery' },
  { code: '900', text: /return/i, means: 'RETURNING', says: 'Delivery failed, returning' },
  { code: '900', means: 'ATTEMPT_FAILED', says: 'Delivery failed' },
  // Of partners, as the universal-parcel-scraper project has seen them live.
  { code: '*', text: /^delivered to your community mailbox/i, means: 'DELIVERED', deliveredTo: 'OTHER' },
  { code: '*', text: /^transmitted customs information/i, means: 'INFORMATION' },
  ...wordings('en'),
]);
