import { RATE_WINDOW_SECONDS, type Allowance } from './rates';

/** Header fields of draft-ietf-httpapi-ratelimit-headers-10. Its units are here the units of cost. */
export const rateHeaders = ({ policy, limit, remaining, resetSeconds }: Allowance): readonly [string, string][] => [
  ['ratelimit-policy', `"${policy}";q=${limit};w=${RATE_WINDOW_SECONDS}`],
  ['ratelimit', `"${policy}";r=${remaining};t=${resetSeconds}`],
];
