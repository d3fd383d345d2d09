import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/** Event codes of the InPost group: leg (creation, first, middle, last mile, end of life, return, customs) and number. */
export const EVENTS: readonly CodeRow[] = [
  // In Poland the titles say more than the catalogue: handed in at a locker or counter, out with the courier. Observed by
  // the ha-inpost and universal-parcel-scraper projects.
  { code: 'FMD.1001', text: /^nadana(?!\p{L})/iu, means: 'ACCEPTED' },
  { code: 'LMD.1001', text: /wydana do doręczenia/iu, means: 'OUT_FOR_DELIVERY' },

  // Announced, collected, handed over.
  ...alike('CRE.1001 CRE.1002 FMD.1001 FMD.1007', { means: 'LABEL_CREATED' }),
  ...alike('FMD.1002 FMD.1004 FMD.1005', { means: 'ACCEPTED', says: 'Collected by courier' }),
  ...alike('FMD.1008 FMD.1010 FMD.1011 FMD.1014', { means: 'PICKUP_FAILED' }),
  ...alike('FMD.1009 FMD.1012 FMD.1017', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'] }),
  { code: 'FMD.1016', means: 'PICKUP_FAILED', reasons: ['address.access_restricted'] },
  { code: 'FUL.1001', means: 'PICKED' },
  { code: 'FUL.1002', means: 'PACKED' },
  { code: 'FUL.1003', means: 'HANDED_OVER', says: 'Dispatched from fulfilment' },
  { code: 'HAN.1001', means: 'PARTNER_HANDOFF' },

  // On the way.
  ...alike('FMD.1003 FMD.1006 FMD.1015 MMD.1004 LMD.1001 LMD.1002', { means: 'IN_TRANSIT' }),
  { code: 'MMD.1001', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  ...alike('MMD.1002 MMD.1005 MMD.3001', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('MMD.1003 MMD.1007', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  { code: 'CC.001', means: 'CUSTOMS_STARTED' },
  { code: 'CC.002', means: 'CUSTOMS_CLEARED' },
  { code: 'CC.003', means: 'HELD', reasons: ['customs.delay'] },
  ...alike('INF.9001 LMD.9020 LMD.9023 LMD.9026', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }),
  ...alike('LMD.9021 LMD.9022', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'No room in the locker' }),
  ...alike('INF.9003 INF.9004', { means: 'DELAYED', reasons: ['external.non_service_day'] }),
  ...alike('INF.9005 LMD.9028', { means: 'DELAYED', reasons: ['external.disaster'], says: 'Force majeure' }),
  { code: 'INF.9009', means: 'DELAYED', reasons: ['address.incorrect'] },
  ...alike('INF.9016 INF.9017', { means: 'DELAYED', says: 'Rescheduled by the sender, or waits for a booking' }),

  // Waiting, and stopped.
  ...alike('LMD.1003 LMD.1004 LMD.1005 LMD.1006 LMD.3007 LMD.9012 LMD.9013', {
    means: 'AVAILABLE_FOR_PICKUP',
    says: 'Ready to collect, where it was sent or for the time being',
  }),
  ...alike('LMD.3008 LMD.3009 LMD.3010 LMD.3011 LMD.9002 LMD.9019', {
    means: 'HELD',
    reasons: ['recipient.not_collected'],
  }),
  ...alike('MMD.1006 LMD.9027', { means: 'HELD', reasons: ['shipper.prohibited'] }),
  { code: 'MMD.9001', means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Quarantine' },
  ...alike('FMD.9002 LMD.9003', { means: 'EXCEPTION', reasons: ['shipper.weight_or_dimensions'] }),
  ...alike('MMD.1009 LMD.9030 EOL.9002', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  { code: 'EOL.9001', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Missing' },

  // At the door.
  ...alike('LMD.9004 LMD.9018', { means: 'ATTEMPT_FAILED' }),
  { code: 'LMD.9005', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Undeliverable' },
  { code: 'LMD.9006', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  ...alike('LMD.9007 LMD.9015', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }),
  { code: 'LMD.9008', means: 'ATTEMPT_FAILED', reasons: ['recipient.unknown'] },
  { code: 'LMD.9009', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] },
  ...alike('LMD.9010 LMD.9011 LMD.9016 LMD.9025', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  { code: 'LMD.9017', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'LMD.9024', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'], says: 'Counter closed' },
  { code: 'LMD.9029', means: 'ATTEMPT_FAILED', reasons: ['recipient.verification_failed'], says: 'Under age' },

  // The end.
  ...alike('EOL.1001 EOL.1002', { direction: 'RETURN', means: 'RETURNED' }),
  ...alike('EOL.1001 EOL.1002', { means: 'DELIVERED', says: 'Delivered; collected' }),
  { code: 'EOL.1003', means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'EOL.1004', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'EOL.1005', means: 'DELIVERED', deliveredTo: 'RECIPIENT' },
  ...alike('EOL.1006 EOL.1007', { means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Elsewhere, or to a third party' }),
  { code: 'EOL.1008', means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: 'EOL.9003', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { code: 'EOL.9006', means: 'TERMINATED', reasons: ['carrier.destroyed', 'shipper.prohibited'] },
  { code: 'EOL.9004', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  { code: 'EOL.9005', means: 'TERMINATED', reasons: ['recipient.cancelled'] },
  { code: 'LMD.9014', means: 'RETURNING', reasons: ['recipient.not_collected'] },
  { code: 'RTS.1001', means: 'RETURNING' },
  { code: 'RTS.1002', means: 'RETURNED' },

  // Told, and nothing more: being sent elsewhere is no movement yet.
  ...alike('LMD.3001 LMD.3002 LMD.3003 LMD.3004 LMD.3005 LMD.3015 LMD.3016 LMD.3017', {
    means: 'INFORMATION',
    says: 'Another point was assigned',
  }),
  ...alike('LMD.3006 LMD.3013 LMD.3014 INF.9010', { means: 'INFORMATION', reasons: ['recipient.requested_change'] }),
  ...alike('FMD.1013 FMD.9001 LMD.3012 LMD.9001 INF.1001 INF.9012 INF.9013 INF.9014', { means: 'INFORMATION' }),
];
