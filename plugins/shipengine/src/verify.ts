import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import {
  anySecret,
  eventTime,
  found,
  freshTimestamp,
  header,
  msOf,
  readJson,
  refused,
  sharedSecretPush,
  textAt,
  type Push,
} from '@whereabouts/plugin-sdk';

const TOLERANCE_SECONDS = 300;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const shared = sharedSecretPush();

/** Public keys, as one PEM or as the set that ShipEngine publishes. They are no secrets that anybody could show. */
const isKeys = (secret: string): boolean => /^\s*(\{|-----BEGIN)/.test(secret);

function keyOf(keys: string, id: string): KeyObject | null {
  if (!keys.trimStart().startsWith('{')) return createPublicKey(keys.replace(/\\n/g, '\n'));
  const set = readJson(Buffer.from(keys));
  const listed = set.ok ? found(set.value, 'keys.*') : [];
  const key = listed.find(({ value }) => textAt(value, 'kid') === id);
  return key === undefined ? null : createPublicKey({ key: key.value as JsonWebKey, format: 'jwk' });
}

const secondsOf = (timestamp: string): string | null => {
  if (/^\d{10}(\d{3})?$/.test(timestamp)) return timestamp.slice(0, 10);
  const { occurredAt, timeCertainty } = eventTime({ text: timestamp });
  return occurredAt === null || timeCertainty !== 'OFFSET_GIVEN' ? null : String(Math.floor(msOf(occurredAt) / 1000));
};

/**
 * ShipEngine signs time, dot and raw bytes with RSA-SHA256, and publishes its keys (`/jwks`): they are configured, since
 * a check asks nobody. A secret that is no key is looked for in a header or in the webhook's address.
 */
export const push: Push = {
  verify(request) {
    const { headers, body, secrets, now } = request;
    const words = secrets.filter((secret) => !isKeys(secret));
    const signature = header(headers, 'x-shipengine-rsa-sha256-signature');
    if (signature === null || words.length === secrets.length)
      return words.length === 0 ? refused('there is no signature') : shared.verify({ ...request, secrets: words });
    const timestamp = header(headers, 'x-shipengine-timestamp') ?? '';
    if (!freshTimestamp({ seconds: secondsOf(timestamp), now, toleranceSeconds: TOLERANCE_SECONDS }))
      return refused('the timestamp of the signature is too old, or none');
    if (!BASE64.test(signature)) return refused('the signature is not base64');
    const id = header(headers, 'x-shipengine-rsa-sha256-key-id') ?? '';
    const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
    return anySecret(secrets.filter(isKeys), (keys) => {
      const key = keyOf(keys, id);
      return key?.asymmetricKeyType === 'rsa' && verify('sha256', signed, key, Buffer.from(signature, 'base64'));
    });
  },
};
