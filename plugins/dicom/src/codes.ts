import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Activity codes and groups of the tracking call. */
export const CODES = codeTable('Dicom Transport API, tracking activities', [
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
  ...alike('EX', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('AT NH', { means: 'ATTEMPT_FAILED' }),
  ...alike('RT RTS', { means: 'RETURNING' }),
  ...alike('CR ND', { means: 'LABEL_CREATED' }),
  ...wordings('en', 'fr'),
]);
