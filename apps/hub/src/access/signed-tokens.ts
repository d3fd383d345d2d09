import { instant, type Clock, type Instant } from '@whereabouts/model';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';

/** Whose signed tokens (JWT) are believed. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's public keys are; by default `/.well-known/jwks.json` below the issuer. */
  readonly jwksUrl: string | undefined;
  /** Claim that names the merchant, for people who work for several. */
  readonly merchantClaim: string;
}

/** What a good token says. */
export interface TokenWord {
  readonly email: string;
  readonly merchant: string | null;
  readonly expiresAt: Instant;
}

/** The issuer's keys cannot be had at the moment: nobody can say whether a token is good. */
export class KeysAway extends Error {
  constructor(cause: unknown) {
    super('the keys of the token issuer cannot be reached', { cause });
  }
}

/** Signatures by a private key only: `none`, and secrets that an attacker could take from the public key, are refused. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** So far an issuer's clock may be ahead of ours when a token begins. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** So much longer than it says a token is good: less than people's sockets may outlive it. */
export const GRACE_SECONDS = 3;

export type ReadToken = (token: string) => Promise<TokenWord | null>;

/** Reads signed tokens of one issuer. Null: not good. @throws KeysAway */
export function signedTokens(settings: IssuerSettings, clock: Clock, keys?: JWTVerifyGetKey): ReadToken {
  const { issuer, audience, jwksUrl, merchantClaim } = settings;
  const keyOf = keys ?? createRemoteJWKSet(new URL(jwksUrl ?? `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json`));
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(clock()),
        requiredClaims: ['exp', 'sub'],
      });
      const { email, email_verified: isVerified, [merchantClaim]: merchant, exp } = payload;
      const expiresAt = instant((exp! + GRACE_SECONDS) * 1000);
      if (typeof email !== 'string' || isVerified === false || expiresAt <= clock()) return null;
      return { email, merchant: typeof merchant === 'string' ? merchant : null, expiresAt };
    } catch (error) {
      if (isAboutToken(error)) return null;
      throw new KeysAway(error);
    }
  };
}

/** Of what jose throws, all but not getting the keys is the token's own fault. */
const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';
