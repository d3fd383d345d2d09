import { alike, codeTable, inovertRows, wordings } from '@whereabouts/plugin-sdk';

/** Event codes of Suivi v2: two letters and a digit. Those of Chronopost and of Colissimo's own service follow. */
export const CODES = codeTable('La Poste, Suivi v2; Chronopost TrackingServiceWS; Colissimo tracking: event codes', [
  { code: 'DR1', means: 'LABEL_CREATED', says: 'Déclaratif réceptionné' },
  { code: 'DR2', means: 'EXCEPTION', reasons: ['shipper.not_ready'], says: 'Problème en cours de préparation' },
  ...alike('PC1 PC2', { means: 'ACCEPTED', says: 'Pris en charge' }),
  ...alike('ET1 ET2 ET3 ET4', { means: 'IN_TRANSIT', says: "En cours d'acheminement" }),
  { code: 'EP1', means: 'IN_TRANSIT', says: 'En attente de présentation' },
  { code: 'DO1', means: 'CUSTOMS_STARTED', says: 'Entrée en douane' },
  { code: 'DO2', means: 'CUSTOMS_CLEARED', says: 'Sortie de douane' },
  { code: 'DO3', means: 'HELD', reasons: ['customs.delay'], says: 'Retenu en douane' },
  { code: 'PB1', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Problème en cours' },
  { code: 'PB2', means: 'INFORMATION', says: 'Problème résolu' },
  { code: 'MD2', text: /site de livraison/, means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 'MD2', means: 'OUT_FOR_DELIVERY', says: 'Mis en distribution' },
  { code: 'ND1', means: 'ATTEMPT_FAILED', says: 'Non distribuable' },
  { code: 'AG1', means: 'AVAILABLE_FOR_PICKUP', says: "En attente d'être retiré au guichet" },
  { code: 'RE1', means: 'RETURNING', says: "Retourné à l'expéditeur" },
  ...alike('DI0 DI1', { means: 'DELIVERED', says: 'Distribué' }),
  { code: 'DI2', means: 'RETURNED', says: "Distribué à l'expéditeur" },
  { code: 'DI3', means: 'DELAYED', says: 'Distribution retardée' },
  { code: 'ID0', means: 'INFORMATION', says: 'Informations douane' },
  { code: 'AN1', means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: 'DC', means: 'LABEL_CREATED', says: 'Shipment in preparation to be shipped' },
  ...alike('DB DY', { means: 'ACCEPTED', says: 'Handed over by the shipper' }),
  ...alike('SC TS TO IR', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted' }),
  { code: 'TA', means: 'OUT_FOR_DELIVERY' },
  { code: 'D', means: 'DELIVERED', says: 'Delivered' },
  // Colissimo leaves its notice at a post office.
  { code: 'RENAVI', means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at the post office' },
  ...inovertRows('').filter(({ code }) => code !== 'RENAVI'),
  ...wordings('en', 'fr'),
]);
