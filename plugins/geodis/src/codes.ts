import { codeTable, inovertRows, wordings } from '@whereabouts/plugin-sdk';

/** Situation and justification, as `SIT/JUS`. What is not listed is read by its French wording. */
export const CODES = codeTable('GEODIS Zoom Client, situation and justification codes', [
  { code: 'EXP/CFM', means: 'ACCEPTED', says: 'Expédié' },
  ...inovertRows('/').filter(({ code }) => code !== 'EXP/CFM'),
  { code: '*', text: /^Saisi|enregistr|annonc|en attente de prise en charge/i, means: 'LABEL_CREATED' },
  { code: '*', text: /prise en charge|enlev/i, means: 'ACCEPTED' },
  { code: '*', text: /mis en livraison|en cours de livraison/i, means: 'OUT_FOR_DELIVERY' },
  ...wordings('fr'),
]);
