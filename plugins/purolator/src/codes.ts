import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

type Said = Omit<CodeRow, 'code'>;

/**
 * What descriptions say, in the order of trying: one scan type stands for many things. A parcel that goes back is named
 * with where it was refused, closed or available before; so are roads and weather that are "closed".
 */
const SAID: readonly Said[] = [
  { text: /new tracking number/i, means: 'INFORMATION' },
  {
    text: /created a label|label information|shipment (data )?(entered|created)|manifest received/i,
    means: 'LABEL_CREATED',
  },
  { text: /unclaimed.*return/i, means: 'RETURNING', reasons: ['recipient.not_collected'] },
  {
    text: /return(ed|ing)? to (the )?(sender|shipper)|(retour|retourn|renvoy|renvoi)\S* (à|a) l['’ ]?exp/i,
    means: 'RETURNING',
  },
  { text: /no longer available|plus disponible/i, means: 'HELD', reasons: ['recipient.not_collected'] },
  { text: /(deliver|remis|livr).*by locker/i, means: 'DELIVERED', deliveredTo: 'LOCKER' },
  { text: /held for pick ?up at locker/i, means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'LOCKER' },
  {
    text: /available for (receiver to )?pick ?up|held for pick ?up|disponible pour (le )?(ramassage|cueillette)/i,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  { text: /receiver advised.*pick ?up/i, means: 'HELD', reasons: ['recipient.requested_change'] },
  { text: /document.*(customs|douane)|(customs|douane).*document/i, means: 'HELD', reasons: ['customs.documents'] },
  { text: /(held|delay).*customs|customs.*(held|hold|delay)/i, means: 'HELD', reasons: ['customs.delay'] },
  { text: /damag|endommag/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { text: /weather|intempéries|météo/i, means: 'DELAYED', reasons: ['external.weather'] },
  { text: /natural disaster|catastrophe naturelle/i, means: 'DELAYED', reasons: ['external.disaster'] },
  { text: /road clos|fermeture de route/i, means: 'DELAYED' },
  {
    text: /mechanical|missed connection|(rail|ferry|flight) delay/i,
    means: 'DELAYED',
    reasons: ['carrier.vehicle'],
  },
  { text: /sort(ing|ation)? error|erreur de tri/i, means: 'DELAYED', reasons: ['carrier.missort'] },
  { text: /refused|refus[ée]/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { text: /\bclosed\b|fermé/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  {
    text: /not (home|available|in)\b|no one|(client|destinataire) absent/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { text: /pick-?up attempted|attempted pick-?up/i, means: 'PICKUP_FAILED' },
  { text: /attempted|tentative de livraison/i, means: 'ATTEMPT_FAILED' },
  { text: /redirected|redirigé|réacheminé/i, means: 'IN_TRANSIT' },
  {
    text: /delay|rescheduled|new delivery date|service disruption|late tender|retard|reporté|replanifié/i,
    means: 'DELAYED',
  },
  { text: /address correct(ed|ion completed?)/i, means: 'INFORMATION', reasons: ['address.corrected'] },
  { text: /adresse? .*(incompl|incorrect|erron)/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { text: /picked up by purolator|purolator picked up|shipment received|received by purolator/i, means: 'ACCEPTED' },
  { text: /at the .*counter/i, means: 'AVAILABLE_FOR_PICKUP' },
];

const TO_RECEPTION = { means: 'DELIVERED', deliveredTo: 'RECEPTION' } as const;

const WORDINGS = wordings('en', 'fr');
/** `Delivery` is the one scan type that delivers: a shop or a counter gets parcels "delivered" under the others. */
const worded = (code: string): CodeRow[] =>
  [...SAID, ...WORDINGS].filter(({ means }) => means !== 'DELIVERED').map((row): CodeRow => ({ ...row, code }));

/**
 * Scan types; `Other` and `Undeliverable` stand for many things, which their descriptions name. That they do, and that a
 * `Delivery` can be a transfer, is noted by the karrio project (`purolator/units.py`).
 */
export const CODES = codeTable('Purolator E-Ship Web Services, Tracking Service: scan types and descriptions', [
  { code: 'Delivery', text: /transferring to|please wait/i, means: 'IN_TRANSIT' },
  {
    code: 'Delivery',
    text: /return(ed)? to (the )?(sender|shipper)|(retour|renvoy)\S* (à|a) l['’ ]?exp/i,
    means: 'RETURNED',
  },
  { code: 'Delivery', text: /locker|casier/i, means: 'DELIVERED', deliveredTo: 'LOCKER' },
  {
    code: 'Delivery',
    text: /\b(at:?|to) (the )?(reception|front desk|mail ?room|concierge|security)\b/i,
    ...TO_RECEPTION,
  },
  { code: 'Delivery', text: /\bat:? (the )?(front|back|side) ?door\b/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'Delivery', means: 'DELIVERED' },
  { code: 'OnDelivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'ProofOfPickUp', means: 'ACCEPTED' },
  ...worded('Undeliverable'),
  { code: 'Undeliverable', text: /address/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: 'Undeliverable', text: /return/i, means: 'RETURNING' },
  { code: 'Undeliverable', text: /hold|held/i, means: 'HELD' },
  { code: 'Undeliverable', text: /attempt/i, means: 'ATTEMPT_FAILED' },
  { code: 'Undeliverable', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  ...worded('Other'),
  ...alike('Other', { means: 'INFORMATION' }),
  { code: 'ATT', text: /attempt/i, means: 'ATTEMPT_FAILED' },
  { code: 'ATT', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'State of a package: attention' },
  // The numbers of the JSON, where its description says nothing; from the ha-purolator project.
  { code: '3010', means: 'LABEL_CREATED' },
  { code: '4200', means: 'OUT_FOR_DELIVERY' },
  ...SAID.map((row): CodeRow => ({ ...row, code: '*' })),
  ...WORDINGS,
]);
