import type { CodeGroup } from './code-group';

/**
 * Scan codes of small packages (status types I and P). Source: UPS Developer Portal, Tracking API, Appendix,
 * "Movement Scans".
 */
export const MOVEMENT_SCANS: readonly CodeGroup[] = [
  { codes: 'OC PL', means: 'LABEL_CREATED', says: 'Label created, UPS does not have it yet' },
  { codes: 'OR PC PT PU', means: 'ACCEPTED', says: 'Origin or pickup scan' },
  { codes: 'XD', means: 'ACCEPTED', says: 'Dropped off at a UPS location' },
  { codes: 'VP', means: 'PICKUP_FAILED', reasons: ['unknown.unknown'], says: 'Pickup voided' },
  { codes: 'AR UA UL', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at, or unloaded in, a facility' },
  { codes: 'DP UD', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Departed from a facility' },
  { codes: 'EP', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Export scan' },
  {
    codes: 'HU IP LC LM WH',
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'Hub, import, location or warehouse scan',
  },
  { codes: 'AG AT YM', means: 'IN_TRANSIT', says: 'On the way to a facility, by air, or to the post office' },
  { codes: 'YN', means: 'PARTNER_HANDOFF', says: 'Received into the postal network' },
  { codes: 'XA XR YH', means: 'AT_DELIVERY_DEPOT', says: 'At the local post office' },
  // OD does not mean today: a Monday delivery is loaded on Saturday.
  { codes: 'DL DS OD YP', means: 'AT_DELIVERY_DEPOT', says: 'At the last facility, or being loaded for delivery' },
  { codes: 'OF OT YF YI', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  { codes: 'CA CD CL', means: 'INFORMATION', says: 'An earlier scan was cancelled' },
  { codes: 'SP', means: 'INFORMATION', says: 'Pickup planned for today' },
];

/** Codes of status types M and MV. Source: as above, "Manifest Codes". */
export const MANIFEST_CODES: readonly CodeGroup[] = [
  { codes: 'DP MP RD', means: 'LABEL_CREATED', says: 'Manifest or billing information received' },
  { codes: 'VP', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Shipment voided' },
];

/** Codes of status type U. Source: as above, "Updates". */
export const UPDATE_CODES: readonly CodeGroup[] = [
  { codes: 'PX UP UT', means: 'INFORMATION', says: 'Delivery photo, or a new delivery date or time' },
];

/**
 * What a status type says by itself: taken where a reply has no code, and for types without published codes.
 * Sources: as above, "Package Activity Types"; O, P and RS stand in replies and not in the list. D, I and X say too
 * little.
 */
export const STATUS_TYPES: readonly CodeGroup[] = [
  { codes: 'M', means: 'LABEL_CREATED', says: 'Billing information received' },
  { codes: 'MV', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Billing information voided' },
  { codes: 'P', means: 'ACCEPTED', says: 'Pickup' },
  { codes: 'RS', means: 'RETURNING', says: 'Return to the shipper' },
  { codes: 'O', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  // A container freight station is not the customer.
  {
    codes: 'DO DD',
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
    says: 'Freight: delivered to a container freight station',
  },
  { codes: 'W', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Freight: warehousing' },
  { codes: 'NA U', means: 'INFORMATION', says: 'Not available, or an update' },
];

/** Types that mean one thing whatever the code: a voided manifest stays void, freight codes stand in lists of their own. */
export const TYPES_THAT_DECIDE: ReadonlySet<string> = new Set(['MV', 'DO', 'DD', 'W', 'NA']);

/** The kinds of records in Quantum View that have no code of their own. Source: UPS Quantum View developer guide. */
export const QUANTUM_VIEW_RECORDS: readonly CodeGroup[] = [
  { codes: 'Manifest', means: 'LABEL_CREATED', says: 'Shipment data received' },
  { codes: 'Origin', means: 'ACCEPTED', says: 'Picked up at the origin' },
  { codes: 'Delivery', means: 'DELIVERED', says: 'Delivered' },
];

/** Activity types of Quantum View's generic records. Source: as above, Generic/ActivityType. */
export const QUANTUM_VIEW_ACTIVITIES: readonly CodeGroup[] = [
  { codes: 'VM', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Manifest voided' },
  { codes: 'UR', means: 'RETURNING', says: 'Undeliverable, returned' },
  { codes: 'TC PS', means: 'PARTNER_HANDOFF', says: 'Scanned by the postal service' },
  { codes: 'DS', means: 'AT_DELIVERY_DEPOT', says: 'Destination scan' },
  { codes: 'IR FN', means: 'INFORMATION', says: 'Invoice removed, or a notice could not be sent' },
];
