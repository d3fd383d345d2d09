import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** Status codes of the web services, as their specification of 2023-09-20 describes them. */
const WEB_SERVICES: readonly CodeRow[] = [
  ...alike('OE XX', { means: 'LABEL_CREATED', says: 'Shipping information transmitted' }),
  { code: 'PU', means: 'ACCEPTED', says: 'The package was picked up' },
  { code: 'RD', text: /deliver|final/i, means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: 'RD', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Received at the facility' },
  { code: 'OS', text: /arriv|received|at facility/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'OS', means: 'IN_TRANSIT', says: 'En route' },
  { code: 'MC', means: 'IN_TRANSIT', reasons: ['address.corrected'], says: 'Wrong ZIP code, corrected and re-shipped' },
  ...alike('PS SD', {
    means: 'AT_DELIVERY_DEPOT',
    says: 'Scanned at the facility that delivers, out for delivery soon',
  }),
  { code: 'OD', means: 'OUT_FOR_DELIVERY' },
  ...alike('CL DW OK DL', { means: 'DELIVERED' }),
  { code: 'DN', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'DD', means: 'DELIVERED', reasons: ['delivery.arrived_damaged'], says: 'Received damaged but delivered' },
  ...alike('CO BC HO', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  { code: 'UG', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Gate code needed' },
  // Its specification words the old "not home" as a delay; where no text says so, somebody was at the door.
  { code: 'NH', text: /delay|updated/i, means: 'DELAYED' },
  { code: 'NH', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'HP', means: 'AVAILABLE_FOR_PICKUP', says: 'Held for pickup at the local facility' },
  ...alike('AI HW', { text: /weather/i, means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('AI HW', { means: 'HELD', reasons: ['unknown.unknown'], says: 'Details needed' }),
  ...alike('BW LW WD', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('MR MS', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Misrouted, delivery date updated' }),
  { code: 'DI', means: 'DELAYED', reasons: ['recipient.requested_change'], says: 'Delivery date updated by request' },
  ...alike('AN LM LR RB DS', { means: 'DELAYED', says: 'Delayed, delivery date updated' }),
  { code: 'CA', text: /incorrect|wrong|bad|insufficient/i, means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: 'CA', means: 'INFORMATION', reasons: ['address.corrected'], says: 'Address updated by the sender' },
  ...alike('WA BA', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  { code: 'CM', means: 'EXCEPTION', reasons: ['recipient.moved'] },
  ...alike('DC UD DG', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damaged, contact the sender' }),
  { code: 'ER', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Wrong delivery status, update pending' },
  ...alike('DR LC', {
    means: 'EXCEPTION',
    reasons: ['unknown.unknown'],
    says: 'Cannot be delivered, contact the sender',
  }),
  { code: 'CR', means: 'RETURNING', reasons: ['recipient.refused'], says: 'Refused or returned, contact the sender' },
  { code: 'RF', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  ...alike('RS UM', { means: 'RETURNING', says: 'Returned, contact the sender' }),
  { code: 'TR', means: 'PARTNER_HANDOFF' },
];

/**
 * Event codes of the tracking API v7; some are listed by the ha-ontrac project (`parcels.py`), others by the
 * universal-parcel-scraper project (`status.ts`), which read the code list of OnTrac's tracking page.
 */
const API: readonly CodeRow[] = [
  ...alike('ORDR OD_DATA EXRL INRL OVRC AUTO', { means: 'LABEL_CREATED' }),
  ...alike('PCKP PKUP ALPK', { means: 'ACCEPTED' }),
  { code: 'RL', means: 'ACCEPTED', says: 'Package received after cutoff' },
  ...alike('ORIG ORGN', { means: 'ACCEPTED', says: 'Origin scan' }),
  ...alike('RCVD RECV ARRV ARRD', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('DPRT DEPT FCTF', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('SORT PROC LOAD', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  { code: 'SFCT', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the final servicing facility' },
  { code: 'NFRP', means: 'PARTNER_HANDOFF', says: 'Order has been transferred to another carrier' },
  { code: 'OFDL', means: 'OUT_FOR_DELIVERY' },
  ...alike('DLVD DELV DM', { means: 'DELIVERED' }),
  { code: 'RLSD', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Left without a signature' },
  { code: 'BCLD', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  ...alike('ATTM NDLV', { means: 'ATTEMPT_FAILED' }),
  // Worded as softly as that, it is a door at which the parcel could not be left.
  { code: 'UTLV', means: 'ATTEMPT_FAILED', says: 'Delivery Pending' },
  { code: 'ACSS', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] },
  ...alike('REFU RFDM', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  { code: 'NDMI', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Incomplete address' },
  { code: 'DMGD', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'EXCP', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'LOST', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: 'DLAY', means: 'DELAYED' },
  ...alike('RET RTRN RETD RETN', { means: 'RETURNING' }),
  { code: 'CNCL', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
];

const LASERSHIP: readonly CodeRow[] = [
  ...alike('OrderCreated OrderReceived', { means: 'LABEL_CREATED' }),
  { code: 'PickedUp', means: 'ACCEPTED' },
  ...alike('Origin OriginScan', { means: 'ACCEPTED', says: 'Origin scan' }),
  { code: 'Received', text: /origin/i, means: 'ACCEPTED' },
  ...alike('Received Arrived', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  { code: 'Departed', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'Sorted', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: 'OutForDelivery', means: 'OUT_FOR_DELIVERY' },
  { code: 'Delivered', means: 'DELIVERED' },
  { code: 'Released', text: /door|porch|garage/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'Released', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Left without a signature' },
  ...alike('AttemptedDelivery NotDelivered', { means: 'ATTEMPT_FAILED' }),
  { code: 'Refused', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: 'AddressIncorrect', means: 'EXCEPTION', reasons: ['address.incorrect'] },
  { code: 'Damaged', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'Lost', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: 'Weather', means: 'DELAYED', reasons: ['external.weather'] },
  { code: 'Delayed', means: 'DELAYED' },
  { code: 'Exception', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'Returned', means: 'RETURNING' },
  { code: 'TransferredToUSPS', means: 'PARTNER_HANDOFF' },
  { code: 'Cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
];

/** OnTrac's event and status codes and LaserShip's event types: one company, three sets of words. */
export const CODES = codeTable(
  'OnTrac Web Service Integration Specifications (2023-09-20), status codes; OnTrac tracking API v7, event codes; LaserShip tracking, event types',
  [
    ...WEB_SERVICES,
    ...API,
    ...LASERSHIP,
    { code: '*', text: /data entry|order received|ship request received/i, means: 'LABEL_CREATED' },
    ...wordings('en'),
  ],
);
