import { trackingUrl, type ShipmentRecord } from '@whereabouts/plugin-sdk';
import type { Product } from './codes';

/** Postal numbers (IMpb, 20 digits and more) and those that start with MI are Mail Innovations; SurePost has 1Z numbers. */
const MAIL = /^(?:9\d{19,33}|MI\w+)$/i;
/** Small packages have codes of two characters, freight activities three digits. */
const FREIGHT_CODE = /^\d{3}$/;

/** Whose list of codes applies to a parcel. */
export function productOf(trackingNumber: string, codes: readonly (string | null)[]): Product {
  if (MAIL.test(trackingNumber)) return 'MAIL_INNOVATIONS';
  return codes.some((code) => code !== null && FREIGHT_CODE.test(code)) ? 'FREIGHT' : 'PACKAGE';
}

/** Canonical carrier of a product. */
export const carrierOfProduct = (product: Product): string =>
  product === 'MAIL_INNOVATIONS' ? 'ups-mail-innovations' : 'ups';

/** What identifies a parcel, and where its recipient follows it. */
export function identityOf(
  trackingNumber: string,
  product: Product,
): Pick<ShipmentRecord, 'trackingNumber' | 'carrier' | 'trackingUrl'> {
  const carrier = carrierOfProduct(product);
  return {
    trackingNumber,
    carrier,
    trackingUrl: trackingUrl(carrier, trackingNumber) ?? trackingUrl('ups', trackingNumber) ?? undefined,
  };
}
