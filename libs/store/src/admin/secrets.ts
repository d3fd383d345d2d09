import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encrypts the secret settings of a source. `context` (merchant and source) is bound in: a row cannot be swapped. */
export interface SecretBox {
  seal(plain: Readonly<Record<string, string>>, context: string): Buffer;
  /** @throws when the key is another one or the bytes were changed. */
  open(sealed: Buffer, context: string): Record<string, string>;
}

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** AES-256-GCM. @param key 32 bytes. */
export function secretBox(key: Buffer): SecretBox {
  if (key.length !== 32) throw new RangeError('the secret key must be 32 bytes');
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE))
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
      const text = Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as Record<string, string>;
    },
  };
}
