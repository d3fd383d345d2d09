import type { Push, PushRequest } from './contract';
import { anySecret, freshTimestamp, header, hmacMatches, refused, secretMatches } from './signature';

export interface SignedPush {
  /** Header that holds the signature. */
  readonly header: string;
  readonly algorithm?: 'sha1' | 'sha256';
  readonly encoding: 'hex' | 'base64';
  /** What stands before the signature, such as `sha256=`. */
  readonly prefix?: string;
  readonly reply?: Push['reply'];
}

/** A push whose raw bytes are signed with an HMAC, in one header. */
export const signedPush = ({ header: name, algorithm = 'sha256', encoding, prefix = '', reply }: SignedPush): Push => ({
  ...(reply === undefined ? {} : { reply }),
  verify({ headers, body, secrets }) {
    const sent = header(headers, name);
    if (sent === null) return refused(`the header ${name} is missing`);
    if (!sent.startsWith(prefix)) return refused(`the signature does not begin with ${prefix}`);
    const signature = sent.slice(prefix.length);
    return anySecret(secrets, (secret) => hmacMatches({ algorithm, encoding, secret, data: body, signature }));
  },
});

/**
 * A push that signs nothing: the source sends a secret along, in a header that the operator gives it. Without a name it
 * is `x-webhook-secret`, or `authorization` as a bearer token or as the password of an address such as
 * `https://hub:secret@…`, for sources that take nothing but an address.
 */
export const sharedSecretPush = (name?: string, prefix = ''): Push => ({
  verify: ({ headers, secrets }) => {
    const given = name === undefined ? handedOver(headers) : after(header(headers, name), prefix);
    return anySecret(secrets, (secret) => secretMatches(secret, given));
  },
});

const after = (sent: string | null, prefix: string): string | null =>
  sent?.startsWith(prefix) ? sent.slice(prefix.length) : null;

function handedOver(headers: PushRequest['headers']): string | null {
  const [, scheme, credentials = ''] = /^(bearer|basic) +(\S+)$/i.exec(header(headers, 'authorization') ?? '') ?? [];
  const plain = header(headers, 'x-webhook-secret');
  if (plain !== null || scheme === undefined) return plain;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  return Buffer.from(credentials, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

/** When a request was signed, as the source wrote it, and its signature. */
export interface TimeProof {
  readonly timestamp: string | null;
  readonly signature: string | null;
}

export interface SignedTimePush {
  /** Where the proof is: in headers or in the body. Null: not there. */
  readonly proofOf: (request: Pick<PushRequest, 'headers' | 'body'>) => TimeProof | null;
  readonly toleranceSeconds: number;
}

/**
 * A push of which the source signs the time and nothing else, in hexadecimal HMAC-SHA256: it proves who called, not what
 * was sent. So the time has to be fresh, in seconds or milliseconds since 1970.
 */
export const signedTimePush = ({ proofOf, toleranceSeconds }: SignedTimePush): Push => ({
  verify({ headers, body, secrets, now }) {
    const proof = proofOf({ headers, body });
    if (!proof?.timestamp || !proof.signature) return refused('the timestamp or its signature is missing');
    const { timestamp, signature } = proof;
    const seconds = /^\d{13}$/.test(timestamp) ? timestamp.slice(0, 10) : timestamp;
    if (!freshTimestamp({ seconds, now, toleranceSeconds })) return refused('the timestamp is too old, or none');
    return anySecret(secrets, (secret) =>
      hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret, data: [timestamp], signature }),
    );
  },
});

/** How old a request of Standard Webhooks may be: five minutes, as its libraries have it. */
export const STANDARD_WEBHOOKS_TOLERANCE_SECONDS = 300;
const STANDARD_KEY = 'whsec_';

/**
 * A push by the specification Standard Webhooks: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{raw body}`. The header
 * holds one or more signatures, each `v1,` and base64, with blanks between them; one that fits is enough. The key is the
 * base64 after `whsec_`; a secret without that mark is taken as it is.
 */
export const standardWebhooksPush = (): Push => ({
  verify({ headers, body, secrets, now }) {
    const id = header(headers, 'webhook-id');
    const timestamp = header(headers, 'webhook-timestamp');
    const signatures = (header(headers, 'webhook-signature') ?? '').split(/\s+/).filter((one) => one.startsWith('v1,'));
    if (id === null || timestamp === null || signatures.length === 0)
      return refused('the signature headers are missing');
    if (!freshTimestamp({ seconds: timestamp, now, toleranceSeconds: STANDARD_WEBHOOKS_TOLERANCE_SECONDS }))
      return refused('the timestamp is too old, too new or no timestamp');
    const data = [`${id}.${timestamp}.`, body];
    return anySecret(secrets, (secret) => {
      const key = secret.startsWith(STANDARD_KEY) ? Buffer.from(secret.slice(STANDARD_KEY.length), 'base64') : secret;
      // Each is tried, so that the time taken does not tell which one fits.
      return signatures
        .map((one) => one.slice('v1,'.length))
        .map((signature) => hmacMatches({ algorithm: 'sha256', encoding: 'base64', secret: key, data, signature }))
        .includes(true);
    });
  },
});
