import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as a machine sends it: `whb_<id>_<secret>`. The prefix lets scanners of leaked secrets find it. */
export interface KeyToken {
  /** Inside id of the key. */
  readonly id: string;
  readonly secret: string;
}

const SHAPE = /^whb_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{43})$/;

/** Null for what has not the shape of a key. */
export function readKeyToken(token: string): KeyToken | null {
  const parts = SHAPE.exec(token);
  return parts && { id: parts.slice(1, 6).join('-'), secret: parts[6]! };
}

export const writeKeyToken = ({ id, secret }: KeyToken): string => `whb_${id.replaceAll('-', '')}_${secret}`;

/** 256 random bits: nobody guesses them, so that a plain hash keeps them safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** In constant time, whatever the lengths. */
export const isSecret = (given: string, hashed: Buffer): boolean => timingSafeEqual(hashOf(given), hashed);
