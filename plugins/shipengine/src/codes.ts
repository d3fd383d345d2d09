import { codeTable, shipEngineRows } from '@whereabouts/plugin-sdk';

/** Status codes, detail codes, and what becomes of a label. */
export const CODES = codeTable('ShipEngine API reference, Get tracking information', [
  ...shipEngineRows,
  { code: 'created', service: 'label', means: 'LABEL_CREATED', says: 'The label was made' },
  {
    code: 'voided',
    service: 'label',
    means: 'TERMINATED',
    reasons: ['shipper.cancelled'],
    says: 'The label was voided',
  },
]);
