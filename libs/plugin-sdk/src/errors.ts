import type { PullError } from './contract';

/** The source refuses our credentials. The hub asks an operator, it does not retry. */
export const unauthorized = (message: string): PullError => ({ kind: 'Unauthorized', message });

/** The source does not know the number (yet). A fact about the source, not about the parcel. */
export const notFoundYet = (message: string): PullError => ({ kind: 'NotFoundYet', message });

/** The source asks us to come back later. */
export const rateLimited = (message: string, retryAfterMs: number): PullError => ({
  kind: 'RateLimited',
  message,
  retryAfterMs,
});

/** The source, or the way to it, is broken: worth trying again. */
export const upstream = (message: string, status?: number): PullError =>
  status === undefined ? { kind: 'Upstream', message } : { kind: 'Upstream', message, status };

/** The source answered with something that is not what it promises. */
export const malformed = (message: string): PullError => ({ kind: 'Malformed', message });

/** Which codes, or words, of a source's errors mean what for asking again. */
export interface ErrorMeanings {
  readonly unauthorized?: RegExp;
  readonly rateLimited?: RegExp;
  /** How long to wait where it is rate limited. A minute by default. */
  readonly waitMs?: number;
  readonly notFoundYet?: RegExp;
}

/** The error that a source's code means, with the words that people are to read. What nothing fits is its own trouble. */
export function errorOfCode(code: string, words: string, meanings: ErrorMeanings): PullError {
  if (meanings.rateLimited?.test(code)) return rateLimited(words, meanings.waitMs ?? 60_000);
  if (meanings.unauthorized?.test(code)) return unauthorized(words);
  return meanings.notFoundYet?.test(code) ? notFoundYet(words) : upstream(words);
}

/** What a call that failed comes to. */
export const failed = <Failure extends { readonly kind: string }>(
  error: Failure,
): { readonly ok: false; readonly error: Failure } => ({ ok: false, error });

/** Throws a PullError for the whole batch. As an Error, so that it has a stack; `isPullError` knows it. */
export function raise(error: PullError): never {
  throw Object.assign(new Error(error.message), error);
}

const KINDS: ReadonlySet<unknown> = new Set<PullError['kind']>([
  'Unauthorized',
  'NotFoundYet',
  'RateLimited',
  'Upstream',
  'Malformed',
]);

/** Tells a PullError from anything else that may have been thrown. */
export function isPullError(value: unknown): value is PullError {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, message, retryAfterMs } = value as Record<string, unknown>;
  return KINDS.has(kind) && typeof message === 'string' && (kind !== 'RateLimited' || typeof retryAfterMs === 'number');
}
