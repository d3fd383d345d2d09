import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';
import { GEO_EVENTS, GEO_EXCEPTIONS } from './geo-codes';
import { OWN_WORDINGS } from './wordings-table';

const WORDINGS = [...OWN_WORDINGS, ...wordings('en', 'de', 'fr', 'nl', 'pl')];
const worded = (codes: string, means: readonly string[]): CodeRow[] =>
  codes
    .split(' ')
    .flatMap((code) => WORDINGS.filter((row) => means.includes(row.means)).map((row): CodeRow => ({ ...row, code })));
const FAILURES = ['ATTEMPT_FAILED', 'EXCEPTION', 'HELD', 'DELAYED', 'RETURNING', 'TERMINATED'];
const ANNOUNCED = /order information|transmitted|data|auftragsdaten|versanddaten|angemeldet|annonc|aangemeld/i;
const FROM_SENDER = /sender|shipper|absender|versender|expéditeur|afzender|handed in|eingeliefert/i;
const COLLECTED =
  /by (the )?(consignee|recipient|customer)|(consignee|recipient) has|(vom|durch) (den )?empfänger|door de ontvanger|retiré/i;

/**
 * Statuses of parcel life cycles, of the group's interface and of pushes. They are written in three manners
 * (`BetweenDepots`, `AT_DELIVERY_DEPOT`, `delivery_carload`), and compared without regard to any.
 */
