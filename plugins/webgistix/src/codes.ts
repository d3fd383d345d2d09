import { codeTable } from '@whereabouts/plugin-sdk';

/** Webgistix has no codes: a number stands where the order was shipped, and words where it was not. */
export const CODES = codeTable(
  'Webgistix XML API, GetTracking: ShipmentTrackingNumber and DateShipped',
  [
    { code: 'DateShipped', means: 'HANDED_OVER', says: 'Shipped' },
    { code: 'Not Shipped', means: 'INFORMATION', says: 'The warehouse has it' },
  ],
  { fold: 'case' },
);
