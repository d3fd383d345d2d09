import { byMeaning } from './code-group';

/**
 * Codes of status type X that are no open exception: scans, clearance, places of waiting, and news that say nothing of
 * progress. Source: UPS Developer Portal, Tracking API, Appendix, "Package Exceptions".
 */
export const PACKAGE_UPDATES = byMeaning({
  ACCEPTED: [
    { codes: 'P4 Z5', says: 'Picked up, or received by UPS' },
    { codes: 'HF', says: 'Reported as picked up' },
  ],
  IN_TRANSIT: [
    { codes: 'F0 GD', facilityAction: 'ARRIVED', says: 'Arrived at a facility' },
    { codes: '2O F3', facilityAction: 'DEPARTED', says: 'Departed from a facility' },
    { codes: 'HL PG RB YT', facilityAction: 'PROCESSED', says: 'Processed at a facility' },
    { codes: 'IP XD', facilityAction: 'PROCESSED', says: 'Import scan' },
    { codes: 'YX', facilityAction: 'DEPARTED', says: 'Export scan' },
    { codes: 'UI', says: 'On the way to a UPS facility' },
    { codes: 'TE W8', says: 'Moving in bond, or to a free trade zone' },
    { codes: 'ZW', says: 'On the way to the local post office' },
    { codes: '4J', says: 'Taken out of storage' },
    { codes: 'HM', says: 'Redirected to the delivery centre' },
    { codes: '3P', says: 'Taken back from the Access Point by UPS' },
  ],
  CUSTOMS_STARTED: [
    { codes: '4C 7I 7M B3 B6 BV C3 D5 DB ER HW S4 S5 SI SY TT X4 Y5', says: 'Being prepared for clearance' },
    { codes: 'Y1 Z1 LV', says: 'With the clearing agency' },
  ],
  CUSTOMS_CLEARED: [
    { codes: 'DA', says: 'Released by the clearing agency' },
    { codes: 'XZ', says: 'Cleared, too late for the planned transport' },
    { codes: 'Z3', says: 'Broker assigned, released to move' },
    // SR: the example of `status.code` in UPS's OpenAPI file for Tracking; not in the list.
    { codes: 'SR', says: 'Released by customs' },
  ],
  PARTNER_HANDOFF: [
    { codes: '4B LX', says: 'Given to a postal provider' },
    { codes: '2V', says: 'Sent back to the post office for delivery' },
    { codes: 'F7 OA VX ZV', says: 'Given to an agent or partner for the last mile' },
    { codes: 'ZN', says: 'Left the postal international centre for final delivery' },
  ],
  AT_DELIVERY_DEPOT: [
    { codes: 'RC ZK', says: 'At the local post office' },
    { codes: 'YR', says: 'At the distribution facility, delivery on the next business day' },
  ],
  OUT_FOR_DELIVERY: [
    { codes: 'RK RL 76', says: 'Out for delivery' },
    { codes: 'ZS', says: 'Out for delivery to an Access Point' },
    { codes: 'ZX ZY ZZ', says: 'Expedited, to be delivered by the end of the day' },
  ],
  DELIVERED: [
    { codes: 'F4 KM', says: 'Delivered' },
    { codes: 'FT', deliveredTo: 'SERVICE_POINT', says: 'Collected by the receiver' },
    {
      codes: '64',
      reasons: ['delivery.arrived_damaged'],
      says: 'Delivered, with damage that the sender will be told of',
    },
  ],
  AVAILABLE_FOR_PICKUP: [
    { codes: 'I5 ZP', deliveredTo: 'SERVICE_POINT', says: 'At an Access Point' },
    { codes: '8I', deliveredTo: 'SERVICE_POINT', says: 'Not collected yet: earlier scan corrected' },
    { codes: '6B', deliveredTo: 'SERVICE_POINT', says: 'Access Point is closing down' },
    {
      codes: '5G',
      reasons: ['recipient.not_collected'],
      deliveredTo: 'SERVICE_POINT',
      says: 'Still at the Access Point, close to the last day',
    },
    { codes: 'VB UE', deliveredTo: 'SERVICE_POINT', says: 'Waiting at a UPS facility for a limited number of days' },
  ],
  INFORMATION: [
    {
      codes: '9I 6G YG',
      reasons: ['address.corrected'],
      says: 'Address corrected, or forwarded to the address on file',
    },
    { codes: '30', says: 'Request cancelled' },
    {
      codes:
        '37 78 E0 H6 O7 TB 92 93 G1 JA JC JH JI JJ K8 L0 L8 O1 O2 O3 O9 R3 R8 RF RG RH RW S0 SO SU T4 T5 T6 TO TR UT UZ VA VD VE VF VG VH VM ZA ZB ZC FW',
      says: 'Delivery change or instruction',
    },
    {
      codes: 'HJ 3S 3U 3V 3Q 3R 3W 4M 4N 5S 6H 6I 6J 6K 6L 6Z 7C 7D 7E RI ZD ZL',
      says: 'Upgrade or Access Point plan',
    },
    { codes: 'KN', says: 'Receiver keeps the package' },
    {
      codes: '2E D7 ZO 79 99 LU TL JB 63 4F LY Y9 77 VZ 2R 2S 2U 8M 4H 9C 9D 9J 9K 1T CG IB I3',
      says: 'Updated information, plan or number',
    },
    { codes: '1D 1M E7 X0 BQ BR KO TA TK VI VJ VQ VR Y2 Y3', says: 'Contact made, charges paid, or a hold resolved' },
    { codes: '2G 3Z 5A 5B 6W 6X GN GO GQ GR I9 LN LO LQ UL UW K5 K6 8C 8E 8F', says: 'Claim, investigation or refund' },
    { codes: 'FN K7', says: 'Receiver acknowledged receipt' },
    { codes: '56 59', reasons: ['carrier.processing_delay'], says: 'Delivered after the committed time' },
    { codes: '4L YS YU TS J9 F5 T7 T8 V9 VU VV VW Z7 Z8 ZU', says: 'Handling of the goods' },
    // Seen under type X in replies of the XML service, as a refund request and an internal record; not in the list.
    { codes: 'DM KB', says: 'Refund requested, or internal record' },
  ],
});
