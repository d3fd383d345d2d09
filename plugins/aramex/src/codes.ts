import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Update codes, `SH` and three digits; and the scans of Aramex Australia. */
export const CODES = codeTable('Aramex Shipments Tracking API, update codes; Aramex Australia, scan statuses', [
  ...alike('SH014 SH203 SH278', { means: 'LABEL_CREATED', says: 'Record created' }),
  ...alike('SH308 SH312', { means: 'INFORMATION', says: 'Pickup scheduled' }),
  { code: 'SH299', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Not received from the shipper' },
  { code: 'SH313', means: 'PICKUP_FAILED', says: 'Pickup cancelled' },
  ...alike('SH012 SH047 SH314 SH406 SH434', { means: 'ACCEPTED', says: 'Picked up from the shipper' }),

  ...alike('SH001 SH160 SH495', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'At an operations facility',
  }),
  ...alike('SH022 SH260', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Departed' }),
  ...alike('SH222 SH259', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived' }),
  ...alike('SH073 SH077 SH110 SH252 SH272 SH475 SH494', { means: 'IN_TRANSIT', says: 'Forwarded' }),
  { code: 'SH070', means: 'IN_TRANSIT', reasons: ['address.corrected'], says: 'Redirected to a new address' },
  { code: 'SH007', means: 'PARTNER_HANDOFF', says: 'Will be delivered by postal services' },
  ...alike('SH044 SH076 SH376', { means: 'DELAYED', says: 'Delivery rescheduled' }),
  { code: 'SH157', means: 'DELAYED', says: 'Unable to deliver' },
  { code: 'SH162', means: 'DELAYED', reasons: ['carrier.processing_delay'] },
  ...alike('SH074 SH480', { means: 'DELAYED', reasons: ['recipient.payment_due'] }),
  {
    code: 'SH504',
    means: 'DELAYED',
    reasons: ['shipper.weight_or_dimensions'],
    says: 'Too large for the chosen delivery',
  },

  ...alike('SH466 SH469', { means: 'CUSTOMS_STARTED' }),
  ...alike('SH041 SH464', { means: 'CUSTOMS_CLEARED' }),
  ...alike('SH035 SH158 SH462', { means: 'HELD', reasons: ['customs.delay'], says: 'Held in customs' }),
  ...alike('SH043 SH156 SH163 SH467 SH468 SH471', { means: 'HELD', reasons: ['customs.documents'] }),
  { code: 'SH470', means: 'HELD', reasons: ['customs.duties_unpaid'] },
  ...alike('SH472 SH473', { means: 'HELD', reasons: ['customs.prohibited'] }),
  { code: 'SH280', means: 'TERMINATED', reasons: ['customs.prohibited'], says: 'Confiscated by customs' },

  ...alike('SH008 SH275 SH381', { means: 'HELD', says: 'On hold' }),
  ...alike('SH294 SH410', {
    means: 'HELD',
    reasons: ['recipient.not_available'],
    says: 'The customer cannot be reached',
  }),
  { code: 'SH375', means: 'HELD', reasons: ['address.incorrect'] },
  ...alike('SH257 SH479 SH515', { means: 'INFORMATION', says: 'The customer could not be reached' }),
  ...alike('SH492 SH531', { means: 'HELD', reasons: ['recipient.not_collected'] }),

  ...alike('SH003 SH004', { means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' }),
  { code: 'SH033', text: /reject|refus/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: 'SH033', text: /address/i, means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  { code: 'SH033', text: /payment|cash|money|charges/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] },
  { code: 'SH033', text: /closed/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  {
    code: 'SH033',
    text: /not (available|in|home|answer|reach)|no (answer|one)|unreachable|mobile/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { code: 'SH033', means: 'ATTEMPT_FAILED', says: 'Attempted delivery' },
  ...alike('SH164 SH491 SH499 SH530 SH532 SH533 SH560', {
    means: 'AVAILABLE_FOR_PICKUP',
    says: 'Waits to be collected',
  }),

  { code: 'SH005', means: 'DELIVERED', says: 'Delivered' },
  ...alike('SH006 SH496 SH534', {
    means: 'DELIVERED',
    deliveredTo: 'SERVICE_POINT',
    says: 'Collected by the consignee',
  }),
  { code: 'SH234', means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: 'SH154', means: 'DELIVERED', reasons: ['delivery.partial'] },
  ...alike('SH474 SH498', { means: 'RETURNING', says: 'To be returned to the shipper' }),
  ...alike('SH069 SH407 SH559', { means: 'RETURNED', says: 'Returned to the shipper' }),

  ...alike('SH295 SH296', { means: 'INFORMATION', reasons: ['address.corrected'] }),
  ...alike('SH484 SH493 SH521 SH529 SH537', {
    means: 'INFORMATION',
    reasons: ['recipient.requested_change'],
    says: 'The consignee chose how to get it',
  }),
  ...alike(
    `SH034 SH071 SH228 SH230 SH236 SH237 SH239 SH247 SH249 SH250 SH251 SH261 SH270 SH271 SH273 SH279 SH281 SH369 SH382
     SH383 SH408 SH505 SH513 SH516 SH538 SH539 SH556`,
    { means: 'INFORMATION', says: 'Messages, documents, payments and appointments' },
  ),

  { code: 'PP8', means: 'LABEL_CREATED', says: 'Shipment announced' },
  // Scans of Australia and New Zealand beyond these are listed by the ha-aramex project (`parcels.py`).
  ...alike('PP1 PCY 078 RIA B72 S2M SYD TOO TRN', { means: 'IN_TRANSIT' }),
  { code: 'PPP', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At sorting facility' },
  { code: 'ONB', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  ...alike('R36 YES', { means: 'DELIVERED', says: 'Delivered' }),
  ...alike('U03 UND', { text: /damag/i, means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('U03 UND', { text: /card|attempt|not home|closed/i, means: 'ATTEMPT_FAILED' }),
  ...alike('U03 UND', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Undeliverable' }),
  { code: 'RTS', means: 'RETURNING' },

  // Sentences of the tracking page, as the universal-parcel-scraper project has seen them live.
  { code: '*', text: /expected to reach the customer's doorstep/i, means: 'OUT_FOR_DELIVERY' },
  {
    code: '*',
    text: /shared new delivery instructions/i,
    means: 'INFORMATION',
    reasons: ['recipient.requested_change'],
  },
  { code: '*', text: /has not been handed over to aramex/i, means: 'LABEL_CREATED' },
  { code: '*', text: /received at our aramex origin office/i, means: 'ACCEPTED' },
  { code: '*', text: /updated (delivery )?address (is )?required/i, means: 'HELD', reasons: ['address.incorrect'] },
  {
    code: '*',
    text: /arrived at the aramex office at the destination/i,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  },
  ...wordings('en'),
]);
