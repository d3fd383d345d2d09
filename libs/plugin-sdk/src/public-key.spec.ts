import { createSign, generateKeyPairSync } from 'node:crypto';
import { instant } from '@whereabouts/model';
import { publicKeyPush, rsaMatches } from './public-key';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [ours, other] = [pair(), pair()];
const data = Buffer.from('{"id":1}');
const signed = (key: string, algorithm = 'sha256') => createSign(algorithm).update(data).sign(key, 'base64');
const signature = signed(ours.privateKey);
const check = (more: object = {}) =>
  rsaMatches({ algorithm: 'sha256', publicKey: ours.publicKey, data, signature, ...more });

it('accepts the right signature, however the key is written', () => {
  expect(check()).toBe(true);
  expect(check({ publicKey: ours.publicKey.replace(/\n/g, '\\n') })).toBe(true);
  expect(check({ publicKey: ours.publicKey.replace(/-----[A-Z ]+-----|\n/g, '') })).toBe(true);
  expect(check({ algorithm: 'sha1', signature: signed(ours.privateKey, 'sha1') })).toBe(true);
});

it('refuses another key, body and algorithm, and the private key', () => {
  expect(check({ publicKey: other.publicKey })).toBe(false);
  expect(check({ data: Buffer.from('{"id":2}') })).toBe(false);
  expect(check({ algorithm: 'sha1' })).toBe(false);
  expect(check({ publicKey: ours.privateKey })).toBe(false);
});

it.each([null, '', ' ', 'x', 'é', '====', 'a'.repeat(10_000), `${signature}AAAA`])(
  'refuses the signature %j without a throw',
  (wrong) => expect(check({ signature: wrong })).toBe(false),
);

it.each(['', 'x', '-----BEGIN PUBLIC KEY-----', 'AAAA'])('has no use for the key %j', (publicKey) =>
  expect(check({ publicKey })).toBe(false),
);

it('makes a push of it that either key lets in', () => {
  const verify = (headers: Record<string, string>, secrets: readonly string[]) =>
    publicKeyPush('Signature').verify({ headers, body: data, secrets, now: instant('2026-01-01T00:00:00Z') }).accepted;
  expect(verify({ signature }, [other.publicKey, ours.publicKey])).toBe(true);
  expect(verify({ signature }, [other.publicKey])).toBe(false);
  expect(verify({}, [ours.publicKey])).toBe(false);
});
