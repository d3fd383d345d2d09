import { carrierCode } from '@whereabouts/plugin-sdk';

/** Slugs that are not what they are called everywhere, by what we call the courier. Source: AfterShip, list of couriers. */
const SLUGS_BY_CARRIER: Readonly<Record<string, string>> = {
  aramex: 'fastway-au fastway-nz',
  'australia-post': 'star-track-courier star-track-express',
  brt: 'brt-it brt-it-parcelid brt-it-sender-ref',
  correos: 'spain-correos-es',
  'correos-express': 'correosexpress-api',
  'deutsche-post': 'deutsch-post',
  'dhl-express': 'dhl dhl-pieceid',
  'dhl-parcel': 'dhl-nl',
  dpd: 'exapaq',
  evri: 'myhermes-uk',
  interlink: 'interlink-express-reference',
  landmark: 'landmark-global-reference',
  lso: 'lonestar',
  postnord: 'danmark-post sweden-posten',
  seko: 'seko-sftp',
  seur: 'spanish-seur spanish-seur-api',
  'sf-express': 'sfb2c',
  tnt: 'tnt-au tnt-click tnt-fr tnt-it tnt-reference tnt-uk-reference',
  yodel: 'yodel-international',
};
const CARRIERS: ReadonlyMap<string, string> = new Map(
  Object.entries(SLUGS_BY_CARRIER).flatMap(([carrier, slugs]) =>
    slugs.split(' ').map((slug): [string, string] => [slug, carrier]),
  ),
);

export const carrierOfSlug = (slug: string | null): string | null => CARRIERS.get(slug ?? '') ?? carrierCode(slug);
