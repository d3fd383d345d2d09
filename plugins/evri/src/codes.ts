import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const WORDINGS = wordings('en');
const worded = (codes: string, ...means: readonly CodeRow['means'][]): CodeRow[] =>
  codes
    .split(' ')
    .flatMap((code) => WORDINGS.filter((row) => means.includes(row.means)).map((row): CodeRow => ({ ...row, code })));
const at = (code: string, points: string, row: Omit<CodeRow, 'code' | 'subCode'>): CodeRow[] =>
  points.split(' ').map((subCode) => ({ code, subCode, ...row }));

/**
 * Stages, with the points in them that say more. A shop is where a sender hands a parcel in at stage 2, and where the
 * recipient collects it at stage 4. Evri publishes no list: these are the stages of its own page.
 */
export const CODES = codeTable('Evri parcel tracking: stages and points', [
  ...alike('0 1', { means: 'LABEL_CREATED', says: 'We’re expecting it' }),
  ...at('2', 'ACCEPTED_BY_HERMES ACCEPTED_BY_EVRI ARRIVED_PARCELSHOP COLLECTED_BY_EVRI COLLECTED_BY_HERMES', {
    means: 'ACCEPTED',
  }),
  ...at('2', 'COLLECTED_FROM_PARCELSHOP QUADIENT_LOCKER_DROPOFF', { means: 'ACCEPTED' }),
  ...at('2', 'PROCESSING_HUB PROCESSING_DEPOT', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...at('2', 'PROCESSING_RETURN', { means: 'RETURNING' }),
  { code: '2', means: 'IN_TRANSIT', says: 'We’ve got it' },
  ...at('3', 'PROCESSING_HUB PROCESSING_DEPOT', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...at('3', 'LOCAL_DEPOT_INBOUND', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' }),
  ...at('3', 'DELAY_FIX_NWD', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }),
  ...at('3', 'PROCESSING_RETURN', { means: 'RETURNING' }),
  { code: '3', direction: 'RETURN', means: 'RETURNING' },
  { code: '3', means: 'IN_TRANSIT', says: 'On its way' },
  ...at('4', 'PARCEL_WAY_BACK_TO_RETAILER', { means: 'RETURNING' }),
  { code: '4', direction: 'RETURN', means: 'RETURNING' },
  { code: '4', means: 'IN_TRANSIT' },
  ...at('4_COURIER', 'COURIER_REATTEMPT_CUSTOMER_NOT_AVAILABLE', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  }),
  ...at('4_COURIER', 'NOT_DELIVERED_BUSINESS_CLOSED', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.business_closed'],
  }),
  ...at('4_COURIER', 'REDELIVER_WORKDAY_COURIER', { means: 'ATTEMPT_FAILED' }),
  { code: '4_COURIER', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  ...worded('NOT_DELIVERED', 'ATTEMPT_FAILED', 'EXCEPTION', 'HELD', 'DELAYED', 'RETURNING'),
  { code: 'NOT_DELIVERED', means: 'ATTEMPT_FAILED' },
  ...alike('4_SHOP 4_LOCKER', { means: 'AVAILABLE_FOR_PICKUP' }),
  // With a description or without one.
  { code: '5_COURIER', text: /./, direction: 'RETURN', means: 'RETURNED' },
  { code: '5_COURIER', direction: 'RETURN', means: 'RETURNED' },
  ...worded('5_COURIER', 'DELIVERED'),
  { code: '5_COURIER', means: 'DELIVERED', says: 'Delivered' },
  { code: '5_SHOP', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: '5_LOCKER', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  ...worded('6 6_INFO 6_ACTION', 'ATTEMPT_FAILED', 'EXCEPTION', 'HELD', 'DELAYED', 'RETURNING', 'TERMINATED'),
  ...alike('6 6_INFO 6_ACTION', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  { code: 'A', means: 'RETURNING' },
]);
