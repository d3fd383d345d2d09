import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Tracking statuses: two letters for the stage, two digits for the step. */
export const CODES = codeTable('Yanwen tracking interface, tracking status codes', [
  ...alike('OR10 OR20', { means: 'LABEL_CREATED', says: 'Order information' }),
  ...alike('PU10', { means: 'ACCEPTED', says: 'Yanwen acceptance' }),
  ...alike('PU30', { means: 'PICKUP_FAILED' }),
  ...alike('SC10', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Sorting centre, arrival' }),
  ...alike('SC20', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorting centre, processing' }),
  ...alike('SC40 SC50', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('LH10 LH20 LH30', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Line haul' }),
  ...alike('LH40', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('EC10 IC10', { means: 'CUSTOMS_STARTED' }),
  ...alike('EC20 IC50 IC60', { means: 'CUSTOMS_CLEARED' }),
  ...alike('EC30 IC20 IC30 IC40', { means: 'HELD', reasons: ['customs.inspection'] }),
  ...alike('LM10', { means: 'PARTNER_HANDOFF', says: 'Given to the last-mile carrier' }),
  ...alike('LM15 LM20', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' }),
  ...alike('LM25', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('LM30', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('LM40', { means: 'DELIVERED' }),
  ...alike('LM50', { means: 'ATTEMPT_FAILED' }),
  ...alike('LM75 LM80', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('LM90 RT10 RT20', { means: 'RETURNING' }),
  ...alike('RT30', { means: 'RETURNED' }),
  ...alike('EX10', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...wordings('en'),
]);
