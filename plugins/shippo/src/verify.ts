import {
  anySecret,
  freshTimestamp,
  header,
  hmacMatches,
  refused,
  sharedSecretPush,
  type Push,
} from '@whereabouts/plugin-sdk';

const TOLERANCE_SECONDS = 600;
const SIGNATURE = /^t=(\d+), ?v1=([0-9a-f]+)$/i;
const shared = sharedSecretPush();

/**
 * Shippo signs on request: `Shippo-Auth-Signature: t=<seconds>,v1=<hex>` holds the HMAC-SHA256 of time, dot and raw
 * bytes. Accounts without it give a secret in the webhook's address or in a header.
 */
export const push: Push = {
  verify(request) {
    const sent = header(request.headers, 'shippo-auth-signature');
    if (sent === null) return shared.verify(request);
    const [, seconds = null, signature = null] = SIGNATURE.exec(sent) ?? [];
    if (!freshTimestamp({ seconds, now: request.now, toleranceSeconds: TOLERANCE_SECONDS }))
      return refused('the timestamp of the signature is too old, or none');
    const data = [`${seconds}.`, request.body];
    return anySecret(request.secrets, (secret) =>
      hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret, data, signature }),
    );
  },
};
