import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes: the letter of the phase, six digits, `V`. What is not listed is read by its wording. */
export const CODES = codeTable('Correos, shipment search, event codes', [
  { code: 'P010000V', means: 'LABEL_CREATED', says: 'Preregistered' },
  ...wordings('es', 'en'),
]);
