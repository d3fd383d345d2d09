import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hmac, pushRequest } from '@whereabouts/plugin-testkit';
import { verify } from './verify';

const body = readFileSync(join(__dirname, '../fixtures/delivered.json'));
const secret = 'clé-d’essai'; // composed letters: EasyPost signs with the decomposed form
const signed = (key = secret, bytes: Uint8Array = body) => ({
  'X-Hmac-Signature': `hmac-sha256-hex=${hmac('sha256', 'hex', key.normalize('NFKD'), bytes)}`,
});

describe('verify', () => {
  it('accepts what EasyPost signed, whichever form the secret was typed in', () => {
    expect(verify(pushRequest(body, signed(), [secret]))).toEqual({ accepted: true });
    expect(verify(pushRequest(body, signed(), [secret.normalize('NFD')]))).toEqual({ accepted: true });
  });

  it.each<[string, Record<string, string>]>([
    ['no prefix', { 'x-hmac-signature': hmac('sha256', 'hex', secret.normalize('NFKD'), body) }],
    ['only the prefix', { 'x-hmac-signature': 'hmac-sha256-hex=' }],
    ['the secret as it was typed', { 'x-hmac-signature': `hmac-sha256-hex=${hmac('sha256', 'hex', secret, body)}` }],
    ['another algorithm', { 'x-hmac-signature': `hmac-sha256-hex=${hmac('sha1', 'hex', secret, body)}` }],
  ])('refuses %s', (_name, headers) => {
    expect(verify(pushRequest(body, headers, [secret]))).toEqual({ accepted: false, because: expect.any(String) });
  });
});
