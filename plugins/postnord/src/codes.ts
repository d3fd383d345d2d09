import { alike, codeTable, type CodeRow } from '@whereabouts/plugin-sdk';

/** Statuses that leave open where the parcel is: the sentence of the event says it. */
const OPEN = ['EN_ROUTE', 'OTHER'];

const SENTENCES: readonly (Omit<CodeRow, 'code' | 'text'> & { readonly text: RegExp })[] = [
  { text: /dropped off by (the )?sender|transport(ation)? of the .* has started/i, means: 'ACCEPTED' },
  { text: /arrived at the (distribution|delivery) terminal/i, means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  {
    text: /arrived at (a|the) .*terminal|arrived at the country of destination/i,
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  },
  { text: /delivery of the .* is in progress|out for delivery/i, means: 'OUT_FOR_DELIVERY' },
  { text: /delivery was not possible|could not be delivered/i, means: 'ATTEMPT_FAILED' },
  { text: /incorrectly sorted/i, means: 'EXCEPTION', reasons: ['carrier.missort'] },
  { text: /has been damaged/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { text: /(is being|will be) returned/i, means: 'RETURNING' },
  { text: /has been delayed/i, means: 'DELAYED' },
];

/** Item status, with the event's number as sub-code and its English sentence as text. */
export const CODES = codeTable('PostNord Track & Trace v5 and v7, ItemStatus', [
  ...alike('CREATED INFORMED', { means: 'LABEL_CREATED', says: 'The sender announced it' }),
  ...SENTENCES.flatMap((row) => OPEN.map((code) => ({ code, ...row }))),
  { code: 'EN_ROUTE', means: 'IN_TRANSIT', says: 'Under transportation' },
  { code: 'OTHER', means: 'INFORMATION', says: 'Such as a message to the recipient' },
  { code: 'AVAILABLE_FOR_DELIVERY', means: 'AVAILABLE_FOR_PICKUP', says: 'Delivered to a service point' },
  { code: 'AVAILABLE_FOR_DELIVERY_PAR_LOC', means: 'AVAILABLE_FOR_PICKUP', says: 'In a parcel locker' },
  { code: 'DELIVERED', means: 'DELIVERED', says: 'Delivered' },
  { code: 'DELIVERED', text: /mail ?box/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: 'DELIVERED', text: /at the .*\bdoor\b/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'DELIVERED', text: /neighbou?r/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  ...alike('DELAYED EXPECTED_DELAY', { means: 'DELAYED' }),
  { code: 'DELIVERY_IMPOSSIBLE', means: 'ATTEMPT_FAILED', says: 'Delivery impossible' },
  { code: 'DELIVERY_REFUSED', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  { code: 'RETURNED', means: 'RETURNED', says: 'Returned to the sender' },
  { code: 'RETURNED', text: /(is being|will be) returned|returning/i, means: 'RETURNING' },
  { code: 'STOPPED', means: 'HELD', says: 'Shipment stopped' },
  { code: 'SPLIT', means: 'INFORMATION', says: 'Items of the shipment stand differently' },
]);
