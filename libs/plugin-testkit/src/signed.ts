import { createHmac } from 'node:crypto';
import type { PushRequest } from '@whereabouts/plugin-sdk';
import { bodyBytes } from './raw-input';
import { TEST_NOW } from './pull-context';

/** The HMAC of the parts, one after the other. */
export function hmac(
  algorithm: 'sha1' | 'sha256',
  encoding: 'hex' | 'base64',
  secret: string | Uint8Array,
  ...parts: readonly (string | Uint8Array)[]
): string {
  const mac = createHmac(algorithm, secret);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
}

/** A request as `push.verify` gets it. Header names are made lower case. */
export function pushRequest(
  body: unknown,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[],
  now = TEST_NOW,
): PushRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { body: bodyBytes(body), headers: Object.fromEntries(lower) as Record<string, string>, secrets, now };
}
