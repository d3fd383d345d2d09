import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Statuses of tracking events and of packages. */
export const CODES = codeTable('YunExpress OMS API, tracking statuses and package states', [
  ...alike('10 package-0', { means: 'LABEL_CREATED', says: 'Order information received' }),
  ...alike('20', { means: 'IN_TRANSIT', says: 'In transit' }),
  ...alike('30', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' }),
  ...alike('40', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('50', { means: 'DELIVERED' }),
  ...alike('60', { means: 'ATTEMPT_FAILED' }),
  ...alike('70', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  ...alike('80', { means: 'RETURNING' }),
  ...alike('package-1 package-2 package-', { means: 'INFORMATION' }),
  ...alike('package-3', { means: 'DELIVERED' }),
  ...alike('package-4 package-5 package-6 package-7', { means: 'INFORMATION', says: 'Trouble that the events name' }),
  ...wordings('en'),
]);
