import type { CodeRow } from '@whereabouts/plugin-sdk';
import { ofDivision } from './of-division';

const express = ofDivision('express');

/** DHL Express. Source: DHL's list of event codes by service, `express`; 101 to 104 stand on shipments, not on events. */
export const EXPRESS: readonly CodeRow[] = [
  ...express('LABEL_CREATED', '104'),
  ...express('ACCEPTED', 'PU SA'),
  ...express('IN_TRANSIT', 'AF', { facilityAction: 'ARRIVED' }),
  ...express('IN_TRANSIT', 'PL TR', { facilityAction: 'PROCESSED' }),
  ...express('IN_TRANSIT', 'DF', { facilityAction: 'DEPARTED' }),
  ...express('IN_TRANSIT', '102'),
  ...express('IN_TRANSIT', 'PD', { reasons: ['delivery.partial'] }),
  ...express('PARTNER_HANDOFF', 'FD TP'),
  ...express('CUSTOMS_STARTED', 'BN IC'),
  ...express('CUSTOMS_CLEARED', 'BR CR'),
  ...express('AT_DELIVERY_DEPOT', 'AR', { facilityAction: 'ARRIVED' }),
  ...express('OUT_FOR_DELIVERY', 'WC'),
  ...express('AVAILABLE_FOR_PICKUP', 'CC'),
  ...express('DELIVERED', 'OK 101'),
  ...express('DELIVERED', 'DD', { reasons: ['delivery.arrived_damaged'] }),
  ...express('ATTEMPT_FAILED', 'ND'),
  ...express('ATTEMPT_FAILED', 'NH', { reasons: ['recipient.not_available'] }),
  ...express('ATTEMPT_FAILED', 'CA', { reasons: ['recipient.business_closed'] }),
  ...express('ATTEMPT_FAILED', 'RD', { reasons: ['recipient.refused'] }),
  ...express('HELD', 'CD', { reasons: ['customs.documents'] }),
  ...express('HELD', 'UD', { reasons: ['customs.delay'] }),
  ...express('HELD', 'HP', { reasons: ['recipient.payment_due'] }),
  ...express('HELD', 'OH'),
  ...express('HELD', 'SS', { reasons: ['unknown.unknown'] }),
  ...express('DELAYED', 'MD', { reasons: ['carrier.processing_delay'] }),
  ...express('EXCEPTION', 'BA', { reasons: ['address.incorrect'] }),
  ...express('EXCEPTION', 'CM', { reasons: ['recipient.moved'] }),
  ...express('EXCEPTION', 'MC MS', { reasons: ['carrier.missort'] }),
  ...express('EXCEPTION', 'CS 103', { reasons: ['unknown.unknown'] }),
  ...express('RETURNING', 'RT'),
  ...express('TERMINATED', 'DS', { reasons: ['carrier.destroyed'] }),
  ...express('INFORMATION', 'AD', { reasons: ['recipient.requested_change'] }),
  ...express('INFORMATION', 'PY RR SC SM'),
];
