import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes, `EV` and three letters. What is not listed is read by its name, which is plain English. */
export const CODES = codeTable('Royal Mail Tracking API v2, event codes', [
  { code: 'SIGNATURE', means: 'DELIVERED', says: 'Signed for' },
  { code: 'EVNMI', means: 'DELAYED', reasons: ['carrier.missort'], says: 'Forwarded - Mis-sort' },
  { code: 'EVNRT', means: 'RETURNING' },
  { code: 'EVKSP', means: 'DELIVERED', says: 'Delivered' },
  { code: 'EVKOP', means: 'DELIVERED', says: 'Delivered' },
  { code: 'EVGPD', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  { code: 'EVDAC', means: 'ACCEPTED', says: 'Accepted at Post Office' },
  { code: 'EVAIP', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Item received at a mail centre' },
  { code: 'EVNPS', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: '*', text: /ready for delivery|out for delivery/i, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /sender despatching|preadvice/i, means: 'LABEL_CREATED' },
  { code: '*', text: /mis-?sort|redirected|forwarded/i, means: 'DELAYED', reasons: ['carrier.missort'] },
  { code: '*', text: /delivery office|mail ?cent/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  ...wordings('en'),
]);
