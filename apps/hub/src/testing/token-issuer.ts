import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { GRACE_SECONDS } from '../access/signed-tokens';

/** An identity provider whose tokens end soon. */
export interface TokenIssuer {
  readonly url: string;
  /** How long the hub takes a token, with the grace that it gives. */
  readonly lifeMs: number;
  /** Tokens given out so far. */
  minted(): number;
  close(): Promise<void>;
}

const SECONDS = 1;

/** Serves its public key, and at `/token?email=` a new token for a person. */
export async function openIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] });
  let count = 0;
  let url = '';
  const token = (email: string): Promise<string> =>
    new SignJWT({ email })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(url)
      .setAudience('whereabouts')
      .setSubject(email)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + SECONDS)
      .sign(privateKey);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (pathname !== '/token') return void response.setHeader('content-type', 'application/json').end(keys);
    count += 1;
    void token(searchParams.get('email') ?? '').then((text) => response.end(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    lifeMs: (SECONDS + GRACE_SECONDS) * 1_000,
    minted: () => count,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
