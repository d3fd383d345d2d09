import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Event codes of the tracking service. */
export const CODES = codeTable('Canpar Express web services guide, tracking event codes', [
  ...alike('PRE MAN', { means: 'LABEL_CREATED' }),
  ...alike('PIC PUP', { means: 'ACCEPTED' }),
  ...alike('INB ARR', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('OUB DEP', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  { code: 'INO', means: 'PARTNER_HANDOFF', says: 'Interline outbound' },
  { code: 'INA', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrival at interline' },
  ...alike('WCB OFD OUT', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DEL POD', { means: 'DELIVERED' }),
  ...alike('NH NOTHOME NHM', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('CLOSED CLO', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  ...alike('REF REFUSED', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('BADADDR INCORRECT WAD', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('NOACCESS', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  ...alike('DMG DAMAGE DAM', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('MISROUTE MIS', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('LOST', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('HOLD ONHOLD HFP', { means: 'HELD' }),
  ...alike('CUSTOMS CUSTOMSHOLD', { means: 'HELD', reasons: ['customs.inspection'] }),
  ...alike('CUSTOMSDOC', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('WEATHER WTH', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('DELAY', { means: 'DELAYED', reasons: ['carrier.vehicle'] }),
  ...alike('RTS', { means: 'RETURNING' }),
  ...wordings('en', 'fr'),
]);
