import type { Place } from '@whereabouts/model';
import { countryCode } from './country-code';

/** What a source may say of a place: any part may be missing, null or blank. */
export type PlaceInput = { readonly [K in keyof Place]?: string | null };

/** A Place of the parts that were said, trimmed; null when none was. A country becomes its code, or is left out when unknown. */
export function place(input: PlaceInput): Place | null {
  const said: { -readonly [K in keyof Place]?: string } = {};
  for (const key of ['city', 'region', 'postalCode', 'country', 'facility'] as const) {
    const text = input[key]?.trim();
    const value = key === 'country' ? countryCode(text) : text;
    if (value) said[key] = value;
  }
  return Object.keys(said).length === 0 ? null : said;
}
