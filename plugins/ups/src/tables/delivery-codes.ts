import type { CodeGroup } from './code-group';

/**
 * Where a package was left: stands as the place of a delivery (XML ActivityLocation/Code, Quantum View
 * DeliveryLocation/Code), and as the status code under type D. Source: UPS Developer Portal, Tracking API, Appendix,
 * "Delivery Codes". `says` is how replies spell it, so that a reply with the words alone is understood too.
 */
export const DELIVERY_LOCATIONS: readonly CodeGroup[] = [
  { codes: 'M1', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Residential' },
  { codes: 'M2', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Commercial' },
  { codes: 'M7', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Receiver' },
  { codes: '3G', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Left With Individual' },
  { codes: 'MG MH MJ MK', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Met Customer' },
  { codes: 'PF', means: 'DELIVERED', deliveredTo: 'RECIPIENT', says: 'Inside Delivery' },
  { codes: '3H', means: 'DELIVERED', deliveredTo: 'NEIGHBOR', says: 'Neighbor' },
  { codes: 'M3', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Front Desk' },
  { codes: 'M4', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Reception' },
  { codes: 'M5', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Mail Room' },
  { codes: 'M6', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Office' },
  { codes: 'M8', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Guard' },
  { codes: 'M9', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Door Person' },
  { codes: 'MA', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Hostess' },
  { codes: 'ME', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Receiving Office' },
  { codes: '8O', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Management Office' },
  { codes: 'OZ', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Security Office' },
  { codes: 'ZG', means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Concierge' },
  { codes: 'ML', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Front Door' },
  { codes: 'MM', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Rear Door' },
  { codes: 'MN', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Side Door' },
  { codes: 'MP', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Garage' },
  { codes: 'MQ', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Porch' },
  { codes: 'MR', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Deck' },
  { codes: 'MS', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Patio' },
  { codes: 'MW', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Carport' },
  { codes: 'ZF', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Shed' },
  { codes: 'NL', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Delivery Bag' },
  { codes: 'NT', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Meter Box' },
  { codes: 'MU', means: 'DELIVERED', deliveredTo: 'MAILBOX', says: 'Mailbox' },
  { codes: 'P5', means: 'DELIVERED', deliveredTo: 'LOCKER', says: 'Locker' },
  { codes: 'MB', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Janitor' },
  { codes: 'ZH', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Superintendent' },
  { codes: 'MC', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Store' },
  { codes: 'MD', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Warehouse' },
  { codes: 'AI', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Dock' },
  { codes: 'MX', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Left At' },
  { codes: '3F', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Other Location At Address' },
  { codes: '9E', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Commercial Inside Release' },
  { codes: '8N', means: 'DELIVERED', says: 'None Selected' },
  // Left for the receiver to collect: the customer does not have it yet.
  { codes: '2Q', means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'SERVICE_POINT', says: 'UPS Access Point' },
  { codes: 'ZI', means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'SERVICE_POINT', says: 'UPS Retail Location' },
];

/** The other codes of the same list: what became of a delivery, a pickup stop, or a clearance. */
export const DELIVERY_CODES: readonly CodeGroup[] = [
  { codes: 'OO UC YC', means: 'DELIVERED', says: 'Delivered, by UPS or the local post office' },
  {
    codes: '2W A0',
    means: 'DELIVERED',
    deliveredTo: 'SERVICE_POINT',
    says: 'Collected at an Access Point or post office',
  },
  { codes: 'ZE', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Left under an authorization' },
  { codes: '1N', means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'LOCKER', says: 'In a locker, to be collected' },
  {
    codes: 'EP ZQ',
    means: 'AVAILABLE_FOR_PICKUP',
    deliveredTo: 'SERVICE_POINT',
    says: 'Held at a counter, to be collected',
  },
  // UA stands in replies under type D with "Package was returned to the sender"; the list has it under X alone.
  { codes: 'B0 UA', means: 'RETURNED', says: 'Delivered to the original sender' },
  {
    codes: '5F',
    means: 'EXCEPTION',
    reasons: ['recipient.not_collected'],
    says: 'Not collected, taken back by the Access Point',
  },

  { codes: 'VS', means: 'ACCEPTED', says: 'Tendered to UPS' },
  { codes: 'F0 2D', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at a facility' },
  { codes: 'F3 2J', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Departed from a facility' },
  { codes: '85', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Freight processed to the warehouse' },
  { codes: '2K 7K', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery, or being delivered now' },
  { codes: '4X 86 F7 YH', means: 'PARTNER_HANDOFF', says: 'Given to an agent, broker or the post office' },

  { codes: 'BI FO', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'], says: 'Closed' },
  { codes: 'CI', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not in' },
  { codes: 'DI', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'], says: 'No money' },
  { codes: '53', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  { codes: 'DO', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Not delivered, other cause' },
  { codes: '7B', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Not delivered to the Access Point' },
  { codes: 'CO', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Not ready' },

  { codes: '00 09 12 32 57 EK FZ', means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Delay in transit' },
  {
    codes: '41 42 44 CB EF EL EM',
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
    says: 'Delay, special flight arranged',
  },
  { codes: 'EA', means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Missed' },
  { codes: 'EI', means: 'DELAYED', reasons: ['carrier.vehicle'], says: 'Mechanical or technical reason' },
  { codes: 'CR EJ', means: 'DELAYED', reasons: ['external.weather'], says: 'Local weather' },
  { codes: 'EG', means: 'DELAYED', reasons: ['address.corrected'], says: 'Address corrected, special flight needed' },
  { codes: 'LM', means: 'DELAYED', reasons: ['carrier.rejected'], says: 'Service level not available' },
  { codes: '28', means: 'HELD', reasons: ['carrier.damage'], says: 'Damaged, held' },
  { codes: 'AU', means: 'HELD', reasons: ['recipient.requested_change'], says: 'Receiver wants to collect it' },
  {
    codes: 'BS FC',
    means: 'HELD',
    reasons: ['recipient.not_available'],
    says: 'Not forwarded, receiver cannot be reached',
  },
  { codes: 'HI', means: 'HELD', reasons: ['shipper.cancelled'], says: 'Intercepted' },

  { codes: '50 BO', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Incorrect address' },
  { codes: 'DZ MV', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Room number or postal code missing' },
  {
    codes: 'NS NX OE',
    means: 'EXCEPTION',
    reasons: ['address.access_restricted'],
    says: 'Gate or security code needed',
  },
  { codes: '74 CU', means: 'EXCEPTION', reasons: ['shipper.label_unreadable'], says: 'Label missing or illegible' },
  {
    codes: '61 62',
    means: 'EXCEPTION',
    reasons: ['shipper.prohibited'],
    says: 'Hazardous material not allowed by air',
  },
  { codes: 'BM', means: 'EXCEPTION', reasons: ['shipper.weight_or_dimensions'], says: 'Too big' },
  { codes: 'F2', means: 'EXCEPTION', reasons: ['shipper.data_missing'], says: 'Delivery information incomplete' },
  { codes: 'GK', means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Contents missing or fallen out' },
  { codes: 'KU', means: 'EXCEPTION', reasons: ['delivery.partial'], says: 'Shipment not delivered entirely' },

  { codes: '83 BN EZ', means: 'CUSTOMS_CLEARED', says: 'Cleared customs' },
  { codes: '70 B2 RQ', means: 'HELD', reasons: ['customs.delay'], says: 'Waits for release' },
  { codes: 'DK L4', means: 'HELD', reasons: ['customs.inspection'], says: 'Customs inspection' },
  { codes: 'ET SG', means: 'HELD', reasons: ['customs.documents'], says: 'Documents missing' },
  { codes: 'ST', means: 'EXCEPTION', reasons: ['customs.documents'], says: 'Customs reject' },
  { codes: 'BL RN', means: 'EXCEPTION', reasons: ['customs.prohibited'], says: 'Commodity restricted' },

  { codes: 'FB', means: 'INFORMATION', reasons: ['address.corrected'], says: 'Being delivered, address corrected' },
  {
    codes: '1Z 2C 38 7A 8Q 98 EB EC EE EQ F1 FD FI FV GW L6 MY SB SE TW UJ',
    means: 'INFORMATION',
    says: 'Request, plan, record',
  },
];

/**
 * Status codes of deliveries themselves (type D). Sources: FS in the examples of UPS's OpenAPI file for Track Alert, KB,
 * KE and KD in replies of the XML service, F4 in "Package Exceptions".
 */
export const DELIVERED_CODES: readonly CodeGroup[] = [
  { codes: 'FS KB KE KD F4', means: 'DELIVERED', says: 'Delivered' },
];
