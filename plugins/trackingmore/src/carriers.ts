import { carrierCode } from '@whereabouts/plugin-sdk';

/** Codes of couriers that are not what they are called everywhere. Source: TrackingMore, list of couriers. */
const COURIERS: Readonly<Record<string, string>> = {
  'denmark-post': 'postnord',
  // The others of the group have codes of their own.
  dhl: 'dhl-express',
  'dhl-uk': 'dhl-parcel-uk',
  exapaq: 'dpd',
  'finland-posti': 'posti',
  'international-seur': 'seur',
  'italy-sda': 'poste-italiane',
  sfb2c: 'sf-express',
  'sweden-posten': 'postnord',
  'tnt-click': 'tnt',
  'tnt-fr': 'tnt',
  'tnt-it': 'tnt',
  'tnt-lt': 'tnt',
};
const CARRIERS: ReadonlyMap<string, string> = new Map(Object.entries(COURIERS));

export const carrierOf = (code: string | null): string | null => CARRIERS.get(code ?? '') ?? carrierCode(code);