const STATUSES: readonly CodeRow[] = [
  { code: 'ACCEPTED', text: ANNOUNCED, means: 'LABEL_CREATED' },
  ...alike('STARTORDER CREATED REGISTERED LABELCREATED PENDING ANNOUNCED ORDERCREATED', { means: 'LABEL_CREATED' }),
  ...alike('ACCEPTED PICKEDUP PICKUPDRIVER COLLECTED PARCELHANDED', { means: 'ACCEPTED' }),
  ...alike('ERRORPICKUP PICKUPFAILED', { means: 'PICKUP_FAILED' }),
  ...alike('PICKUPDEPOT ATSENDINGDEPOT', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...worded('INTRANSIT ONTHEROAD', ['AT_DELIVERY_DEPOT', 'CUSTOMS_STARTED', 'CUSTOMS_CLEARED']),
  ...alike('ONTHEROAD BETWEENDEPOTS INTRANSIT ATDEPOT', { means: 'IN_TRANSIT' }),
  ...alike('DEPOT ATDELIVERYDEPOT DELIVERYDEPOT ATDELIVERYCENTER', {
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'ARRIVED',
  }),
  { code: 'RETURNINGFROMDELIVERY', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Back from its tour' },
  ...alike('COURIER OUTFORDELIVERY DELIVERYCARLOAD INDELIVERY PARCELOUTFORDELIVERY', { means: 'OUT_FOR_DELIVERY' }),
  { code: 'PARCELSHOP', text: COLLECTED, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: 'PARCELSHOP', text: FROM_SENDER, means: 'ACCEPTED' },
  ...alike(
    'PARCELSHOP DELIVERYSHOP ATPARCELSHOP DELIVEREDTOPARCELSHOP READYFORPICKUP AVAILABLEFORPICKUP AVAILABLEFORCOLLECTION',
    {
      means: 'AVAILABLE_FOR_PICKUP',
    },
  ),
  ...worded('DELIVERED', ['RETURNED']),
  { code: 'DELIVERED', text: /neighbou?r|nachbar|voisin|buren/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  ...alike('DELIVERED DELIVERYCUSTOMER', { means: 'DELIVERED' }),
  ...alike('PICKUPBYCONSIGNEE', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),
  ...worded('DELIVERYFAILURE NOTDELIVERED DELIVERYFAILED EXCEPTION DELIVERYNOTIFICATION', FAILURES),
  ...alike('UNSUCCESSFULDELIVERYATTEMPT UNSUCCESSFULDELIVERYATTEMPTED', { means: 'ATTEMPT_FAILED' }),
  ...alike('DELIVERYFAILURE NOTDELIVERED DELIVERYFAILED', { means: 'ATTEMPT_FAILED' }),
  // DPD does not say what its NAB scan is: nothing is concluded from it.
  { code: 'DELIVERYNAB', means: 'INFORMATION', says: 'An NAB scan was triggered' },
  ...alike('EXCEPTION DELIVERYNOTIFICATION', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('ONHOLD', { means: 'HELD' }),
  ...alike('DELAYED DELIVERYDELAYED', { means: 'DELAYED' }),
  ...alike('NOPICKUPBYCONSIGNEE', { means: 'RETURNING', reasons: ['recipient.not_collected'] }),
  ...alike('ERRORRETURN RETURNING RETURNTOSENDER', { means: 'RETURNING' }),
  ...worded('RETURNED', ['RETURNED']),
  ...alike('RETURNED', { means: 'RETURNING' }),
  ...alike('CANCELLED CANCELED', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...alike('LOST', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('SHIPMENT', { means: 'INFORMATION' }),
];

/** Scans by their number. Others are told by their name and description. */
const SCANS: readonly CodeRow[] = [
  { code: 'SC01', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Consolidation' },
  { code: 'SC02', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Inbound at the destination depot' },
  { code: 'SC03', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  { code: 'SC04', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Driver’s return' },
  { code: 'SC05', means: 'ACCEPTED', says: 'Pick-up: first scan at the sending depot' },
  { code: 'SC06', means: 'RETURNING', says: 'System return' },
  ...worded('SC08', FAILURES),
  { code: 'SC08', means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Warehouse: not sent out today' },
  { code: 'SC09', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Inbound after an exception' },
  { code: 'SC10', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Hub scan' },
  { code: 'SC12', means: 'CUSTOMS_STARTED', says: 'Customs clearance process' },
  ...worded('SC13', ['RETURNED']),
  { code: 'SC13', text: /neighbou?r|nachbar|voisin|buren/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'SC13', text: COLLECTED, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: 'SC13', means: 'DELIVERED', says: 'Delivered' },
  ...worded('SC14', FAILURES),
  { code: 'SC14', means: 'ATTEMPT_FAILED', says: 'Not delivered' },
  { code: 'SC15', means: 'ACCEPTED', says: 'Driver’s pick-up' },
  { code: 'SC23', text: COLLECTED, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: 'SC23', means: 'AVAILABLE_FOR_PICKUP', says: 'Delivered by driver to Pickup parcelshop' },
];

/** Whatever has no status or scan that is known, as France and Poland, is told by its wording. */
export const CODES = codeTable(
  'DPD ParcelLifeCycleService 2.0, statuses; Tracking Push Service (04/2023), statuses; scan types; event codes of the group',
  [
    ...STATUSES,
    ...SCANS,
    ...GEO_EVENTS,
    ...worded(`${GEO_EXCEPTIONS} DEX`, FAILURES),
    ...alike(GEO_EXCEPTIONS, { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
    { code: 'DEX', means: 'ATTEMPT_FAILED', says: 'Not delivered' },
    { code: '*', text: /being returned|on its way back to/i, means: 'RETURNING' },
    { code: '*', text: /received your order details|expecting your parcel/i, means: 'LABEL_CREATED' },
    { code: '*', text: /will be with you (today|between)|on (a|the) van/i, means: 'OUT_FOR_DELIVERY' },
    { code: '*', text: /sorry we missed you/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
    { code: '*', text: /^left safe/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
    // A relay has it then: the recipient has not.
    { code: '*', text: /(livré|déposé|remis) (en|au|dans (un|le)) (point )?relais/i, means: 'AVAILABLE_FOR_PICKUP' },
    { code: '*', text: /parcel (dispatch|sorting) cent(re|er)/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
    {
      code: '*',
      text: /^(?!.*(\bnot\b|n't|nicht|wieder|\bback\b|unsuccessful)).*(parcel delivery cent(re|er)|paketzustellzentrum)( eingetroffen)?\.?$/i,
      means: 'AT_DELIVERY_DEPOT',
    },
    ...WORDINGS,
  ],
);

/** A status without regard to the manner in which it is written. */
export const plainStatus = (status: string | null): string | null =>
  status === null ? null : status.toUpperCase().replace(/[^A-Z0-9]/g, '');
