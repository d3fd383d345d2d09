import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes.split(' ').map((code) => ({ code, ...row }));

/** Situation and justification, as `SIT/JUS`. What is not listed is read by its French wording. */
export const CODES = codeTable('GEODIS Zoom Client, situation and justification codes', [
  { code: 'EXP/CFM', means: 'ACCEPTED', says: 'Expédié' },
  {
    code: 'AAR/CFM',
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
    says: 'Prise en charge ou arrivage conforme',
  },
  { code: 'MLV/CFM', means: 'OUT_FOR_DELIVERY', says: 'Mis en livraison' },
  { code: 'LIV/CFM', means: 'DELIVERED', says: 'Livré conforme' },
  { code: 'LIV/RCA', means: 'DELIVERED', reasons: ['carrier.damage'], says: 'Livré avec réserve' },
  { code: 'RST/CAD', means: 'HELD', reasons: ['address.incorrect'], says: "Complément d'adresse" },
  { code: 'SOL/REO', means: 'RETURNING', says: "Retour d'office" },
  ...alike('REN/AVI REN/ABS', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('REN/REF REN/RFS', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  { code: '*', text: /^Saisi|enregistr|annonc/i, means: 'LABEL_CREATED' },
  { code: '*', text: /prise en charge|enlev/i, means: 'ACCEPTED' },
  { code: '*', text: /mis en livraison|en cours de livraison/i, means: 'OUT_FOR_DELIVERY' },
  ...wordings('fr'),
]);
