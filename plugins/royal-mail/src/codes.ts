import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';
import { MORE_EVENTS } from './event-table';

/** Event codes, `EV` and three letters. What is not listed is read by its name, which is plain English. */
export const CODES = codeTable('Royal Mail Tracking API v2, event codes', [
  { code: 'SIGNATURE', means: 'DELIVERED', says: 'Signed for' },

  ...alike('EVAIE EVAIP', { means: 'LABEL_CREATED', says: 'Sender despatching item' }),
  { code: 'ECCSB', means: 'INFORMATION', says: 'Collection booked' },
  { code: 'EVPPA', means: 'ACCEPTED', says: 'Accepted at a parcelshop' },
  ...alike('EVCAD EVOCO', { means: 'ACCEPTED', says: 'Collected from the sender' }),
  // The same code tells of a post office and of a mail centre.
  { code: 'EVDAC', text: /accepted|post office/i, means: 'ACCEPTED', says: 'Accepted at Post Office' },
  ...alike('EVBAH EVBAV EVDAC EVDAV EVOAC EVORI', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
    says: 'At a mail centre',
  }),
  { code: 'EVIAV', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  ...alike('EVIIS EVIMC', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Item received' }),
  { code: 'EVODO', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  ...alike('EVGMI EVIPI EVNMI', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Forwarded - Mis-sort' }),
  { code: 'EVNSR', means: 'AT_DELIVERY_DEPOT', says: 'Being prepared for redelivery' },
  ...alike('EVGID EVIPP', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the delivery office' }),
  ...alike('EVGPD EVKPD', { means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' }),

  ...alike('EVKNA EVNDA EVNPS', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('EVKAA EVNAA', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  { code: 'EVKSU', means: 'ATTEMPT_FAILED', reasons: ['address.no_safe_place'] },
  { code: 'EVKNR', means: 'ATTEMPT_FAILED' },
  { code: 'EVNDN', means: 'DELAYED', says: 'Delivery not attempted' },
  { code: 'EVNAR', means: 'DELAYED', says: 'Redelivery next working day' },
  ...alike('EVKLC EVKLS EVPLA', { means: 'AVAILABLE_FOR_PICKUP', says: 'Ready to be collected' }),
  ...alike('EVNKS EVNRT', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'Kept back as asked' }),
  ...alike('ASRXS RFRXS RNRXS RORXS RPRXS RSRXS', {
    means: 'INFORMATION',
    reasons: ['recipient.requested_change'],
    says: 'Redelivery requested',
  }),

  { code: 'EVKAI', means: 'RETURNING', reasons: ['address.incorrect'] },
  ...alike('EVKGA EVNGA', { means: 'RETURNING', reasons: ['recipient.moved'] }),
  ...alike('EVKRF EVNRF', { means: 'RETURNING', reasons: ['recipient.refused'] }),
  { code: 'EVRTS', means: 'RETURNED', says: 'Delivered back to sender' },

  ...alike('EVKOP EVKSP', { means: 'DELIVERED', says: 'Delivered' }),
  { code: 'EVKSF', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'EVKDN', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  ...alike('EVNOC EVPLC', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT', says: 'Collected by the customer' }),

  ...MORE_EVENTS,

  { code: '*', text: /notification (requested|sent|unable)/i, means: 'INFORMATION' },
  { code: '*', text: /ready for delivery|out for delivery/i, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /sender despatching|preadvice/i, means: 'LABEL_CREATED' },
  { code: '*', text: /mis-?sort|redirected|forwarded/i, means: 'DELAYED', reasons: ['carrier.missort'] },
  { code: '*', text: /delivery office|mail ?cent/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  ...wordings('en'),
]);
