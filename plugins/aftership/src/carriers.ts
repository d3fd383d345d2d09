import { carrierCode } from '@whereabouts/plugin-sdk';

/** Slugs that are not what they are called everywhere. Source: AfterShip, list of couriers. */
const SLUGS: Readonly<Record<string, string>> = {
  'deutsch-post': 'deutsche-post',
  dhl: 'dhl-express',
  'dhl-nl': 'dhl-parcel',
  'fastway-au': 'aramex',
  sfb2c: 'sf-express',
  'spain-correos-es': 'correos',
};

export const carrierOfSlug = (slug: string | null): string | null => SLUGS[slug ?? ''] ?? carrierCode(slug);
