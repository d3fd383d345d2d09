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

  it('accepts both secrets while one is being rotated', () => {
    const both = ['the new one', secret];
    expect(verify(pushRequest(body, signed(), both)).accepted).toBe(true);
    expect(verify(pushRequest(body, signed('the new one'), both)).accepted).toBe(true);
  });

  it('signs the raw bytes: the same document written otherwise is refused', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(verify(pushRequest(rewritten, signed(), [secret])).accepted).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['an empty header', { 'x-hmac-signature': '' }],
    ['another secret', signed('another')],
    ['no prefix', { 'x-hmac-signature': hmac('sha256', 'hex', secret.normalize('NFKD'), body) }],
    ['only the prefix', { 'x-hmac-signature': 'hmac-sha256-hex=' }],
    ['a cut signature', { 'x-hmac-signature': signed()['X-Hmac-Signature'].slice(0, -2) }],
    ['a longer signature', { 'x-hmac-signature': `${signed()['X-Hmac-Signature']}00` }],
    ['the secret as it was typed', { 'x-hmac-signature': `hmac-sha256-hex=${hmac('sha256', 'hex', secret, body)}` }],
    ['another algorithm', { 'x-hmac-signature': `hmac-sha256-hex=${hmac('sha1', 'hex', secret, body)}` }],
  ])('refuses %s', (_name, headers) => {
    expect(verify(pushRequest(body, headers, [secret]))).toEqual({ accepted: false, because: expect.any(String) });
  });

  it('refuses everything without a secret, and one changed byte with the right one', () => {
    expect(verify(pushRequest(body, signed(), [])).accepted).toBe(false);
    expect(verify(pushRequest(body, signed(), [''])).accepted).toBe(false);
    const changed = Buffer.from(body);
    changed[10] = (changed[10] ?? 0) ^ 1;
    expect(verify(pushRequest(changed, signed(), [secret])).accepted).toBe(false);
  });
});
