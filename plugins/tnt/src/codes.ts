import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes of consignments, and `DEL` and `EXC` of its summary. What is not listed is read by its wording. */
export const CODES = codeTable('TNT ExpressConnect Tracking, status codes', [
  ...alike('OK OKC', { means: 'DELIVERED', says: 'Shipment delivered in good condition' }),
  ...alike('ATL DN NPD PA', { means: 'DELIVERED', says: 'Delivered, by mail or left as asked' }),
  { code: 'RES', means: 'DELIVERED', says: 'Delivered to a residential address' },
  // A part is still on its way, as the wording says.
  { code: 'LP', means: 'IN_TRANSIT', reasons: ['delivery.partial'], says: 'Shipment partially delivered' },
  ...alike('OD OF', { means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' }),
  ...alike('PU', { means: 'ACCEPTED', says: 'Shipment collected from the sender' }),
  ...alike('CI', { means: 'ACCEPTED', says: 'Shipment received at origin depot' }),
  ...alike('IR IS AS', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Shipment received at a TNT location' }),
  ...alike('TR OS', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Shipment in transit' }),
  ...alike('TUL', { means: 'IN_TRANSIT', says: 'Shipment in transit' }),
  ...alike('NR MLA LAO LAC', {
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
    says: 'Delayed, recovery actions underway',
  }),
  { code: 'LAA', means: 'DELAYED', reasons: ['customs.delay'], says: 'Delay due to authorities' },
  ...alike('CDB FDB', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Repacked and forwarded' }),
  ...alike('NH', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Consignee not in' }),
  ...alike('RF', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' }),
  { code: 'RTS', means: 'RETURNING', says: 'Returned to sender' },
  { code: 'AA', means: 'INFORMATION', says: 'Duplicate or non-existent consignment record' },

  { code: 'DEL', means: 'DELIVERED', says: 'Summary: delivered' },
  { code: 'EXC', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Summary: exception' },

  { code: '*', text: /part(ly|ially) delivered/i, means: 'IN_TRANSIT', reasons: ['delivery.partial'] },
  { code: '*', text: /missed connection|connection delay/i, means: 'DELAYED', reasons: ['carrier.vehicle'] },
  { code: '*', text: /(receiver|consignee|customer) (has )?moved/i, means: 'EXCEPTION', reasons: ['recipient.moved'] },
  { code: '*', text: /wrong address|address (query|incorrect)/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: '*', text: /delivered damaged/i, means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] },
  { code: '*', text: /repacked|packaging damaged/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  {
    code: '*',
    text: /not home.*follow up|customer not home/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  {
    code: '*',
    text: /closed on (delivery )?(attempt|arrival)/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.business_closed'],
  },
  { code: '*', text: /customs clearance in progress/i, means: 'CUSTOMS_STARTED' },
  { code: '*', text: /released by customs/i, means: 'CUSTOMS_CLEARED' },
  { code: '*', text: /contact with receiver required/i, means: 'HELD', reasons: ['recipient.not_available'] },
  { code: '*', text: /slot agreed with receiver/i, means: 'INFORMATION', reasons: ['recipient.requested_change'] },
  { code: '*', text: /recovery actions? underway/i, means: 'DELAYED', reasons: ['carrier.processing_delay'] },
  { code: '*', text: /on-?forwarded for delivery/i, means: 'PARTNER_HANDOFF' },
  ...wordings('en'),
]);
