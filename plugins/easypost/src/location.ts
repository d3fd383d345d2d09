import { asObject, asText, place, type Loose, type Place } from '@whereabouts/plugin-sdk';

/** A TrackingLocation object; any of its parts may be null. */
export function placeOf(location: Loose): Place | null {
  const said = asObject(location);
  if (said === null) return null;
  return place({
    city: asText(said['city']),
    region: asText(said['state']),
    country: asText(said['country']),
    postalCode: asText(said['zip']),
  });
}

/** `CITY ST US` or `CITY ST, US, 12345`. */
const WITH_COUNTRY =
  /^(?<city>\D+?),? (?<region>[A-Z]{2}),? (?<country>[A-Z]{2})(?:, (?<postalCode>[\dA-Z -]{3,10}))?$/;
/** `CITY ST, 12345`: the two letters may be a state or a country, so they are left out. */
const WITHOUT_COUNTRY = /^(?<city>\D+?) [A-Z]{2}, (?<postalCode>\d{4,5}(?:-\d{4})?)$/;

/** A location that EasyPost wrote out for display, as far as its parts can be told apart. */
export function placeOfText(text: Loose): Place | null {
  const written = asText(text);
  if (written === null) return null;
  return place((WITH_COUNTRY.exec(written) ?? WITHOUT_COUNTRY.exec(written))?.groups ?? {});
}
