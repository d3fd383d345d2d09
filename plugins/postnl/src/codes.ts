import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes are numbers; event codes, which carry a letter, are finer. */
export const CODES = codeTable('PostNL Shippingstatus API, status codes and event codes', [
  { code: '1', means: 'LABEL_CREATED', says: 'Zending voorgemeld' },
  { code: '2', means: 'ACCEPTED', says: 'Zending in ontvangst genomen' },
  ...alike('3 4', { means: 'ACCEPTED', says: 'Zending afgehaald' }),
  { code: '5', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Zending gesorteerd' },
  { code: '6', means: 'IN_TRANSIT', says: 'Zending niet gesorteerd' },
  { code: '7', means: 'OUT_FOR_DELIVERY', says: 'Zending in distributieproces' },
  { code: '8', means: 'ATTEMPT_FAILED', says: 'Zending niet afgeleverd' },
  ...alike('9', { means: 'CUSTOMS_STARTED', says: 'Zending bij douane' }),
  ...alike('11', { means: 'DELIVERED', says: 'Zending afgeleverd' }),
  { code: '12', means: 'AVAILABLE_FOR_PICKUP', says: 'Zending beschikbaar op afhaallocatie' },
  ...alike('13 18 19', { means: 'INFORMATION' }),
  ...alike('16', { means: 'RETURNING', says: 'Zending retour afzender' }),
  { code: '17', means: 'TERMINATED', says: 'Zending geannuleerd' },
  { code: '01B', means: 'DELIVERED', says: 'Zending is bezorgd' },
  { code: 'J05', means: 'OUT_FOR_DELIVERY', says: 'Bezorger is onderweg' },
  { code: 'J01', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Zending is gesorteerd' },
  { code: 'B01', means: 'ACCEPTED', says: 'Zending is ontvangen door PostNL' },
  { code: 'A01', means: 'LABEL_CREATED', says: 'Zending wordt verwacht, maar zit nog niet in sorteerproces' },
  ...wordings('nl', 'en'),
]);
