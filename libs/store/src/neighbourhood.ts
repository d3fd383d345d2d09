import type { Place } from '@whereabouts/model';

/** Country and postal code of where a parcel goes, such as `US|10001`; null unless both are known. */
export const neighbourhoodOf = (destination: Place | null): string | null =>
  destination?.country && destination.postalCode ? `${destination.country}|${destination.postalCode}` : null;

/** The same of the destination of a shipment. */
export const neighbourhoodSql = (shipment: string): string =>
  `(${shipment}.destination->>'country') || '|' || (${shipment}.destination->>'postalCode')`;
