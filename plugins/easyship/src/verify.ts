import {
  anySecret,
  header,
  hmacMatches,
  msOf,
  pick,
  asText,
  readJson,
  refused,
  type Loose,
  type Push,
} from '@whereabouts/plugin-sdk';

const TOKEN = /^([\w-]{1,1000})\.([\w-]{1,4000})\.([\w-]{1,200})$/;

const claims = (part: string): Loose => {
  const read = readJson(Buffer.from(part, 'base64url'));
  return read.ok ? read.value : undefined;
};

/**
 * `X-EASYSHIP-SIGNATURE` is a JSON Web Token (RFC 7519), signed with the webhook's secret by HS256. It proves who calls,
 * not what was sent; where it says until when it holds, it must still hold.
 */
export const push: Push = {
  verify({ headers, secrets, now }) {
    const [, head, body, signature] = TOKEN.exec(header(headers, 'x-easyship-signature') ?? '') ?? [];
    if (head === undefined || body === undefined || signature === undefined)
      return refused('the header X-EASYSHIP-SIGNATURE is missing, or no token');
    // Whoever sends a token must not choose how it is checked.
    if (asText(pick(claims(head), 'alg')) !== 'HS256') return refused('the token is not signed by HS256');
    const until = asText(pick(claims(body), 'exp'));
    if (until !== null && !(Number(until) * 1000 > msOf(now))) return refused('the token has run out');
    const base64 = signature.replace(/-/g, '+').replace(/_/g, '/');
    return anySecret(secrets, (secret) =>
      hmacMatches({
        algorithm: 'sha256',
        encoding: 'base64',
        secret,
        data: [`${head}.${body}`],
        signature: base64,
      }),
    );
  },
};
