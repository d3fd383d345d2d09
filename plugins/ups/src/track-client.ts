import {
  asList,
  clientCredentials,
  malformed,
  notFoundYet,
  pick,
  pullEach,
  textAt,
  upstream,
  type JsonValue,
  type Pull,
  type PullError,
} from '@whereabouts/plugin-sdk';
import type { Settings } from './settings';

/** Asks the Track API, one number a request. */
export const trackPull = (): Pull<Settings> =>
  pullEach<Settings>({
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => new URL('/security/v1/oauth/token', baseUrl),
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'header',
    }),
    request: (number, { baseUrl }, { clock }) => ({
      url: new URL(`/api/track/v1/details/${encodeURIComponent(number)}?locale=en_US&returnSignature=false`, baseUrl),
      headers: {
        transId: `${clock().replace(/\D/g, '')}-${number.slice(-12)}`.replace(/[^\w-]/g, ''),
        transactionSrc: 'whereabouts',
      },
      alsoRead: [400, 404],
    }),
    judge: ({ value, status }) => failureIn(value, status),
  });

/** How UPS says that it does not know a number: with 404, with 400, and with a warning inside a 200. */
const UNKNOWN_NUMBER: ReadonlySet<string | null> = new Set(['TW0001', 'TV1002']);

function failureIn(document: JsonValue, status: number): PullError | null {
  const shipments = asList(pick(document, 'trackResponse.shipment'));
  if (status === 200 && shipments.some((shipment) => asList(pick(shipment, 'package')).length > 0)) return null;
  const said = pick(document, 'response.errors.0') ?? pick(document, 'errors.0') ?? pick(shipments[0], 'warnings.0');
  const code = textAt(said, 'code');
  const words = [code, textAt(said, 'message')].filter(Boolean).join(': ');
  const message = words === '' ? `UPS answered ${status} without a package` : words;
  if (status === 404 || UNKNOWN_NUMBER.has(code)) return notFoundYet(message);
  return status === 200 ? malformed(message) : upstream(message, status);
}
