import type { Place } from '../shipment/milestone';
import { MAIN_ZONE, ONE_ZONE, ZONES_BY_POSTAL_CODE, ZONES_BY_REGION } from './zones-table';

const byCountry = new Map(
  `${ONE_ZONE} ${MAIN_ZONE}`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);
const byRegion = new Map(
  Object.entries(ZONES_BY_REGION).map(([country, zones]) => [country, new Map(spellingsOf(zones))]),
);
const byPostalCode = new Map(Object.entries(ZONES_BY_POSTAL_CODE));

/**
 * The IANA zone of a place, or null when country, region and postal code do not tell it: a country of several zones
 * without a region that is known has none. Regions may be given by code (`CA`, `US-CA`) or by name, in any case.
 */
export function zoneOfPlace(place: Pick<Place, 'country' | 'region' | 'postalCode'> | null | undefined): string | null {
  const written = place?.country;
  if (!written) return null;
  // Codes are mostly written as they are kept: nothing to be trimmed, folded or looked up twice.
  const asWritten = byCountry.get(written);
  if (asWritten !== undefined) return asWritten;
  const country = byRegion.has(written) ? written : written.trim().toUpperCase();
  if (country === '') return null;
  const only = byCountry.get(country);
  if (only !== undefined) return only;
  const region = place.region ? zoneOfRegion(country, place.region) : undefined;
  return region ?? zoneOfPostalCode(country, place?.postalCode) ?? null;
}

function zoneOfRegion(country: string, region: string): string | undefined {
  const zones = byRegion.get(country);
  return zones?.get(region) ?? zones?.get(folded(withoutCountry(region, country)));
}

function zoneOfPostalCode(country: string, postalCode: string | undefined): string | undefined {
  const code = postalCode?.trim();
  return code ? byPostalCode.get(country)?.find(([pattern]) => pattern.test(code))?.[1] : undefined;
}

function spellingsOf(zones: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(zones).flatMap(([zone, regions]) =>
    regions.split(/[=,]/).map((spelling): [string, string] => [folded(spelling), zone]),
  );
}

/** ISO 3166-2 writes the country before the region: `US-CA`. */
function withoutCountry(region: string, country: string): string {
  const text = region.trim();
  return text.toUpperCase().startsWith(`${country}-`) ? text.slice(country.length + 1) : text;
}

/** Letters and digits only, upper case, without accents: `Québec` is `QUEBEC`, `Baja California` is `BAJACALIFORNIA`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
