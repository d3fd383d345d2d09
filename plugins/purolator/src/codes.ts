import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Scan types; `Other` and `Undeliverable` stand for many things, which their descriptions name. */
export const CODES = codeTable('Purolator E-Ship Web Services, Tracking Service: scan types and descriptions', [
  { code: 'Delivery', means: 'DELIVERED' },
  { code: 'OnDelivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'ProofOfPickUp', means: 'ACCEPTED' },
  { code: 'Undeliverable', text: /available for pickup/i, means: 'AVAILABLE_FOR_PICKUP' },
  {
    code: 'Undeliverable',
    text: /customer closed|business closed|closed/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.business_closed'],
  },
  { code: 'Undeliverable', text: /refused/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  {
    code: 'Undeliverable',
    text: /not (home|available|in)|no one/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { code: 'Undeliverable', text: /address/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: 'Undeliverable', text: /return/i, means: 'RETURNING' },
  { code: 'Undeliverable', text: /damag/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'Undeliverable', text: /weather/i, means: 'DELAYED', reasons: ['external.weather'] },
  { code: 'Undeliverable', text: /hold|held/i, means: 'HELD' },
  { code: 'Undeliverable', text: /attempt/i, means: 'ATTEMPT_FAILED' },
  { code: 'Undeliverable', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'Other', text: /new tracking number assigned/i, means: 'INFORMATION' },
  { code: 'Other', text: /shipper created a label|shipment (data )?(entered|created)/i, means: 'LABEL_CREATED' },
  { code: '*', text: /new tracking number/i, means: 'INFORMATION' },
  { code: '*', text: /picked up by purolator|purolator picked up|shipment received/i, means: 'ACCEPTED' },
  { code: '*', text: /from the .*counter|counter/i, means: 'AVAILABLE_FOR_PICKUP' },
  ...wordings('en', 'fr'),
  ...alike('Other', { means: 'INFORMATION' }),
]);
