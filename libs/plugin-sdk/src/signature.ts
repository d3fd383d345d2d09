import { createHmac, timingSafeEqual } from 'node:crypto';
import { msOf, type Instant } from '@whereabouts/model';
import type { Verdict } from './contract';

export interface HmacCheck {
  readonly algorithm: 'sha1' | 'sha256';
  /** How the source spells the signature. */
  readonly encoding: 'hex' | 'base64';
  readonly secret: string | Uint8Array;
  /** What was signed: the raw bytes, or parts that are signed one after the other. Text counts as UTF-8. */
  readonly data: Uint8Array | readonly (string | Uint8Array)[];
  /** As it stands in the header, without prefixes such as `sha256=`. */
  readonly signature: string | null;
}

const SIZES = { sha1: 20, sha256: 32 } as const;
const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Is the signature right? In constant time; false, never a throw, for a signature or secret that is missing or malformed. */
export function hmacMatches({ algorithm, encoding, secret, data, signature }: HmacCheck): boolean {
  if (secret.length === 0 || signature === null) return false;
  if (!(encoding === 'hex' ? HEX : BASE64).test(signature)) return false;
  const given = Buffer.from(signature, encoding);
  if (given.length !== SIZES[algorithm]) return false;
  const hmac = createHmac(algorithm, secret);
  for (const part of data instanceof Uint8Array ? [data] : data) hmac.update(part);
  return timingSafeEqual(given, hmac.digest());
}

/** Is the text the secret? For sources that send a shared secret instead of a signature. In constant time. */
export function secretMatches(secret: string, given: string | null): boolean {
  if (secret === '' || given === null) return false;
  // Digests of equal length can be compared in constant time, whatever the lengths of the texts.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(secret), digest(given));
}

/** Accepts when the check holds for one of the secrets, so that a secret can be rotated without a gap. Fails closed. */
export function anySecret(secrets: readonly string[], holds: (secret: string) => boolean): Verdict {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused('no secret is configured');
  try {
    // Every secret is tried, so that the time taken does not tell which one fits.
    const fitting = usable.filter((secret) => holds(secret));
    return fitting.length > 0 ? ACCEPTED : refused('the signature does not fit');
  } catch {
    return refused('the signature could not be checked');
  }
}

export const ACCEPTED: Verdict = { accepted: true };
export const refused = (because: string): Verdict => ({ accepted: false, because });

/** The value of a header, trimmed, or null when it is missing or empty. */
export function header(headers: Readonly<Record<string, string>>, name: string): string | null {
  const key = name.toLowerCase();
  const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export interface TimestampCheck {
  /** Seconds since 1970, as in the header. */
  readonly seconds: string | number | null;
  readonly now: Instant;
  readonly toleranceSeconds: number;
}

/** Is a signed timestamp close enough to now, in both directions? False for anything but a whole number of seconds. */
export function freshTimestamp({ seconds, now, toleranceSeconds }: TimestampCheck): boolean {
  const text = String(seconds ?? '');
  if (!/^\d{1,11}$/.test(text)) return false;
  return Math.abs(msOf(now) - Number(text) * 1000) <= toleranceSeconds * 1000;
}
