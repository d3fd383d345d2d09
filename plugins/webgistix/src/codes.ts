import { alike, codeTable } from '@whereabouts/plugin-sdk';

/** Webgistix has no codes: a number stands where the order was shipped, and words where it was not. */
export const CODES = codeTable(
  'Webgistix XML API, GetTracking: ShipmentTrackingNumber and DateShipped',
  [
    { code: 'DateShipped', means: 'HANDED_OVER', says: 'Shipped' },
    { code: 'Not Shipped', means: 'INFORMATION', says: 'The warehouse has it' },
    { code: 'Not Found', means: 'INFORMATION', says: 'The warehouse does not know the order' },
    ...alike('Backordered Backorder', { means: 'BACKORDERED', reasons: ['shipper.out_of_stock'] }),
    ...alike('Cancelled Canceled', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ],
  { fold: 'case' },
);
