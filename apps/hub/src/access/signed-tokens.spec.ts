import { after, HOUR, instant, MINUTE } from '@whereabouts/model';
import {
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { KeysAway, signedTokens, type ReadToken } from './signed-tokens';

const NOW = instant('2026-11-22T12:00:00.000Z');
const SETTINGS = {
  issuer: 'https://id.example.test',
  audience: 'whereabouts',
  jwksUrl: undefined,
  merchantClaim: 'merchant',
};
const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

const GOOD: JWTPayload = {
  iss: SETTINGS.issuer,
  aud: 'whereabouts',
  sub: 'u-1',
  email: 'ana@example.test',
  merchant: 'Acme',
  exp: seconds(after(NOW, HOUR)),
};

describe('signed tokens', () => {
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let stranger: Awaited<ReturnType<typeof generateKeyPair>>;
  let read: ReadToken;
  beforeAll(async () => {
    [pair, stranger] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    read = signedTokens(SETTINGS, () => NOW, createLocalJWKSet({ keys: [jwk] }));
  });

  const sign = (
    claims: JWTPayload,
    key = pair.privateKey,
    header: { alg?: string; kid?: string } = {},
  ): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(key);
  const without = (claim: string): JWTPayload =>
    Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== claim));

  it('name a person, the merchant and when they end', async () => {
    const expected = { email: 'ana@example.test', merchant: 'Acme', expiresAt: after(NOW, HOUR + 3_000) };
    expect(await read(await sign(GOOD))).toEqual(expected);
    expect(await read(await sign(without('merchant')))).toEqual({ ...expected, merchant: null });
    expect(await read(await sign({ ...GOOD, aud: ['else', 'whereabouts'] }))).toEqual(expected);
  });

  it.each<[string, JWTPayload]>([
    ['another issuer', { ...GOOD, iss: 'https://evil.example.test' }],
    ['another audience', { ...GOOD, aud: 'elsewhere' }],
    ['no audience', without('aud')],
    ['no end', without('exp')],
    ['an end that is past', { ...GOOD, exp: seconds(after(NOW, -MINUTE)) }],
    ['a beginning that lies ahead', { ...GOOD, nbf: seconds(after(NOW, 5 * MINUTE)) }],
    ['no email address', without('email')],
    ['an email address that is no text', { ...GOOD, email: 7 }],
    ['an email address that nobody verified', { ...GOOD, email_verified: false }],
    ['no subject', without('sub')],
  ])('with %s are refused', async (_name, claims) => {
    expect(await read(await sign(claims))).toBeNull();
  });

  it('hold three seconds longer than they say, in requests and on sockets alike: clocks differ', async () => {
    const late = await read(await sign({ ...GOOD, exp: seconds(after(NOW, -2_000)) }));
    expect(late).toMatchObject({ expiresAt: after(NOW, 1_000) });
    expect(await read(await sign({ ...GOOD, exp: seconds(after(NOW, -3_000)) }))).toBeNull();
  });

  it('of an issuer whose clock is half a minute ahead are taken', async () => {
    expect(await read(await sign({ ...GOOD, nbf: seconds(after(NOW, 20_000)) }))).not.toBeNull();
    expect(await read(await sign({ ...GOOD, nbf: seconds(after(NOW, 40_000)) }))).toBeNull();
  });

  it('signed by somebody else, with any key name, are refused', async () => {
    expect(await read(await sign(GOOD, stranger.privateKey))).toBeNull();
    expect(await read(await sign(GOOD, pair.privateKey, { kid: '../../k1' }))).toBeNull();
  });

  it('without a signature, or signed with the public key as if it were a secret, are refused', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    expect(await read(new UnsecuredJWT(GOOD).encode())).toBeNull();
    expect(await read(await new SignJWT(GOOD).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret))).toBeNull();
  });

  it.each(['', 'x', 'a.b.c', `${'a'.repeat(5_000)}.b.c`])('that are none (%#) are refused', async (text) => {
    expect(await read(text)).toBeNull();
  });

  it('with a changed letter are refused', async () => {
    const [head, body, signature] = (await sign(GOOD)).split('.') as [string, string, string];
    const other = Buffer.from(JSON.stringify({ ...GOOD, email: 'eve@example.test' })).toString('base64url');
    expect(await read(`${head}.${other}.${signature}`)).toBeNull();
    expect(
      await read(`${head}.${body}.${signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`),
    ).toBeNull();
  });

  it('cannot be judged while the keys are away: that is no refusal', async () => {
    const away = signedTokens(
      SETTINGS,
      () => NOW,
      () => Promise.reject(new TypeError('fetch failed')),
    );
    await expect(away(await sign(GOOD))).rejects.toThrow(KeysAway);
  });
});
