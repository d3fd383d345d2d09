import { carrierCode } from '@whereabouts/plugin-sdk';
import { POSTS } from './posts-table';

/** The canonical code of a courier of Ship24's: `us-post` is `usps`, others are named as everywhere. */
export function carrierOfCourier(courier: string | null): string | null {
  const country = /^([a-z]{2})-post$/.exec(courier ?? '')?.[1];
  return (country === undefined ? undefined : POSTS[country]) ?? carrierCode(courier);
}
