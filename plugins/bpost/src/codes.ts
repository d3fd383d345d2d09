import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';
import { STEP_ROWS } from './steps-table';

/** State codes of items. The letter is the group: U delivered, N not delivered yet, B and R problems, I information. */
export const CODES = codeTable('bpost Tracked Mail, state codes', [
  ...alike('T00 R00 R01 R02 R03 R04 R05 N14', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted' }),
  { code: 'L00', means: 'OUT_FOR_DELIVERY', says: 'Bound to a round' },
  ...alike('U00 U01 U02 U03 U04 U05 U06 U07 U08', { means: 'DELIVERED', says: 'Distributed' }),
  ...alike('N74 R13', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('N01 N02', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  { code: 'N03', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  ...alike('N04 N05 N06 N07 N08 N10 N11 N12 N13 N16 N28 N32 N91 N92 N93 N94 N95 N96 P00', { means: 'DELAYED' }),
  ...alike('B03 B23', { means: 'EXCEPTION', reasons: ['recipient.refused'] }),
  { code: 'B04', means: 'EXCEPTION', reasons: ['recipient.not_available'] },
  ...alike('B06 B07 B09 B10', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('B05 B08', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('B00 B01 B02', { means: 'HELD', reasons: ['customs.delay'] }),
  ...alike('B11 B12 B13 B18 B24 B28 R11 R12 T03 S00', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('C00 I03 I10 I11 I12 I18 I19 I58 I61 I66 I67 I68 I72 I88', { means: 'INFORMATION' }),
  // Of the tracking page, whose events have no codes.
  { code: '*', direction: 'RETURN', text: /./, means: 'RETURNED' },
  {
    code: '*',
    text: /confirmation of preparation|is announced|informations relatives à l'envoi reçues|informatie over de zending ontvangen|in voorbereiding bij/i,
    means: 'LABEL_CREATED',
  },
  {
    code: '*',
    text: /in distribution phase|delivery round .* has started|onderweg voor levering|in levering|en route pour distribution|en cours de (livraison|distribution)/i,
    means: 'OUT_FOR_DELIVERY',
  },
  {
    code: '*',
    text: /prepared by the postman|voorbereid door de postbode|préparation par le facteur/i,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'PROCESSED',
  },
  {
    code: '*',
    text: /arrived at the postal operator|arrival at international depot/i,
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  },
  { code: '*', text: /has received the item/i, means: 'ACCEPTED' },
  { code: '*', text: /ready for transport|parcel is handled/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  {
    code: '*',
    text: /available (at|in) (the )?(pick-?up point|post ?point|parcel locker)/i,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  { code: '*', text: /picked up by (the )?receiver/i, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: '*', text: /uitgesteld/i, means: 'DELAYED' },
  { code: '*', text: /^zending geleverd$/i, means: 'DELIVERED' },
  ...STEP_ROWS,
  ...wordings('en', 'fr', 'nl', 'de'),
]);
