import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';
import { EVENTS } from './event-table';

/** Status codes of a shipment: numbers, now and then with a zero before. Event codes, which carry a letter, are finer. */
const STATUSES = [
  { code: '1', means: 'LABEL_CREATED', says: 'Zending voorgemeld' },
  { code: '2', means: 'ACCEPTED', says: 'Zending in ontvangst genomen' },
  { code: '3', means: 'ACCEPTED', says: 'Zending afgehaald' },
  { code: '4', means: 'PICKUP_FAILED', says: 'Zending niet afgehaald' },
  { code: '5', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Zending gesorteerd' },
  { code: '6', means: 'IN_TRANSIT', says: 'Zending niet gesorteerd' },
  { code: '7', means: 'OUT_FOR_DELIVERY', says: 'Zending in distributieproces' },
  { code: '8', means: 'ATTEMPT_FAILED', says: 'Zending niet afgeleverd' },
  { code: '9', means: 'CUSTOMS_STARTED', says: 'Zending bij douane' },
  { code: '11', means: 'DELIVERED', says: 'Zending afgeleverd' },
  { code: '12', means: 'AVAILABLE_FOR_PICKUP', says: 'Zending beschikbaar op afhaallocatie' },
  { code: '13', means: 'LABEL_CREATED', says: 'Voorgemeld: nog niet aangenomen' },
  {
    code: '14',
    means: 'PICKUP_FAILED',
    reasons: ['shipper.not_ready'],
    says: 'Voorgemeld: definitief niet aangenomen',
  },
  ...alike('15 16 17', {
    means: 'EXCEPTION',
    reasons: ['carrier.investigating'],
    says: 'Vermist bij het afhalen, sorteren of bezorgen',
  }),
  { code: '18', means: 'EXCEPTION', reasons: ['carrier.lost'], says: 'Definitief vermist' },
  { code: '19', means: 'EXCEPTION', reasons: ['shipper.data_missing'], says: 'Afgekeurd' },
  { code: '20', means: 'CUSTOMS_STARTED', says: 'In inklaringsproces' },
  { code: '21', means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'In voorraad' },
  { code: '22', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT', says: 'Afgehaald van postkantoor' },
  { code: '23', means: 'ACCEPTED', says: 'Afgehaald door PostNL' },
  { code: '27', means: 'RETURNING', says: 'Onbestelbaar, gaat retour' },
  { code: '31', means: 'IN_TRANSIT', says: 'Klaar voor vervoer naar het land van bestemming' },
  { code: '99', means: 'INFORMATION', says: 'Niet van toepassing' },
] as const;

export const CODES = codeTable('PostNL Shippingstatus API, status codes and event codes', [
  ...STATUSES,
  ...STATUSES.filter(({ code }) => code.length === 1).map((row) => ({ ...row, code: `0${row.code}` })),
  ...EVENTS,
  ...wordings('nl', 'en'),
]);
