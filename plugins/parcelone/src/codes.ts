import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes.split(' ').map((code) => ({ code, ...row }));

/** Status codes of the REST and SOAP services, and the delivery statuses of the tracking page (`InfoReceived_001`). */
export const CODES = codeTable('PARCEL.ONE API, tracking status codes', [
  ...alike('CREATED DATA_RECEIVED LABEL_PRINTED 0 1', { means: 'LABEL_CREATED' }),
  { code: 'REGISTERED', text: /picked up/i, means: 'ACCEPTED' },
  { code: 'REGISTERED', means: 'LABEL_CREATED' },
  { code: 'SHIPPED', means: 'ACCEPTED' },
  ...alike('IN_TRANSIT PROCESSED SORTING 10 20 30', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('DEPARTED EXPORTED', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('ARRIVED IMPORTED', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('OUT_FOR_DELIVERY ON_DELIVERY_VEHICLE IN_DELIVERY_VEHICLE DELIVERY_IN_PROGRESS 80', {
    means: 'OUT_FOR_DELIVERY',
  }),
  ...alike('DELIVERED POD 90', { means: 'DELIVERED' }),
  { code: 'DELIVERED_NEIGHBOR', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'DELIVERED_SAFE_PLACE', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  ...alike('DELIVERED_PARCELSHOP READY_FOR_PICKUP AT_PARCELSHOP AVAILABLE_FOR_COLLECTION AWAITING_PICKUP 70', {
    means: 'AVAILABLE_FOR_PICKUP',
  }),
  ...alike('HELD 40', { means: 'HELD' }),
  ...alike('CUSTOMS CUSTOMS_CLEARANCE', { means: 'CUSTOMS_STARTED' }),
  ...alike('PAYMENT_REQUIRED DU', { means: 'HELD', reasons: ['customs.duties_unpaid'] }),
  ...alike('CUSTOMS_DOCS CM', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('FAILED NOT_DELIVERED', { means: 'ATTEMPT_FAILED' }),
  ...alike('EXCEPTION 99', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('REFUSED RJ', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('ADDRESSEE_NOT_FOUND NOT_HOME NH NOT_AVAILABLE NA', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  }),
  ...alike('BUSINESS_CLOSED BC', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  ...alike('WRONG_ADDRESS IA', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('ADDRESS_NOT_FOUND ANF', { means: 'EXCEPTION', reasons: ['address.not_found'] }),
  ...alike('ACCESS_RESTRICTED AR', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  ...alike('DAMAGED DMG', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('MISROUTED MSR', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('LOST LP', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('DELAYED RESCHEDULED REDIRECTED LATE NO_TIME', { means: 'DELAYED' }),
  ...alike('WEATHER WE', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('NATURAL_DISASTER ND', { means: 'DELAYED', reasons: ['external.disaster'] }),
  ...alike('RETURNED RETURN_TO_SENDER', { means: 'RETURNING' }),
  ...alike('InfoReceived_001 InfoReceived 100', { means: 'LABEL_CREATED' }),
  ...wordings('en', 'de'),
]);
