import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes, of four digits. The first digit is the stage. */
export const CODES = codeTable('Hermes Germany HSI, shipment status codes', [
  { code: '0000', means: 'LABEL_CREATED', says: 'Notified electronically' },
  { code: '1000', means: 'ACCEPTED', says: 'Handed over to Hermes' },
  { code: '2000', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At a distribution center' },
  { code: '3000', means: 'OUT_FOR_DELIVERY', says: 'Gone out on a delivery route' },
  { code: '3500', means: 'DELIVERED', says: 'Delivered' },
  { code: '4000', text: /refus|verweiger/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  ...alike('4000 4500', { means: 'ATTEMPT_FAILED', says: 'Could not be delivered' }),
  { code: '5000', means: 'AVAILABLE_FOR_PICKUP', says: 'At a ParcelShop' },
  { code: '6000', means: 'HELD' },
  { code: '7000', means: 'DELAYED' },
  ...wordings('en', 'de'),
]);
