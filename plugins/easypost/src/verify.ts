import { anySecret, header, hmacMatches, refused, type PushRequest, type Verdict } from '@whereabouts/plugin-sdk';

const PREFIX = 'hmac-sha256-hex=';

/**
 * EasyPost signs the raw bytes with HMAC-SHA256 and the secret in Unicode form NFKD, and sends the digest in hex behind
 * a prefix. Source: EasyPost webhooks guide, and `validateWebhook` of its client libraries.
 */
export function verify({ headers, body, secrets }: PushRequest): Verdict {
  const sent = header(headers, 'x-hmac-signature');
  if (sent === null) return refused('the header X-Hmac-Signature is missing');
  if (!sent.startsWith(PREFIX)) return refused(`the signature does not begin with ${PREFIX}`);
  const signature = sent.slice(PREFIX.length);
  return anySecret(secrets, (secret) =>
    hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret: secret.normalize('NFKD'), data: body, signature }),
  );
}
