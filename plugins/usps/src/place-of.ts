import type { PlaceInput } from '@whereabouts/plugin-sdk';

/** `JACKSONVILLE FL DISTRIBUTION CENTER`, `ISC NEW YORK NY(USPS)`: facilities stand in the city, with their state. */
export const FACILITY =
  /^(?:ISC )?(.+?) ([A-Z]{2})(?: (?:.*(?:CENTER|ANNEX|FACILITY|PLANT|HUB|P&DC|NDC|RPDC|LPC|S&DC).*)|\(USPS\))$/i;

/** Events without a country happened in the US. */
export function placeOf(city: string | null, region: string | null, postalCode: string | null, country: string | null) {
  const [facility, town, state] = (region === null && city !== null && FACILITY.exec(city)) || [];
  const where: PlaceInput = { city, region, postalCode, country: country ?? 'US' };
  return facility === undefined ? where : { ...where, city: town, region: state?.toUpperCase(), facility };
}
