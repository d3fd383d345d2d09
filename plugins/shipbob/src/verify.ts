import { anySecret, freshTimestamp, header, hmacMatches, refused } from '@whereabouts/plugin-sdk';
import type { PushRequest, Verdict } from '@whereabouts/plugin-sdk';

const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';

/**
 * Standard Webhooks: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{raw body}`. The header holds one or more
 * signatures, each `v1,` and base64, with blanks between them; one that fits is enough. Older subscriptions, which
 * send no signature, are refused.
 */
export function verify({ headers, body, secrets, now }: PushRequest): Verdict {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = (header(headers, 'webhook-signature') ?? '').split(/\s+/).filter((one) => one.startsWith('v1,'));
  if (id === null || timestamp === null || signatures.length === 0) return refused('the signature headers are missing');
  if (!freshTimestamp({ seconds: timestamp, now, toleranceSeconds: TOLERANCE_SECONDS }))
    return refused('the timestamp is too old, too new or no timestamp');
  const data = [`${id}.${timestamp}.`, body];
  return anySecret(secrets, (secret) =>
    signatures
      .map((one) => one.slice('v1,'.length))
      .map((signature) =>
        hmacMatches({ algorithm: 'sha256', encoding: 'base64', secret: keyOf(secret), data, signature }),
      )
      .includes(true),
  );
}

/** The key is the base64 after `whsec_`; a secret without that mark is taken as it is. */
const keyOf = (secret: string): string | Uint8Array =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : secret;
