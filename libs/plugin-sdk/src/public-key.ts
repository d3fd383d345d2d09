import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import type { Push } from './contract';
import { anySecret, header, refused } from './signature';

export interface RsaCheck {
  readonly algorithm: 'sha1' | 'sha256';
  /** PEM, also with its line breaks written as `\n`, or the bare base64 of an SPKI key. A certificate will do. */
  readonly publicKey: string;
  readonly data: string | Uint8Array;
  /** In base64. */
  readonly signature: string | null;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Longer ones are of no RSA key in use. */
const LONGEST = 4_096;

/** Was it signed (PKCS #1 v1.5) with the private half of the key? False, never a throw, for what is missing or malformed. */
export function rsaMatches({ algorithm, publicKey, data, signature }: RsaCheck): boolean {
  if (signature === null || signature.length > LONGEST || !BASE64.test(signature)) return false;
  const key = keyOf(publicKey);
  if (key?.asymmetricKeyType !== 'rsa') return false;
  try {
    return createVerify(algorithm).update(data).verify(key, signature, 'base64');
  } catch {
    return false;
  }
}

function keyOf(written: string): KeyObject | null {
  const text = written.replace(/\\n/g, '\n').trim();
  // A private key would do as well, but has no business here.
  if (text.includes('PRIVATE KEY')) return null;
  const pem = text.startsWith('-----BEGIN ')
    ? text
    : `-----BEGIN PUBLIC KEY-----\n${text.replace(/\s+/g, '').replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`;
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

/**
 * A push whose raw bytes are signed with a private key of the source: the setting `webhookSecret` holds the public key
 * that belongs to it, and the signature is in one header, in base64.
 */
export const publicKeyPush = (name: string, algorithm: RsaCheck['algorithm'] = 'sha256'): Push => ({
  verify({ headers, body, secrets }) {
    const signature = header(headers, name);
    if (signature === null) return refused(`the header ${name} is missing`);
    return anySecret(secrets, (publicKey) => rsaMatches({ algorithm, publicKey, data: body, signature }));
  },
});
