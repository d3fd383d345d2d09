import { place, textAt, type Loose, type Place } from '@whereabouts/plugin-sdk';

/** How UPS spells the parts of an address: Tracking JSON and Track Alert, the XML service, Quantum View. */
const SPELLINGS = {
  city: ['city', 'City', 'PoliticalDivision2'],
  region: ['stateProvince', 'StateProvinceCode', 'PoliticalDivision1'],
  postalCode: ['postalCode', 'PostalCode', 'PostcodePrimaryLow'],
  country: ['countryCode', 'country', 'CountryCode'],
} as const;

/** Kosovo is KV or XK with UPS. (ZZ, which UPS writes for an unknown country, is none.) */
const COUNTRIES: ReadonlyMap<string | null, string> = new Map([
  ['KV', 'XK'],
  ['XK', 'XK'],
]);

/** The place of an address in any of UPS's formats. Streets and names are left out: they say nothing about a scan. */
export function placeOf(address: Loose): Place | null {
  const part = (spellings: readonly string[]): string | null => {
    for (const key of spellings) {
      const text = textAt(address, key);
      if (text !== null) return text;
    }
    return null;
  };
  const country = part(SPELLINGS.country)?.toUpperCase() ?? null;
  const said = place({
    city: part(SPELLINGS.city),
    region: part(SPELLINGS.region),
    // The XML service pads ZIP+4 with blanks: `60540   3920`.
    postalCode: part(SPELLINGS.postalCode)?.replace(/^(\d{5})\s+(\d{4})$/, '$1-$2'),
    country: COUNTRIES.get(country) ?? country,
  });
  // No ISO code, but the one that carriers, banks and the EU agree on.
  return COUNTRIES.get(country) === 'XK' ? { ...said, country: 'XK' } : said;
}
