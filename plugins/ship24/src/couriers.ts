import { carrierCode } from '@whereabouts/plugin-sdk';

/** National posts: Ship24 calls them by their country. Source: Ship24 API, `GET /couriers`. */
const POSTS: Readonly<Record<string, string>> = {
  at: 'post-at',
  au: 'australia-post',
  be: 'bpost',
  br: 'correios',
  ca: 'canada-post',
  ch: 'swiss-post',
  cn: 'china-post',
  de: 'deutsche-post',
  es: 'correos',
  fi: 'posti',
  fr: 'la-poste',
  gb: 'royal-mail',
  hk: 'hong-kong-post',
  ie: 'an-post',
  il: 'israel-post',
  in: 'india-post',
  it: 'poste-italiane',
  jp: 'japan-post',
  kr: 'korea-post',
  nl: 'postnl',
  nz: 'nz-post',
  pt: 'ctt',
  sg: 'singapore-post',
  uk: 'royal-mail',
  us: 'usps',
};

/** The canonical code of a courier of Ship24's: `us-post` is `usps`, others are named as everywhere. */
export function carrierOfCourier(courier: string | null): string | null {
  const country = /^([a-z]{2})-post$/.exec(courier ?? '')?.[1];
  return (country === undefined ? undefined : POSTS[country]) ?? carrierCode(courier);
}
