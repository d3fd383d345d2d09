import { alike, codeTable, inovertRows, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const WORDINGS = wordings('fr', 'en');
/** What La Poste puts under one code, and tells apart by the label only. `as`: what it means, whatever the cause. */
const worded = (code: string, means: readonly CodeRow['means'][], as?: CodeRow['means']): CodeRow[] =>
  WORDINGS.filter((row) => means.includes(row.means)).map((row) => ({ ...row, code, means: as ?? row.means }));
const IMPEDED = ['ATTEMPT_FAILED', 'EXCEPTION', 'HELD', 'DELAYED', 'RETURNING', 'TERMINATED'] as const;
const CAUSES = ['ATTEMPT_FAILED', 'EXCEPTION'] as const;
const SITE = /site (de livraison|de distribution)/i;

/** What the tracking page calls groups, for codes that are not known, and for parcels without events. */
const GROUPS: readonly CodeRow[] = [
  { code: 'EXPANN', means: 'LABEL_CREATED', says: 'Colis annoncé' },
  { code: 'ACHNAT', means: 'IN_TRANSIT', says: "En cours d'acheminement" },
  { code: 'AARIDOU', means: 'CUSTOMS_STARTED', says: 'Formalités en cours' },
  ...alike('AARENDDOU AARTAXDOU', { means: 'CUSTOMS_CLEARED', says: 'Formalités terminées' }),
  ...alike('DISMAD DISINS', { means: 'AVAILABLE_FOR_PICKUP', says: 'En point de retrait' }),
  { code: 'DISIECHEC', means: 'ATTEMPT_FAILED' },
  { code: 'DISARR', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Sur son site de distribution' },
  ...alike('AARIREXP RETOUR', { means: 'RETURNING', says: "Renvoyé à l'expéditeur" }),
  ...alike('DESBAL DESTIN DESLIVD', { means: 'DELIVERED' }),
  { code: 'DESLIVHD', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT', says: 'Retiré' },
  { code: 'DESMDREXP', means: 'RETURNED', says: 'Mis à disposition du vendeur' },
];

/** Event codes of Suivi v2: two letters and a digit. Those of Chronopost and of Colissimo's own service follow. */
export const CODES = codeTable('La Poste, Suivi v2; Chronopost TrackingServiceWS; Colissimo tracking: event codes', [
  { code: 'DR1', means: 'LABEL_CREATED', says: 'Déclaratif réceptionné' },
  { code: 'DR2', means: 'EXCEPTION', reasons: ['shipper.not_ready'], says: 'Problème en cours de préparation' },
  ...alike('PC1 PC2', { means: 'ACCEPTED', says: 'Pris en charge' }),
  ...['EP1', 'ET1', 'ET3', 'MD2'].map((code): CodeRow => ({
    code,
    text: SITE,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  })),
  ...alike('ET1 ET2 ET3 ET4', { means: 'IN_TRANSIT', says: "En cours d'acheminement" }),
  { code: 'EP1', means: 'IN_TRANSIT', says: 'En attente de présentation' },
  { code: 'DO1', means: 'CUSTOMS_STARTED', says: 'Entrée en douane' },
  { code: 'DO2', means: 'CUSTOMS_CLEARED', says: 'Sortie de douane' },
  { code: 'DO3', text: /document|facture|déclaration/i, means: 'HELD', reasons: ['customs.documents'] },
  { code: 'DO3', text: /paiement|droits|taxe/i, means: 'HELD', reasons: ['customs.duties_unpaid'] },
  { code: 'DO3', means: 'HELD', reasons: ['customs.delay'], says: 'Retenu en douane' },
  // Paid at the door it is a delivery, and paid before nothing moves.
  { code: 'DO4', text: /lors de la (distribution|livraison)/i, means: 'DELIVERED' },
  { code: 'DO4', means: 'INFORMATION', says: 'Droits et taxes payés' },
  { code: 'PB1', text: /arrivé par erreur/i, means: 'DELAYED', reasons: ['carrier.missort'] },
  { code: 'PB1', text: /être livré ce jour/i, means: 'DELAYED' },
  ...worded('PB1', IMPEDED),
  { code: 'PB1', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Problème en cours' },
  { code: 'PB2', means: 'INFORMATION', says: 'Problème résolu' },
  ...alike('MD1 MD2', { means: 'OUT_FOR_DELIVERY', says: 'Mis en distribution' }),
  ...['ND1', 'MD3'].flatMap((code) => worded(code, CAUSES, 'ATTEMPT_FAILED')),
  ...alike('ND1 MD3', { means: 'ATTEMPT_FAILED', says: 'Non distribuable' }),
  { code: 'AG1', means: 'AVAILABLE_FOR_PICKUP', says: "En attente d'être retiré au guichet" },
  { code: 'RE1', text: /réclamé|délai|date limite/i, means: 'RETURNING', reasons: ['recipient.not_collected'] },
  { code: 'RE1', text: /n'habite pas/i, means: 'RETURNING', reasons: ['recipient.moved'] },
  ...worded('RE1', CAUSES, 'RETURNING'),
  { code: 'RE1', means: 'RETURNING', says: "Retourné à l'expéditeur" },
  ...['DI0', 'DI1'].flatMap((code): CodeRow[] => [
    { code, text: /^(?!.*voisin).*(gardien|concierge)/i, means: 'DELIVERED', deliveredTo: 'RECEPTION' },
    { code, text: /bo[iî]te à lettres/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
    { code, text: /retiré/i, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
    ...worded(code, ['DELIVERED']),
  ]),
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
  ...GROUPS,
  ...wordings('en', 'fr'),
]);
