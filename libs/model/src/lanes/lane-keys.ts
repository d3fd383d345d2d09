/** Sources write what they like; a name longer than this is none. */
const LONGEST_NAME = 80;

const isUsable = (name: string | null): name is string => name !== null && name !== '' && name.length <= LONGEST_NAME;

/** A lane that can be counted under; null where it is not known, or no real one. */
export const countableLane = (lane: string | null): string | null => (isUsable(lane) ? lane : null);

/** `US-CA>US-TX` to `US>US`. */
const countriesOf = (lane: string): string =>
  lane
    .split('>')
    .map((end) => end.slice(0, 2))
    .join('>');

/** A way that parcels go: carrier, service (empty: any) and lane. */
export interface Way {
  readonly carrier: string;
  readonly service: string;
  readonly lane: string;
}

/** The ways on which a parcel counts, the narrowest first: its service on its lane, then between the countries. */
export function waysOf(carrier: string, serviceLevel: string | null, lane: string | null): Way[] {
  const usable = countableLane(lane);
  if (usable === null) return [];
  const service = isUsable(serviceLevel) ? serviceLevel : '';
  const countries = countriesOf(usable);
  const ways = [
    { carrier, service, lane: usable },
    { carrier, service, lane: countries },
    { carrier, service: '', lane: countries },
  ];
  return ways.filter((way, index) => ways.findIndex((other) => wayKey(other) === wayKey(way)) === index);
}

export const wayKey = ({ carrier, service, lane }: Way): string => `${carrier}|${lane}|${service}`;

/** As people say it. */
export const wayText = ({ carrier, service, lane }: Way): string =>
  `${service === '' ? carrier : `${carrier} ${service}`} on ${lane}`;
