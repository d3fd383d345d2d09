import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes.split(' ').map((code) => ({ code, ...row }));

/** Reasons that stand beside an exception (`SE`, `DE`, `DD`, `DY`, `CD`): exception codes of FedEx. */
const CAUSES: readonly (readonly [codes: string, row: Omit<CodeRow, 'code' | 'subCode'>])[] = [
  ['07', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }],
  [
    '08 A08',
    { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Recipient not in or business closed' },
  ],
  ['03 A03', { means: 'EXCEPTION', reasons: ['address.incorrect'] }],
  ['02', { means: 'EXCEPTION', reasons: ['recipient.unknown'] }],
  ['01', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }],
  ['05', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Customer security delay' }],
  ['10 11 A10', { means: 'EXCEPTION', reasons: ['carrier.damage'] }],
  ['12', { means: 'EXCEPTION', reasons: ['carrier.missort'] }],
  ['14', { means: 'RETURNING' }],
  ['15', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }],
  ['17', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'Customer requested future delivery' }],
  ['29', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Rerouted' }],
  ['32 47 91', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }],
  ['41', { means: 'INFORMATION', says: 'Commitment not due or not available' }],
  ['42', { means: 'DELAYED', reasons: ['external.non_service_day'] }],
  ['59', { means: 'HELD', says: 'Hold at location' }],
  ['65', { means: 'HELD', reasons: ['customs.delay'], says: 'Regulatory agency clearance delay' }],
  ['71 80', { means: 'HELD', reasons: ['customs.documents'] }],
  ['77 93', { means: 'HELD', reasons: ['customs.duties_unpaid'] }],
  ['79', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Uplift not available' }],
  ['84', { means: 'DELAYED', reasons: ['external.weather'], says: 'Delay beyond our control' }],
  ['85', { means: 'DELAYED', reasons: ['carrier.vehicle'], says: 'Mechanical delay' }],
  ['95', { means: 'EXCEPTION', reasons: ['shipper.label_unreadable'] }],
  ['99', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Unable to deliver' }],
];
const EXCEPTIONS = ['SE', 'DE', 'DD', 'DY', 'CD'] as const;
const caused = CAUSES.flatMap(([codes, row]) =>
  codes.split(' ').flatMap((subCode) => EXCEPTIONS.map((code): CodeRow => ({ code, subCode, ...row }))),
);

/** Scan event types and the status codes of a parcel, which are the same two letters; exception codes as sub-codes. */
export const CODES = codeTable(
  'FedEx Track API, scan event types and status codes; FedEx Web Services guide, Track Service, exception codes',
  [
    ...alike('OC IN RP', { means: 'LABEL_CREATED', says: 'Shipment information sent to FedEx' }),
    ...alike('PU PX', { means: 'ACCEPTED', says: 'Picked up' }),
    ...alike('DO', { means: 'HANDED_OVER', says: 'Dropped off' }),
    ...alike('OF', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At FedEx origin facility' }),
    ...alike('AR AA AF SF AX AC', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
    ...alike('DP LO PF EA EO', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
    ...alike('IT IX TR PM PL LP', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
    { code: 'FD', text: /late|delay/i, means: 'DELAYED' },
    { code: 'FD', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At destination facility' },
    ...alike('AD', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' }),
    ...alike('OD ED', { means: 'OUT_FOR_DELIVERY' }),
    ...alike('OX TP', {
      means: 'PARTNER_HANDOFF',
      says: 'Shipment information sent or parcel given to the postal service',
    }),
    { code: 'DL', text: /front door|porch|garage|back door|left at/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
    { code: 'DL', text: /mailbox/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
    { code: 'DL', text: /reception|front desk|mailroom|receptionist/i, means: 'DELIVERED', deliveredTo: 'RECEPTION' },
    { code: 'DL', text: /neighbou?r/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
    { code: 'DL', text: /tendered|post office|usps/i, means: 'PARTNER_HANDOFF' },
    { code: 'DL', means: 'DELIVERED' },
    ...alike('HL HP', { means: 'AVAILABLE_FOR_PICKUP', says: 'Ready for pickup or hold at location' }),
    ...alike('AS', { means: 'INFORMATION', reasons: ['address.corrected'] }),
    ...alike('CH RR RM RC AO DS DR AP RG RD SP EP AE', { means: 'INFORMATION' }),
    ...alike('PD', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Pickup delay' }),
    ...alike('CA', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
    ...alike('CP', { means: 'CUSTOMS_STARTED', says: 'Clearance in progress' }),
    ...alike('CC CU', { means: 'CUSTOMS_CLEARED', says: 'International shipment release' }),
    ...alike('RS', { means: 'RETURNING' }),
    ...alike('RL', { means: 'DELAYED', says: 'Running late' }),
    ...caused,
    { code: 'DE', text: /refused/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    {
      code: 'DE',
      text: /not (available|in)|business closed/i,
      means: 'ATTEMPT_FAILED',
      reasons: ['recipient.not_available'],
    },
    { code: 'DE', text: /address/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
    { code: 'SE', text: /customs|clearance/i, means: 'HELD', reasons: ['customs.delay'] },
    { code: 'SE', text: /weather/i, means: 'DELAYED', reasons: ['external.weather'] },
    { code: 'SE', text: /damage/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
    { code: 'SE', text: /unable to deliver/i, means: 'EXCEPTION', reasons: ['unknown.unknown'] },
    ...alike('DE', { means: 'ATTEMPT_FAILED', says: 'Delivery exception' }),
    ...alike('SE', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Shipment exception' }),
    ...alike('DD DY', { means: 'DELAYED' }),
    ...alike('CD', { means: 'HELD', reasons: ['customs.delay'], says: 'Clearance delay' }),
    ...wordings('en'),
  ],
);
