import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/**
 * Codes into which Asendia translates the scans of partner posts. Source: the list and the live answers in the
 * universal-parcel-scraper project (`carriers/asendia`). Deliveries that failed because the recipient moved, had it
 * forwarded or fetches it (`DELFAILMOV`, `DELFAILFOW`, `DELFAILPICK`) are told apart nowhere: their wording is read.
 */
export const HARMONIZED: readonly CodeRow[] = [
  ...alike('ELECNOT CREALAB PRINTLAB POSTLIST', { means: 'LABEL_CREATED' }),
  ...alike('ARRSUB CHECKIN', { means: 'ACCEPTED', says: 'Check-in Asendia facility' }),
  ...alike('PROSUB FINALAB CREADES SORTHUB', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('DEPSUB DEPHUB', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('ARRHUB ARRDEST', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('TRANSP TRANSPDEST TRANSPLOC', { means: 'IN_TRANSIT' }),
  { code: 'LEAVHUB', means: 'PARTNER_HANDOFF', says: 'Handled by local carrier' },
  { code: 'INDELIVCENTER', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Arrived at delivery centre' },
  { code: 'DELIVPLAN', means: 'INFORMATION' },
  { code: 'DELIVDELAY', means: 'DELAYED' },
  { code: 'MISSROUTED', means: 'EXCEPTION', reasons: ['carrier.missort'] },

  ...alike('CLEARIN EXPCLEAR EXPCUSTIN IMPCLEAR IMPCUSTIN', {
    means: 'CUSTOMS_STARTED',
    says: 'In customs authorities',
  }),
  ...alike('CLEAROUT EXPCUSTOUT IMPCUSTOUT', { means: 'CUSTOMS_CLEARED', says: 'Out customs authorities' }),
  ...alike('CLEARRET EXPCUSTRET IMPCUSTRET EXPCLEARINC IMPCLEARINC', {
    means: 'HELD',
    reasons: ['customs.delay'],
    says: 'Customs retention',
  }),
  { code: 'PAYCHARG', means: 'HELD', reasons: ['recipient.payment_due'] },
  ...alike('EXPCANCEL IMPCANCEL INCIDPRO', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  { code: 'DAMAGINSP', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'ITEMLOST', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: 'DESTROY', means: 'TERMINATED', reasons: ['carrier.destroyed'] },

  { code: 'OUTDELIVCENTER', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  ...alike('ATTEMPT DELIVFAILURE DELFAILFORB', { means: 'ATTEMPT_FAILED' }),
  { code: 'DELFAILINCOR', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  { code: 'DELFAILABS', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  {
    code: 'DELFAILUNKN',
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.unknown'],
    says: 'Delivery attempt (addressee unknown)',
  },
  { code: 'PICKUPREAD', means: 'AVAILABLE_FOR_PICKUP', says: 'Available at pick-up point' },
  { code: 'DELIVERY', means: 'DELIVERED', says: 'Delivered' },

  ...alike('RETURNDEAD RETURNFORB RETURNSEND', { means: 'RETURNING' }),
  { code: 'RETURNREFU', means: 'RETURNING', reasons: ['recipient.refused'], says: 'Returned (Refused item)' },
  { code: 'RETURNUNCL', means: 'RETURNING', reasons: ['recipient.not_collected'] },
  { code: 'RETURNINC', means: 'RETURNING', reasons: ['address.incorrect'] },
  { code: 'RETURNUNKN', means: 'RETURNING', reasons: ['recipient.unknown'] },
  { code: 'RETURNABS', means: 'RETURNING', reasons: ['recipient.not_available'] },
  { code: 'RETURNMOV', means: 'RETURNING', reasons: ['recipient.moved'] },
  { code: 'DELIVSEND', means: 'RETURNED' },

  { code: '*', text: /^returned \(refused/i, means: 'RETURNING', reasons: ['recipient.refused'] },
  { code: '*', text: /^(shipment )?returned\b(?! to (the )?(sender|shipper))/i, means: 'RETURNING' },
];
