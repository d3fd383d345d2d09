import { carrierCode } from '@whereabouts/plugin-sdk';

/** Keys of carriers that documents name without their names. Source: 17TRACK, list of carriers. */
const KEYS: Readonly<Record<string, string>> = {
  1151: 'australia-post',
  3011: 'china-post',
  7041: 'dhl-parcel-de',
  11031: 'royal-mail',
  21051: 'usps',
  100001: 'dhl-express',
  100002: 'ups',
  100003: 'fedex',
  190012: 'yanwen',
};

/** By its name where there is one: a key that is not known says nothing to others. */
export const carrierOfKey = (key: string | null, name: string | null): string | null =>
  carrierCode(name) ?? (key === null ? null : (KEYS[key] ?? null));
