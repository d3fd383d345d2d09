import { carrierCode } from '@whereabouts/plugin-sdk';

/** Keys of carriers that documents name without their names. Source: 17TRACK, list of carriers. */
const KEYS: Readonly<Record<string, string>> = {
  1151: 'australia-post',
  1161: 'post-at',
  2061: 'bpost',
  2151: 'correios',
  3011: 'china-post',
  3013: 'china-post',
  3041: 'canada-post',
  4011: 'postnord',
  6041: 'posti',
  6051: 'la-poste',
  7041: 'dhl-parcel-de',
  7044: 'deutsche-post',
  7047: 'dhl-ecommerce',
  8011: 'hong-kong-post',
  9021: 'india-post',
  9051: 'an-post',
  9061: 'israel-post',
  9071: 'poste-italiane',
  10021: 'japan-post',
  11031: 'royal-mail',
  11033: 'parcelforce',
  11051: 'korea-post',
  14041: 'postnl',
  14044: 'postnl',
  14061: 'nz-post',
  14081: 'bring',
  16081: 'poczta-polska',
  16101: 'ctt',
  19131: 'singapore-post',
  19181: 'correos',
  19241: 'postnord',
  19251: 'swiss-post',
  21051: 'usps',
  100001: 'dhl-express',
  100002: 'ups',
  100003: 'fedex',
  190012: 'yanwen',
};

/** By its key, which says more than names such as "DHL" and "Norway Post"; else by its name. Other keys say nothing to others. */
export const carrierOfKey = (key: string | null, name: string | null): string | null =>
  (key === null ? null : (KEYS[key] ?? null)) ?? carrierCode(name);
