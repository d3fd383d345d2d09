import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';
import { HARMONIZED } from './harmonized-codes';

/** Event codes of Asendia's Sync API: short ones and the words of its newer version. */
export const CODES = codeTable('Asendia Sync API, tracking events', [
  ...alike('PENDING CREATED LABEL_PRINTED', { means: 'LABEL_CREATED' }),
  ...alike('PU PICKED_UP COLLECTED COLLECTION ACCEPTED', { means: 'ACCEPTED' }),
  ...alike('IT IN_TRANSIT TRANSIT PROCESSED', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  { code: 'DEPARTED', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'ARRIVED', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'CUSTOMS', means: 'CUSTOMS_STARTED' },
  { code: 'CLEARED', means: 'CUSTOMS_CLEARED' },
  ...alike('OUT_FOR_DELIVERY OFD WITH_COURIER', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DL DELIVERED DELIVERY_CONFIRMED', { means: 'DELIVERED' }),
  ...alike('READY_FOR_PICKUP PICKUP AT_LOCATION', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('ON_HOLD HELD AWAITING', { means: 'HELD' }),
  ...alike('DELAYED DELAY RESCHEDULED', { means: 'DELAYED' }),
  ...alike('DELIVERY_FAILED FAILED UNDELIVERABLE', { means: 'ATTEMPT_FAILED' }),
  ...alike('RETURNED RTS', { means: 'RETURNING' }),
  ...alike('DAMAGED DMG', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('MISROUTED MSR', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('LOST LP', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('ADDRESS_NOT_FOUND ANF', { means: 'EXCEPTION', reasons: ['address.not_found'] }),
  ...alike('WRONG_ADDRESS IA', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('REFUSED RJ', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('BUSINESS_CLOSED BC', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  ...alike('NOT_AVAILABLE NA NOT_HOME NH', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('ACCESS_RESTRICTED AR', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  ...alike('CUSTOMS_DELAY CD', { means: 'HELD', reasons: ['customs.delay'] }),
  ...alike('CUSTOMS_DOCS CM', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('DUTIES_UNPAID DU', { means: 'HELD', reasons: ['customs.duties_unpaid'] }),
  ...alike('WEATHER WE', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('NATURAL_DISASTER ND', { means: 'DELAYED', reasons: ['external.disaster'] }),
  ...alike('VEHICLE_BREAKDOWN VB', { means: 'DELAYED', reasons: ['carrier.vehicle'] }),
  ...HARMONIZED,
  ...wordings('en'),
]);

/**
 * Milestones of Asendia USA: s1 to s10, from announcement to delivery. Its tracking page tells its scans, `1` to `2.2`,
 * and harmonized ones.
 */
export const US_CODES = codeTable('Asendia USA, tracking milestones', [
  { code: 's1', means: 'LABEL_CREATED' },
  ...alike('s2 s2a', { means: 'ACCEPTED' }),
  { code: 's2b', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  ...alike('s2c s2d s3', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  { code: 's4', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 's5', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 's6', means: 'CUSTOMS_STARTED' },
  { code: 's7', means: 'CUSTOMS_CLEARED' },
  { code: 's8', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 's9', text: /deliver/i, means: 'ATTEMPT_FAILED' },
  { code: 's10', means: 'DELIVERED' },
  ...alike('1 1.1', { means: 'LABEL_CREATED', says: 'Shipment Information Received' }),
  ...alike('2 PICKUP', { means: 'ACCEPTED', says: 'Processed by Asendia' }),
  { code: '2.1', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted by Asendia' },
  { code: '2.2', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Dispatched by Asendia' },
  { code: 'RETURNED', means: 'RETURNING' },
  ...HARMONIZED,
  ...wordings('en'),
]);
