import type { CodeGroup } from './code-group';

/**
 * UPS's simplified status: `statusCode` in Tracking, `descriptionCode` in Track Alert, and the code of `currentStatus`.
 * Coarser than the scan's own code, so it is asked only when that is missing or unknown. Source: UPS Developer Portal,
 * Tracking API, Appendix, "Status/Description Codes". Replies write three digits.
 */
export const STATUS_CODES: readonly CodeGroup[] = [
  { codes: '003 080 157 166', means: 'LABEL_CREATED', says: 'Shipment ready' },
  { codes: '044 045 079', means: 'LABEL_CREATED', says: 'On the way to UPS' },
  { codes: '038 160', means: 'ACCEPTED', says: 'UPS has it' },
  { codes: '167 168 169', means: 'ACCEPTED', says: 'Dropped off by the customer' },
  { codes: '005 010 025 039 047 087 158 159 164 165', means: 'IN_TRANSIT', says: 'On the way' },
  { codes: '016', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'In a warehouse' },
  { codes: '057', means: 'IN_TRANSIT', says: 'On the way to an Access Point' },
  { codes: '073 074 137 143', means: 'PARTNER_HANDOFF', says: 'With a delivery partner' },
  { codes: '071 072 075', means: 'AT_DELIVERY_DEPOT', says: 'Being prepared for delivery' },
  { codes: '006 021 037 078 089 091 146 162', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  { codes: '011 026', means: 'DELIVERED', says: 'Delivered' },
  { codes: '156', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Commercial inside release' },
  {
    codes: '017 040 144 161',
    means: 'AVAILABLE_FOR_PICKUP',
    deliveredTo: 'SERVICE_POINT',
    says: 'Ready to be collected',
  },

  { codes: '022', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], attempt: 1, says: 'First attempt' },
  { codes: '023', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], attempt: 2, says: 'Second attempt' },
  { codes: '024', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], attempt: 3, says: 'Final attempt' },
  { codes: '060 066 069 145', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Delivery attempted' },
  { codes: '061', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'No adult to sign' },
  { codes: '062', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'], says: 'Funds required' },
  { codes: '064', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  { codes: '065', means: 'PICKUP_FAILED', reasons: ['unknown.unknown'], attempt: 1, says: 'Pickup attempted' },
  { codes: '135', means: 'PICKUP_FAILED', reasons: ['unknown.unknown'], attempt: 2, says: 'Second pickup attempted' },
  { codes: '131', means: 'PICKUP_FAILED', reasons: ['unknown.unknown'], attempt: 3, says: 'Final pickup attempted' },
  { codes: '043', means: 'PICKUP_FAILED', reasons: ['unknown.unknown'], says: 'Pickup voided' },

  { codes: '046 048 055 086 090 136', means: 'DELAYED', reasons: ['unknown.unknown'], says: 'Delay, rescheduled' },
  { codes: '049', means: 'DELAYED', reasons: ['unknown.unknown'], says: 'Delay, action required' },
  { codes: '032 052 053', means: 'DELAYED', reasons: ['external.weather'], says: 'Weather' },
  {
    codes: '051',
    means: 'DELAYED',
    reasons: ['external.weather', 'external.disaster'],
    says: 'Emergency or severe weather',
  },
  { codes: '132', means: 'DELAYED', reasons: ['external.security'], says: 'Airport security' },
  { codes: '019', means: 'HELD', reasons: ['recipient.requested_change'], says: 'Held for future delivery' },
  { codes: '083', means: 'HELD', reasons: ['unknown.unknown'], says: 'Held' },
  { codes: '085', means: 'HELD', reasons: ['recipient.payment_due'], says: 'Held for payment' },
  { codes: '139', means: 'HELD', reasons: ['address.access_restricted'], says: 'Access to the property required' },

  { codes: '012 092', means: 'CUSTOMS_STARTED', says: 'Clearance in progress' },
  { codes: '014 084 134', means: 'CUSTOMS_CLEARED', says: 'Cleared' },
  { codes: '058 124 125 141', means: 'HELD', reasons: ['customs.documents'], says: 'Clearance information required' },
  { codes: '123 126', means: 'HELD', reasons: ['customs.delay'], says: 'Waits for release' },

  { codes: '013 029 030 076', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Exception' },
  { codes: '050', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Address information required' },
  { codes: '059', means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damage reported' },
  { codes: '068', means: 'EXCEPTION', reasons: ['carrier.lost'], says: 'Sent to Lost and Found' },
  { codes: '129', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Investigation opened' },
  { codes: '007', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Voided' },
  { codes: '147', means: 'TERMINATED', reasons: ['external.security'], says: 'Seized by law enforcement' },
  {
    codes: '149',
    means: 'TERMINATED',
    reasons: ['shipper.prohibited', 'carrier.destroyed'],
    says: 'Prohibited, destroyed',
  },

  { codes: '035 036 067 117 118', means: 'RETURNING', says: 'Goes back to the sender' },
  { codes: '034', means: 'RETURNED', says: 'Returned to the sender' },
  { codes: '081', means: 'RETURNING', reasons: ['carrier.damage'], says: 'Damaged, goes back' },

  { codes: '028 096', means: 'INFORMATION', reasons: ['address.corrected'], says: 'Address changed' },
  {
    codes:
      '018 020 027 033 054 056 063 082 095 097 098 099 100 101 102 103 104 105 106 107 108 109 114 115 116 119 120 121',
    means: 'INFORMATION',
    says: 'Change requested or confirmed',
  },
  { codes: '041 042 110 111 112 113 122 133', means: 'INFORMATION', says: 'Service, upgrade or handling of the goods' },
  {
    codes: '070 077 138 093 094 127 128 130 140 142',
    means: 'INFORMATION',
    says: 'Plan, recovery, investigation, claim',
  },
  {
    codes: '000 088 148 153 154 155 163',
    means: 'INFORMATION',
    says: 'No status, a test, or an updated date or photo',
  },
];

/**
 * Statuses of a package that travels back, whatever the scan itself is. 037 is "Out for Delivery" in today's list; UPS's
 * list of 2018 names it in full: returning to the sender, on the vehicle.
 */
export const RETURN_STATUSES: ReadonlySet<string> = new Set(['034', '035', '036', '037', '067', '081']);
