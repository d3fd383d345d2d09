import { createHmac } from 'node:crypto';
import { instant } from '@whereabouts/model';
import { sharedSecretPush, signedPush, signedTimePush, standardWebhooksPush } from './push';

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

describe('signedTimePush', () => {
  const { verify } = signedTimePush({
    proofOf: ({ headers }) => ({ timestamp: headers['t'] ?? null, signature: headers['s'] ?? null }),
    toleranceSeconds: 60,
  });
  const at = String(Date.parse(now) / 1000);
  const sign = (t: string) => ({ t, s: createHmac('sha256', 'old').update(t).digest('hex') });

  it.each([sign(at), sign(`${at}123`), sign(String(Number(at) - 59))])('accepts %j', (headers) =>
    expect(verify(ask(headers)).accepted).toBe(true),
  );

  it.each([{}, { t: at }, { ...sign(at), t: `${at}000` }, sign(String(Number(at) - 61)), sign('yesterday')])(
    'refuses %j',
    (headers) => expect(verify(ask(headers as never)).accepted).toBe(false),
  );
});

describe('standardWebhooksPush', () => {
  const { verify } = standardWebhooksPush();
  const seconds = '1772359200';
  const key = Buffer.from('a key of 24 bytes, no less').toString('base64');
  const sign = (secret: string | Buffer, id = 'msg_1', at = seconds) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${at}.`).update(body).digest('base64')}`;
  const headers = (signatures: string, id = 'msg_1', at = seconds) => ({
    'webhook-id': id,
    'webhook-timestamp': at,
    'webhook-signature': signatures,
  });

  it('takes a plain secret, a marked key, and one of several signatures', () => {
    expect(verify(ask(headers(sign('new')))).accepted).toBe(true);
    expect(verify(ask(headers(sign(Buffer.from(key, 'base64'))), [`whsec_${key}`])).accepted).toBe(true);
    expect(verify(ask(headers(`v1a,abc ${sign('other')} ${sign('old')}`))).accepted).toBe(true);
    expect(verify(ask(headers(sign('new').replace(/=+$/, '')))).accepted).toBe(true);
  });

  it('takes no secret that is a mark without a key', () =>
    expect(verify(ask(headers(sign('')), ['whsec_'])).accepted).toBe(false));

  it.each([
    ['1772358900', true],
    ['1772359500', true],
    ['1772358899', false],
    ['1772359501', false],
  ])('takes what was signed at %s: %s', (at, expected) =>
    expect(verify(ask(headers(sign('new', 'msg_1', at), 'msg_1', at))).accepted).toBe(expected),
  );

  it.each([
    ['no headers', {}],
    ['another id', headers(sign('new'), 'msg_2')],
    ['another time', headers(sign('new'), 'msg_1', '1772359201')],
    ['an old time', headers(sign('new', 'msg_1', '1772358899'), 'msg_1', '1772358899')],
    ['another version', headers(sign('new').replace('v1,', 'v2,'))],
    ['another secret', headers(sign('newer'))],
  ])('refuses %s', (_name, sent) => expect(verify(ask(sent as never)).accepted).toBe(false));
});
