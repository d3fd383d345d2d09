import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes: the letter of the phase, six digits, `V`. What is not listed is read by its wording. */
export const CODES = codeTable('Correos, shipment search, event codes', [
  { code: 'P010000V', means: 'LABEL_CREATED', says: 'Preregistered' },
  { code: '*', text: /en proceso de clasificación/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /reexpedid/i, means: 'IN_TRANSIT' },
  { code: '*', text: /^nueva entrega/i, means: 'DELAYED' },
  { code: '*', text: /franquicia insuficiente/i, means: 'HELD', reasons: ['shipper.data_missing'] },
  { code: '*', text: /envío retenido/i, means: 'HELD', reasons: ['carrier.held_at_facility'] },
  ...wordings('es', 'en'),
]);
