import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const WORDINGS = wordings('en', 'fr');
/** Why, of an exception or an attempt: its status and detail name it. Neither delivers. */
const worded = (code: string): CodeRow[] =>
  WORDINGS.filter(({ means }) => means !== 'DELIVERED' && means !== 'LABEL_CREATED').map((row): CodeRow => ({
    ...row,
    code,
  }));

/** Activity codes and groups of the tracking call. */
export const CODES = codeTable('Dicom Transport API, tracking activities', [
  ...alike('DL DEL POD', { text: /(sender|shipper|expéditeur)\b/i, means: 'RETURNED' }),
  ...alike('DL DEL POD', { means: 'DELIVERED' }),
  {
    code: 'DL',
    subCode: 'NI',
    means: 'DELIVERED',
    deliveredTo: 'SAFE_PLACE',
    says: 'Shipper release, no signature required',
  },
  ...alike('OD OFD', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('PU PUP', { means: 'ACCEPTED' }),
  ...alike('IT TR', { means: 'IN_TRANSIT' }),
  ...alike('AR ARR', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('DP DEP', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...worded('EX'),
  ...alike('EX', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...worded('AT'),
  ...alike('AT NH', { means: 'ATTEMPT_FAILED' }),
  ...alike('RT RTS', { means: 'RETURNING' }),
  ...worded('ND'),
  ...alike('CR ND', { means: 'LABEL_CREATED' }),
  ...WORDINGS,
]);
