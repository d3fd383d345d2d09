import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/** Event codes ("waarnemingen"), as PostNL's list for developers tells them. Codes of one meaning stand together. */
export const EVENTS: readonly CodeRow[] = [
  // Announced.
  ...alike('A01 A03 A10 A71 F01 J93 M02 X80', { means: 'LABEL_CREATED', says: 'Announced, not yet with PostNL' }),
  { code: 'M01', means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Announced, never handed over' },
  ...alike('J56 X81', { means: 'INFORMATION', says: 'On the way to collect; a return was announced' }),

  // Handed over and collected.
  ...alike('B01 B04 B06 C01 C02 V12 V13 V23 V50 X40 Z80', {
    means: 'ACCEPTED',
    says: 'Received or collected by PostNL',
  }),
  ...alike('A73 A74', { means: 'ACCEPTED', says: 'Received by the partner abroad' }),
  ...alike('D02 D04', { means: 'PICKUP_FAILED', reasons: ['address.incorrect'] }),
  ...alike('D05', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] }),
  ...alike('D06', { means: 'PICKUP_FAILED', reasons: ['shipper.label_unreadable'] }),
  ...alike('D07 X43', { means: 'PICKUP_FAILED', reasons: ['shipper.packaging'] }),
  { code: 'X42', means: 'PICKUP_FAILED', reasons: ['shipper.weight_or_dimensions'] },
  ...alike('D03 D09 D40 Y80 Y81', { means: 'PICKUP_FAILED', says: 'Could not be collected' }),
  ...alike('D41 H30 H31 Q02 R06', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),

  // On the way.
  ...alike('J01 J06 J10 J27 J28 J61 R01 X07 X14 X15 X16 X50 X51', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'Sorted',
  }),
  ...alike('A76 X02 X08', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in the country' }),
  ...alike(
    `A72 A75 I06 J04 J21 J30 J31 J32 J40 J44 J45 J46 J47 J55 J95 Q12 Q13 Q15 Q16 Q17 Q18 Q19 S05 V22 X01 X06 X19 X52
     X68 Y05`,
    { means: 'IN_TRANSIT', says: 'On its way' },
  ),
  { code: 'K02', means: 'IN_TRANSIT', reasons: ['recipient.moved'], says: 'Sent on to a new address' },
  ...alike(
    `G01 G02 G03 G05 H32 J07 J09 J14 J17 J22 J24 J26 J36 J39 J92 K01 K25 T02 T04 V01 V02 V03 V04 V06 V11 V21 V31 Y07
     Y08 Y33 Y35 Y43 Y60 Y61 Y62 Y66`,
    { means: 'DELAYED', says: 'Later than planned' },
  ),
  { code: 'Y65', means: 'DELAYED', reasons: ['external.weather'] },
  ...alike('J05 J59 X55', { means: 'OUT_FOR_DELIVERY', says: 'The deliverer is on the way' }),

  // Customs.
  ...alike('X03 X60 X62 Y25', { means: 'CUSTOMS_STARTED', says: 'With customs' }),
  ...alike('X04 X61 X65', { means: 'CUSTOMS_CLEARED', says: 'Cleared by customs' }),
  ...alike('X30 X63 X64 Y64', { means: 'HELD', reasons: ['customs.delay'] }),
  { code: 'X10', means: 'HELD', reasons: ['customs.documents'] },
  { code: 'X67', means: 'HELD', reasons: ['customs.duties_unpaid'] },
  ...alike('X66 Y46', { means: 'HELD', reasons: ['customs.inspection'] }),

  // Not delivered.
  ...alike('J29 J94 K14 Y02 Y10', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('H36 K16 Y01 Y09 Y12 Y17 Y30 Y31 Y32', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }),
  ...alike('Y03 Y13 Y44 Y50', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  { code: 'K41', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] },
  { code: 'Y36', means: 'ATTEMPT_FAILED', reasons: ['recipient.verification_failed'] },
  { code: 'Y41', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] },
  { code: 'Y22', means: 'ATTEMPT_FAILED', reasons: ['recipient.moved'] },
  ...alike('D08 H34 J08 J16 J41 J42 J48 K15 K70 K71 Y15 Y37 Y38 Y39 Y42', {
    means: 'ATTEMPT_FAILED',
    says: 'Could not be delivered',
  }),

  // Trouble.
  { code: 'J33', means: 'EXCEPTION', reasons: ['address.incorrect'] },
  ...alike('Y23 Y24', { means: 'EXCEPTION', reasons: ['address.corrected'] }),
  ...alike('Y04 Y11 Y14', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  { code: 'Y71', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Missing' },
  ...alike('F03 F04 F05 F06 F07 F08 F10 K30 Y48', { means: 'EXCEPTION', reasons: ['shipper.data_missing'] }),
  { code: 'H23', means: 'EXCEPTION', reasons: ['recipient.not_available'], says: 'No appointment could be made' },
  ...alike('K91 Q14', { means: 'HELD', reasons: ['carrier.held_at_facility'] }),
  ...alike('K92 Y29', { means: 'TERMINATED', reasons: ['carrier.destroyed'] }),
  { code: 'Y45', means: 'TERMINATED', reasons: ['shipper.prohibited'] },

  // Going back.
  ...alike('H01 H38', { means: 'RETURNING', reasons: ['recipient.refused'] }),
  ...alike('H02 H12 Y16', { means: 'RETURNING', reasons: ['address.incorrect'] }),
  ...alike('H03 Y20', { means: 'RETURNING', reasons: ['recipient.not_collected'] }),
  ...alike('H04 H35 Y18', { means: 'RETURNING', reasons: ['carrier.damage'] }),
  ...alike('H05 H07 Y40', { means: 'RETURNING', reasons: ['recipient.not_available'] }),
  { code: 'H08', means: 'RETURNING', reasons: ['recipient.verification_failed'] },
  ...alike('H09 H10 Y19', { means: 'RETURNING', reasons: ['shipper.prohibited'] }),
  ...alike('H15 H52', { means: 'RETURNING', reasons: ['shipper.weight_or_dimensions'] }),
  ...alike('H16 H17 Y47', { means: 'RETURNING', reasons: ['customs.documents'] }),
  ...alike('H18 H20 H22 H24 H25 H51 I07 K43 X20 X21 X22 X24 Y21', { means: 'RETURNING' }),
  { code: 'J63', means: 'RETURNED', says: 'The return was delivered' },

  // Waiting, and delivered.
  ...alike('I08 J02 J12 J23 J52 X05 Y26', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at a PostNL point' }),
  ...alike('01B A80 I01 I03 I23 J91 Z01 Z02 Z03 Z04 Z08', { means: 'DELIVERED' }),
  ...alike('I05 I11', { means: 'DELIVERED', deliveredTo: 'MAILBOX' }),
  { code: 'I09', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  ...alike('I10 Z05', { means: 'DELIVERED', deliveredTo: 'NEIGHBOR' }),
  ...alike('I12 Z09', { means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' }),
  ...alike('I02 I22 Z06', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),

  // Told, and nothing more.
  ...alike('A08 A09 A11 A12 A13 A27 A28 A29 A30 A31 A32 A34 A35 A42 A94 A99 J90 K03', {
    means: 'INFORMATION',
    reasons: ['recipient.requested_change'],
  }),
  ...alike(
    `A04 A18 A19 A20 A21 A22 A24 A25 A41 A43 A46 A65 A95 A96 A98 B03 J80 K33 K50 K90 M03 P20 P21 P22 P23 P24 X11 X17`,
    { means: 'INFORMATION' },
  ),
];
