import type { PlaceInput } from '@whereabouts/plugin-sdk';

/** `ALEXANDRIA NSW`, `SYDNEY (AU)`: the last word in brackets is a country; of others it is not certain. */
export function placeOf(location: string | null): PlaceInput | null {
  if (location === null) return null;
  const [, city, country] = /^(.*?)\s*\(([A-Z]{2})\)$/.exec(location) ?? [];
  if (city !== undefined) return { city, country };
  const [, town, region] = /^(.*) (ACT|NSW|NT|QLD|SA|TAS|VIC|WA)$/.exec(location) ?? [];
  return town === undefined ? { city: location } : { city: town, region, country: 'AU' };
}
