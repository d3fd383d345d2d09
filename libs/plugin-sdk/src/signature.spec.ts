import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { instant } from '@whereabouts/model';
import { anySecret, freshTimestamp, header, hmacMatches, secretMatches } from './signature';

const data = Buffer.from('{"id":1}');
const sign = (algorithm: 'sha1' | 'sha256', encoding: 'hex' | 'base64', secret = 's3cret') =>
  createHmac(algorithm, secret).update(data).digest(encoding);
const KINDS = [
  ['sha1', 'hex'],
  ['sha1', 'base64'],
  ['sha256', 'hex'],
  ['sha256', 'base64'],
] as const;

describe.each(KINDS)('hmacMatches with %s in %s', (algorithm, encoding) => {
  const check = (signature: string | null, more: object = {}) =>
    hmacMatches({ algorithm, encoding, secret: 's3cret', data, signature, ...more });

  it('accepts the right signature, of a whole body or its parts', () => {
    expect(check(sign(algorithm, encoding))).toBe(true);
    expect(check(sign(algorithm, encoding), { data: ['{"id"', Buffer.from(':1}')] })).toBe(true);
    expect(check(sign(algorithm, encoding), { secret: Buffer.from('s3cret') })).toBe(true);
  });

  it('refuses another secret, another body and another signature', () => {
    expect(check(sign(algorithm, encoding, 'other'))).toBe(false);
    expect(check(sign(algorithm, encoding), { data: Buffer.from('{"id":2}') })).toBe(false);
    expect(check(sign(algorithm, encoding), { secret: '' })).toBe(false);
  });

  it.each(['', ' ', 'x', 'zz', '00', 'é', null, 'a'.repeat(10_000)])('refuses %j without a throw', (signature) => {
    expect(check(signature)).toBe(false);
  });

  it('refuses a signature that is cut, lengthened or decorated', () => {
    const right = sign(algorithm, encoding);
    for (const wrong of [right.slice(0, -4), `${right}AAAA`, ` ${right}`, `sha256=${right}`, `${right}\n`])
      expect(check(wrong)).toBe(false);
  });

  it('accepts a signature only for the very body that was signed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (body, at) => {
        const signature = createHmac(algorithm, 'k').update(body).digest(encoding);
        expect(hmacMatches({ algorithm, encoding, secret: 'k', data: body, signature })).toBe(true);
        const changed = Uint8Array.from(body);
        if (body.length === 0) return;
        changed[at % body.length] = (changed[at % body.length] as number) ^ 1;
        expect(hmacMatches({ algorithm, encoding, secret: 'k', data: changed, signature })).toBe(false);
      }),
    );
  });
});

it('spells hex in either case', () => {
  const signature = sign('sha256', 'hex').toUpperCase();
  expect(hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret: 's3cret', data, signature })).toBe(true);
});

describe('secretMatches', () => {
  it('compares texts of any length', () => {
    expect(secretMatches('abc', 'abc')).toBe(true);
    for (const wrong of ['abd', 'ab', 'abcd', '', null]) expect(secretMatches('abc', wrong)).toBe(false);
    expect(secretMatches('', '')).toBe(false);
  });
});

describe('anySecret', () => {
  it('accepts when one of the secrets fits', () => {
    expect(anySecret(['new', 'old'], (secret) => secret === 'old')).toEqual({ accepted: true });
  });

  it('fails closed', () => {
    expect(anySecret([], () => true)).toEqual({ accepted: false, because: 'no secret is configured' });
    expect(anySecret([''], () => true)).toEqual({ accepted: false, because: 'no secret is configured' });
    expect(anySecret(['a'], () => false)).toEqual({ accepted: false, because: 'the signature does not fit' });
    expect(
      anySecret(['a'], () => {
        throw new Error('a');
      }),
    ).toEqual({ accepted: false, because: 'the signature could not be checked' });
  });
});

describe('header', () => {
  it('is found in any case, trimmed, and null when empty', () => {
    const headers = { 'x-signature': ' abc ', empty: ' ' };
    expect(header(headers, 'X-Signature')).toBe('abc');
    expect(header(headers, 'empty')).toBeNull();
    expect(header(headers, 'missing')).toBeNull();
    expect(header(headers, 'constructor')).toBeNull();
    expect(header(headers, '__proto__')).toBeNull();
  });
});

describe('freshTimestamp', () => {
  const now = instant('2025-06-01T10:00:00Z');
  const seconds = 1748772000;
  it.each([
    [seconds, true],
    [String(seconds), true],
    [seconds - 300, true],
    [seconds + 300, true],
    [seconds - 301, false],
    [seconds + 301, false],
    [seconds * 1000, false],
    ['', false],
    ['abc', false],
    ['-1', false],
    ['1e9', false],
    [null, false],
    [Number.NaN, false],
  ])('%j is fresh: %j', (value, fresh) => {
    expect(freshTimestamp({ seconds: value, now, toleranceSeconds: 300 })).toBe(fresh);
  });
});
