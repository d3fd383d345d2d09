/** How many requests an account may make, as the source states it. */
export interface RateLimit {
  readonly requests: number;
  readonly perSeconds: number;
}

/** When the source states nothing. */
export const DEFAULT_RATE: RateLimit = { requests: 1, perSeconds: 1 };

/** How requests are spaced: on average one each `spacingMs`, and up to `burst` at once after a pause. */
export interface Spacing {
  readonly spacingMs: number;
  readonly burst: number;
}

const LARGEST_BURST = 10;
/** The way to the source can squeeze requests together. */
const MARGIN = 1.05;

/**
 * The spacing by which no window of `perSeconds`, wherever it begins, sees more than `requests`: a burst and what is
 * spaced behind it count together. A plain bucket of that size would let twice as many through.
 */
export function spacingOf({ requests, perSeconds }: RateLimit): Spacing {
  const most = Math.max(1, Math.floor(requests));
  const burst = Math.min(LARGEST_BURST, Math.max(1, Math.floor(most / 10)));
  return { spacingMs: (perSeconds * 1000 * MARGIN) / (most - burst + 1), burst };
}

/**
 * When a request may go out that asks at `askedMs`, and the account's mark behind it. The mark is when the account would
 * be idle again, had all its requests been evenly spaced.
 */
export function takeSlot(
  markMs: number,
  askedMs: number,
  { spacingMs, burst }: Spacing,
): { readonly goMs: number; readonly markMs: number } {
  const goMs = Math.max(askedMs, markMs - (burst - 1) * spacingMs);
  return { goMs, markMs: Math.max(markMs, askedMs) + spacingMs };
}

/** How many requests may go out by `byMs`, if all that is asked for is asked now. */
export const slotsBy = (markMs: number, nowMs: number, byMs: number, { spacingMs, burst }: Spacing): number =>
  Math.max(0, Math.floor((byMs + (burst - 1) * spacingMs - Math.max(markMs, nowMs)) / spacingMs) + 1);
