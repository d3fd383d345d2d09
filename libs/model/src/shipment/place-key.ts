import type { Place } from './milestone';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a over the letters and digits of a text, upper-cased: punctuation and spacing do not matter. */
function mix(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit >= 97 && unit <= 122) unit -= 32;
    const isPlain = unit < 128;
    if (isPlain && !((unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90))) continue;
    mixed = Math.imul(mixed ^ unit, FNV_PRIME);
  }
  return Math.imul(mixed ^ 0x7c, FNV_PRIME);
}

/**
 * A short key, equal for scans at the same facility as far as the source tells facilities apart: the facility with its
 * town, else the postal code, else the town. Empty when the place says too little (a region, a country, nothing): such
 * scans are never taken for repeats. Only compared, never shown.
 */
export function placeKey(place: Place | null): string {
  if (place === null || !(place.facility || place.postalCode || place.city)) return '';
  let hash = mix(FNV_OFFSET, place.country ?? '');
  if (place.facility) hash = mix(mix(hash, place.facility), place.city ?? place.postalCode ?? '');
  else if (place.postalCode) hash = mix(hash, place.postalCode);
  else hash = mix(mix(hash, place.region ?? ''), place.city ?? '');
  return (hash >>> 0).toString(36);
}
