import { hash } from 'node:crypto';
import { streetLine, type Place } from '@whereabouts/model';
import { countryCode } from './country-code';
import { textAt, type Loose } from './loose';

/** What a source may say of a place: any part may be missing, null or blank. */
export type PlaceInput = { readonly [K in Exclude<keyof Place, 'streetKey'> | 'street']?: string | null };

/**
 * A Place of the parts that were said, trimmed; null when none was. A country becomes its code, or is left out when unknown. Of a
 * street line with its postal code and country only a hash is kept.
 */
export function place(input: PlaceInput): Place | null {
  // Each source says other parts: what is there is gone through once, because to ask for what is not there takes longest.
  let city, region, postalCode, country, facility, street: string | null | undefined;
  for (const part in input) {
    const text = input[part as keyof PlaceInput];
    switch (part as keyof PlaceInput) {
      case 'city':
        city = text?.trim();
        break;
      case 'region':
        region = text?.trim();
        break;
      case 'postalCode':
        postalCode = text?.trim();
        break;
      case 'country':
        country = countryCode(text?.trim());
        break;
      case 'facility':
        facility = text?.trim();
        break;
      case 'street':
        street = text;
        break;
    }
  }
  const said: { -readonly [K in keyof Place]?: string } = {};
  if (city) said.city = city;
  if (region) said.region = region;
  if (postalCode) said.postalCode = postalCode;
  if (country) said.country = country;
  if (facility) said.facility = facility;
  const line = street ? streetLine(street) : '';
  if (line !== '' && postalCode && country) said.streetKey = streetKey(line, postalCode, country);
  return city || region || postalCode || country || facility ? said : null;
}

/** With postal code and country, so that the same line elsewhere is another key. */
const streetKey = (street: string, postalCode: string, country: string): string =>
  hash('sha256', JSON.stringify([country, postalCode.toUpperCase().replaceAll(' ', ''), street])).slice(0, 24);

/** Under which key, or the first of which keys, a source writes a part of a place. */
export type PlacePaths = { readonly [K in keyof PlaceInput]?: string | readonly string[] };

/** The parts of a place that a value holds under these keys, as `place` and events take them. */
export function placeAt(value: Loose, paths: PlacePaths): PlaceInput {
  const said: { -readonly [K in keyof PlaceInput]?: string | null } = {};
  for (const key in paths) {
    const where = paths[key as keyof PlaceInput];
    if (where !== undefined)
      said[key as keyof PlaceInput] = typeof where === 'string' ? textAt(value, where) : textAt(value, ...where);
  }
  return said;
}

const US =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR';
const CA = 'AB BC MB NB NL NS NT NU ON PE QC SK YT';
const COUNTRY_OF_REGION: ReadonlyMap<string, string> = new Map([
  ...US.split(' ').map((code) => [code, 'US'] as const),
  ...CA.split(' ').map((code) => [code, 'CA'] as const),
]);

/**
 * A place written in one text, from small to large: `Los Angeles, CA, US`, `Columbus, OH`, `Paris, France`. Two letters
 * that may be a state as well as a country, as in `Dover, DE`, say neither; `states` is for sources that write states of
 * the US and provinces of Canada so. Null for an empty text.
 */
export function placeOfText(text: string | null | undefined, second?: 'states'): PlaceInput | null {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [city, next, ...rest] = parts;
  if (city === undefined) return null;
  if (next === undefined) return { city };
  const last = rest.at(-1);
  if (last !== undefined) return { city, region: next, country: last };
  const state = COUNTRY_OF_REGION.get(next.toUpperCase());
  const country = countryCode(next);
  if (state !== undefined)
    return second === 'states' || country === null ? { city, region: next, country: state } : { city };
  return country === null ? { city, region: next } : { city, country };
}
