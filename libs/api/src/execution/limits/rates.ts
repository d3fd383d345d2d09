import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../../context';

/** How much may be asked for in a minute, by cost. 0: as much as one likes. Counted in this process. */
export interface RateSettings {
  readonly queries: number;
  readonly mutations: number;
}
export type RatePolicy = keyof RateSettings;

/** Who is counted: the key, the user, or the address of somebody without credentials. */
export interface Asker {
  readonly viewer: Viewer | null;
  readonly address?: string | null;
}

/** What an asker may still ask for. */
export interface Allowance {
  readonly policy: RatePolicy;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until all of it is back. */
  readonly resetSeconds: number;
  /** What was asked for was more than was left, and was not taken. */
  readonly isSpent: boolean;
}

export interface RateLimits {
  /** Takes the cost of an operation. Null: it is not limited. */
  take(policy: RatePolicy, asker: Asker, cost: number): Promise<Allowance | null>;
  /** Notes a document that could not be run. */
  noteRefused(asker: Asker): Promise<void>;
  /** Seconds for which nothing of theirs is looked at, after too many documents that could not be run. */
  barredSeconds(asker: Asker): Promise<number | null>;
}

export const RATE_WINDOW_SECONDS = 60;
/** Reading a document costs, whether it can be run or not; whoever sends ten a second that cannot is no client. */
export const MOST_REFUSED = 600;

export function rateLimits(settings: RateSettings, mostRefused = MOST_REFUSED): RateLimits {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration: RATE_WINDOW_SECONDS });
  const limiters = {
    queries: limiter('queries', settings.queries),
    mutations: limiter('mutations', settings.mutations),
  };
  const refusals = limiter('refusals', mostRefused);

  return {
    async take(policy, asker, cost) {
      const limit = settings[policy];
      if (limit === 0) return null;
      const allowance = (state: RateLimiterRes, isSpent: boolean): Allowance => ({
        policy,
        limit,
        remaining: state.remainingPoints,
        resetSeconds: secondsOf(state),
        isSpent,
      });
      const [key, points] = [keyOf(asker), Math.max(1, cost)];
      try {
        return allowance(await limiters[policy].consume(key, points), false);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        // What is not run is not paid for: smaller operations may still fit.
        return allowance(await limiters[policy].reward(key, points), true);
      }
    },
    async noteRefused(asker) {
      await refusals.penalty(keyOf(asker));
    },
    async barredSeconds(asker) {
      const state = await refusals.get(keyOf(asker));
      return state && state.consumedPoints > mostRefused ? secondsOf(state) : null;
    },
  };
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1_000));

function keyOf({ viewer, address }: Asker): string {
  if (viewer === null) return `address ${address ?? 'unknown'}`;
  return viewer.key == null ? `user ${viewer.merchantId} ${viewer.userId}` : `key ${viewer.key}`;
}
