import type { RequestFailed } from './errors';

const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/**
 * How long to wait before another try: doubled each time, and spread over its second half, so that thousands of clients of
 * a hub that restarted do not come at once.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(full / 2 + (random() * full) / 2);
}

/** The same, and as much more as the hub asks for. */
export function waitBefore(attempt: number, refusal: RequestFailed | null): number {
  const seconds = refusal?.errors[0]?.extensions?.['retryAfterSeconds'];
  return pauseBefore(attempt) + (typeof seconds === 'number' ? seconds * 1_000 : 0);
}

/** Waits, or less when the signal fires. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
