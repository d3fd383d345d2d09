import { codeTable } from '@whereabouts/plugin-sdk';

/** Statuses of DHL24. */
export const POLISH_CODES = codeTable('DHL24 web API 2, statuses of getTrackAndTraceInfo', [
  { code: 'EDWP', means: 'LABEL_CREATED', says: 'Data received from the sender' },
  { code: 'DWP', means: 'ACCEPTED', says: 'Picked up from the sender' },
  { code: 'SORT', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: 'LP', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 'LK', means: 'OUT_FOR_DELIVERY', says: 'Handed to the courier' },
  { code: 'DOR', means: 'DELIVERED' },
  { code: 'OP', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'AWI', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'BGR', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  { code: 'ODM', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: 'ZWN', means: 'RETURNING' },
  { code: 'ZWW', means: 'RETURNED' },
  { code: '*', text: /doręczon/iu, means: 'DELIVERED' },
  { code: '*', text: /oczekuje na odbiór/iu, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /kurier/iu, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /zwrot/iu, means: 'RETURNING' },
  { code: '*', text: /odebran|przyjęt/iu, means: 'ACCEPTED' },
]);
