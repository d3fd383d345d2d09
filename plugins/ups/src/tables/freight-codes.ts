import type { CodeGroup } from './code-group';

/** Three-digit activity codes of freight. Source: UPS Developer Portal, Tracking API, Appendix, "Freight Activity". */
export const FREIGHT_ACTIVITIES: readonly CodeGroup[] = [
  { codes: '001 003 037 038 039 045', means: 'LABEL_CREATED', says: 'Booked, documents received, ready to ship' },
  { codes: '002 015 017 046 051', means: 'ACCEPTED', says: 'Received or picked up' },
  { codes: '005 028 080', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Departed' },
  { codes: '007 029 030 031 040 049 052', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived, on hand' },
  { codes: '016 022 044 048', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Processed in a facility' },
  { codes: '062 063 065 066', means: 'IN_TRANSIT', says: 'Transferred by rail' },
  { codes: '010 032 041 042', means: 'PARTNER_HANDOFF', says: 'Given to a carrier or broker' },
  { codes: '043 056', means: 'CUSTOMS_STARTED', says: 'In customs' },
  { codes: '009 027 067 068 069 070', means: 'CUSTOMS_CLEARED', says: 'Cleared' },
  { codes: '011', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  // Arrived or dropped at the consignee: the delivery itself is still to be confirmed.
  { codes: '055 057 060', means: 'OUT_FOR_DELIVERY', says: 'Trailer at the consignee, delivery not confirmed' },
  { codes: '012 050', means: 'DELIVERED', says: 'Delivered to the consignee' },
  { codes: '053 058', means: 'EXCEPTION', reasons: ['delivery.partial'], says: 'Shortage noted' },
  { codes: '013', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Exception' },
  { codes: '014', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Voided' },
  {
    codes: '000 004 006 020 033 034 035 036 047 054 059 061 072 073 074',
    means: 'INFORMATION',
    says: 'Estimate, appointment, filing, trailer movement without the goods',
  },
];

/** Two-character exception codes of freight. Source: as above, "Freight Exceptions". */
export const FREIGHT_EXCEPTIONS: readonly CodeGroup[] = [
  { codes: '02 IE', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Delivery attempted' },
  { codes: 'UF', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'], says: 'Location closed' },
  { codes: 'D1 D5 RF UY', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  {
    codes: 'D4',
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.refused', 'carrier.damage'],
    says: 'Refused as damaged or short',
  },
  { codes: '54 DG', means: 'EXCEPTION', reasons: ['shipper.prohibited'], says: 'Dangerous goods refused' },
  {
    codes: 'E7',
    means: 'EXCEPTION',
    reasons: ['recipient.refused', 'shipper.cancelled'],
    says: 'Refused by both sides, on hand',
  },
  { codes: '76', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Not ready for pickup' },
  { codes: 'UN', means: 'PICKUP_FAILED', reasons: ['shipper.data_missing'], says: 'Pickup address incorrect' },
  { codes: '50', means: 'PICKUP_FAILED', reasons: ['shipper.cancelled'], says: 'Pickup cancelled' },

  {
    codes:
      '03 04 18 19 22 39 42 44 49 51 59 60 62 63 64 67 71 72 73 77 78 87 90 98 C3 D3 E2 E5 GD HD I4 IJ IK IL MS TE TI U4 UL UZ 85 E6 83',
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
    says: 'Delayed in transport, rerouted or rescheduled',
  },
  {
    codes: '01 43 88 89 91 AR EF FX IO IN MB TM UM UQ',
    means: 'DELAYED',
    reasons: ['carrier.vehicle'],
    says: 'Vehicle, vessel or aircraft',
  },
  { codes: '41 92 BL BM BP I6 IM SA A4', means: 'DELAYED', reasons: ['carrier.capacity'], says: 'No space' },
  { codes: '96 MR', means: 'DELAYED', reasons: ['carrier.missort'], says: 'Misrouted' },
  { codes: '05 BW', means: 'DELAYED', reasons: ['external.weather'], says: 'Weather' },
  { codes: '45 HA', means: 'DELAYED', reasons: ['external.disaster'], says: 'Force majeure or accident' },
  { codes: 'F3', means: 'DELAYED', reasons: ['external.security'], says: 'Civil unrest' },
  {
    codes: '55 94 DH HN IP 38',
    means: 'DELAYED',
    reasons: ['external.non_service_day'],
    says: 'Holiday, weekend, area not served daily',
  },
  { codes: '40 IA', means: 'DELAYED', reasons: ['address.access_restricted'], says: 'Area not reachable' },
  {
    codes: '53 66 20',
    means: 'DELAYED',
    reasons: ['recipient.requested_change'],
    says: 'Consignee delays or has requirements',
  },
  { codes: '32', means: 'DELAYED', reasons: ['shipper.prohibited'], says: 'Hazardous material conflict' },
  { codes: 'E1', means: 'DELAYED', reasons: ['address.corrected'], says: 'Address corrected, rescheduled' },

  { codes: '09', means: 'HELD', reasons: ['recipient.requested_change'], says: 'Consignee will collect it' },
  {
    codes: '07 08 UI UK IG B3 B4 B6 B7 B8 B9 C0',
    means: 'HELD',
    reasons: ['recipient.not_available'],
    says: 'Appointment or contact needed',
  },
  { codes: '21 33 95 A5 F2 HU U2', means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'On hold' },
  { codes: '69 IT', means: 'HELD', reasons: ['external.security'], says: 'Held for security' },
  { codes: 'IH II UH U6', means: 'HELD', reasons: ['recipient.payment_due'], says: 'Payment or credit open' },
  {
    codes: '11 24 26 61 99 46 A1 A2 A3 C7 EC HC 84',
    means: 'HELD',
    reasons: ['customs.delay'],
    says: 'Held by customs or another agency',
  },
  {
    codes: '25 47 48 52 56 57 70 74 75 DP G5 HE I1 I2 I3 I5 IF IQ LD',
    means: 'HELD',
    reasons: ['customs.documents'],
    says: 'Documents missing or late',
  },
  { codes: '58', means: 'HELD', reasons: ['customs.duties_unpaid'], says: 'Duties open' },
  { codes: 'UG', means: 'HELD', reasons: ['address.incorrect'], says: 'Address to be validated' },
  { codes: '35 HF', means: 'TERMINATED', reasons: ['customs.prohibited'], says: 'Seized or confiscated' },
  { codes: 'E4 EX 68', means: 'CUSTOMS_CLEARED', says: 'Released' },

  { codes: '06 14 80 97 E8 UJ', means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damaged' },
  { codes: '12 E9', means: 'EXCEPTION', reasons: ['delivery.arrived_damaged'], says: 'Damage noted at delivery' },
  { codes: '15', means: 'EXCEPTION', reasons: ['shipper.packaging'], says: 'Damaged at receipt from the shipper' },
  { codes: '27', means: 'EXCEPTION', reasons: ['carrier.damage', 'delivery.partial'], says: 'Over, short and damaged' },
  {
    codes: '10 16 17 31 36 81 D2',
    means: 'EXCEPTION',
    reasons: ['delivery.partial'],
    says: 'Short, or delivered in part',
  },
  { codes: '34', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Cannot be found' },
  { codes: 'LC PS UX', means: 'EXCEPTION', reasons: ['carrier.lost'], says: 'Lost or stolen' },
  { codes: 'IC', means: 'EXCEPTION', reasons: ['external.security'], says: 'Seals altered' },
  { codes: '65 U3', means: 'EXCEPTION', reasons: ['shipper.label_unreadable'], says: 'Mislabelled' },
  { codes: '79 93', means: 'EXCEPTION', reasons: ['shipper.weight_or_dimensions'], says: 'Size or weight wrong' },
  { codes: '82', means: 'EXCEPTION', reasons: ['shipper.wrong_item'], says: 'Picking or loading error' },
  { codes: '86', means: 'RETURNING', reasons: ['shipper.cancelled'], says: 'Returned as the shipper wished' },
  { codes: 'SC', means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Cancelled' },
  {
    codes: '28 29 30 F1 AS DE DX G1 G2 G3 G4 HG IS',
    means: 'INFORMATION',
    says: 'Overage, filing, appointment, comment',
  },
];
