import { createHmac } from 'node:crypto';
import { instant } from '@whereabouts/model';
import { sharedSecretPush, signedPush } from './push';

const body = Buffer.from('{"a":1}');
const now = instant('2026-03-01T10:00:00Z');
const signature = createHmac('sha256', 'new').update(body).digest('hex');
const ask = (headers: Record<string, string>, secrets = ['new', 'old']) => ({ headers, body, secrets, now });

describe('signedPush', () => {
  const { verify } = signedPush({ header: 'X-Signature', encoding: 'hex', prefix: 'sha256=' });

  it('accepts what was signed with any of the secrets', () => {
    expect(verify(ask({ 'x-signature': `sha256=${signature}` })).accepted).toBe(true);
    expect(verify(ask({ 'x-signature': `sha256=${signature}` }, ['newer', 'new'])).accepted).toBe(true);
  });

  it.each([
    ['no header', {}, 'the header X-Signature is missing'],
    ['no prefix', { 'x-signature': signature }, 'the signature does not begin with sha256='],
    ['another body', { 'x-signature': `sha256=${'0'.repeat(64)}` }, expect.any(String)],
    ['an empty signature', { 'x-signature': 'sha256=' }, expect.any(String)],
  ])('refuses %s', (_name, headers, because) =>
    expect(verify(ask(headers as never))).toEqual({ accepted: false, because }),
  );
});

describe('sharedSecretPush', () => {
  const { verify } = sharedSecretPush('authorization', 'Bearer ');

  it('accepts any of the secrets', () => expect(verify(ask({ authorization: 'Bearer old' })).accepted).toBe(true));

  it.each([{}, { authorization: 'old' }, { authorization: 'Bearer ' }, { authorization: 'Bearer older' }])(
    'refuses %j',
    (headers) => expect(verify(ask(headers as never)).accepted).toBe(false),
  );
});

describe('sharedSecretPush without a header of its own', () => {
  const { verify } = sharedSecretPush();
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    { 'x-webhook-secret': 'old' },
    { authorization: 'Bearer new' },
    { authorization: basic('hub:new') },
    { authorization: basic('new') },
  ])('accepts %j', (headers) => expect(verify(ask(headers as never)).accepted).toBe(true));

  it.each([
    {},
    { authorization: 'new' },
    { authorization: 'Bearer ' },
    { authorization: basic('new:') },
    { authorization: basic('hub:x:new') },
    { authorization: 'Digest new' },
    { 'x-webhook-secret': 'x', authorization: 'Bearer new' },
  ])('refuses %j', (headers) => expect(verify(ask(headers as never)).accepted).toBe(false));
});
