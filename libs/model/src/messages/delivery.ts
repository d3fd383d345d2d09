import { after, HOUR, MINUTE, type Instant } from '../time/instant';

/** What came of an attempt to send, in the words of the plugin contract. */
export type SendResult =
  { readonly ok: true; readonly reference?: string } | { readonly ok: false; readonly error: SendFailure };
export type SendFailure =
  /** Whoever delivers it understood and says no. */
  | { readonly kind: 'Refused'; readonly message: string }
  /** A person has to look at the credentials. */
  | { readonly kind: 'Unauthorized'; readonly message: string }
  | { readonly kind: 'RateLimited'; readonly message: string; readonly retryAfterMs: number }
  | { readonly kind: 'NotFoundYet' | 'Upstream' | 'Malformed'; readonly message: string };

/** What becomes of a message after an attempt. */
export type Delivery =
  | { readonly status: 'SENT'; readonly reference: string | null }
  | { readonly status: 'FAILED'; readonly because: string }
  | { readonly status: 'QUEUED'; readonly dueAt: Instant; readonly because: string };

/** First wait and longest one: each failure in a row doubles it. */
const FIRST_WAIT = MINUTE / 2;
const LONGEST_WAIT = HOUR;
const MOST_TRIES = 8;
/** How often is looked whether somebody mended what only a person can mend. */
export const LOOK_AGAIN_MS = 10 * MINUTE;

/**
 * What becomes of a message after an attempt, the `tries`-th. What waits for a person, or for the source to let us in
 * again, waits until the message expires; what keeps failing is given up after some tries.
 */
export function afterAttempt(
  result: SendResult,
  { tries, expiresAt, random }: { readonly tries: number; readonly expiresAt: Instant; readonly random: number },
  now: Instant,
): Delivery {
  if (result.ok) return { status: 'SENT', reference: result.reference ?? null };
  const { error } = result;
  switch (error.kind) {
    case 'Refused':
      return { status: 'FAILED', because: `It was refused: ${error.message}.` };
    case 'Unauthorized':
      return putOff(`The credentials were refused: ${error.message}. Renew them.`, LOOK_AGAIN_MS, expiresAt, now);
    case 'RateLimited':
      return putOff(`We are asked to wait: ${error.message}.`, waitOf(error.retryAfterMs), expiresAt, now);
    case 'NotFoundYet':
    case 'Upstream':
    case 'Malformed':
      return tries >= MOST_TRIES
        ? { status: 'FAILED', because: `It failed ${tries} times, the last time because: ${error.message}.` }
        : putOff(`It failed and is tried again: ${error.message}.`, backoff(tries, random), expiresAt, now);
  }
}

/** A message that waits. What would go out too late is not sent: by then the customer may have been told otherwise. */
export const putOff = (because: string, waitMs: number, expiresAt: Instant, now: Instant): Delivery => {
  const dueAt = after(now, waitMs);
  return dueAt < expiresAt
    ? { status: 'QUEUED', dueAt, because }
    : { status: 'FAILED', because: `${because} It waited too long and is not sent any more.` };
};

const waitOf = (ms: number): number => (ms > 0 ? Math.min(Math.max(Math.ceil(ms), 1000), 24 * HOUR) : MINUTE);

/** Between half and all of the wait, so that many failures of one moment do not come back in one moment. */
const backoff = (tries: number, random: number): number =>
  Math.round(Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.5 + random / 2));
