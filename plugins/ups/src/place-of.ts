import { asText, pick, place, type Loose, type Place } from '@whereabouts/plugin-sdk';

/** How UPS spells the parts of an address: Tracking JSON and Track Alert, the XML service, Quantum View. */
const SPELLINGS = {
  city: ['city', 'City', 'PoliticalDivision2'],
  region: ['stateProvince', 'StateProvinceCode', 'PoliticalDivision1'],
  postalCode: ['postalCode', 'PostalCode', 'PostcodePrimaryLow'],
  country: ['countryCode', 'country', 'CountryCode'],
} as const;

/** UPS writes ZZ for an unknown country, and KV for Kosovo where everybody else has XK. */
const COUNTRIES: ReadonlyMap<string, string | null> = new Map([
  ['ZZ', null],
  ['KV', 'XK'],
]);

/** The place of an address in any of UPS's formats. Streets and names are left out: they say nothing about a scan. */
export function placeOf(address: Loose): Place | null {
  const part = (spellings: readonly string[]): string | null => {
    for (const key of spellings) {
      const text = asText(pick(address, key));
      if (text !== null) return text;
    }
    return null;
  };
  const country = part(SPELLINGS.country)?.toUpperCase() ?? null;
  return place({
    city: part(SPELLINGS.city),
    region: part(SPELLINGS.region),
    // The XML service pads ZIP+4 with blanks: `60540   3920`.
    postalCode: part(SPELLINGS.postalCode)?.replace(/^(\d{5})\s+(\d{4})$/, '$1-$2'),
    country: country !== null && COUNTRIES.has(country) ? COUNTRIES.get(country) : country,
  });
}
