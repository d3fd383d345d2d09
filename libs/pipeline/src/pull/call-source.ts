import { setTimeout as sleep } from 'node:timers/promises';
import { after, DAY, MINUTE, type CallResult, type Clock, type Instant } from '@whereabouts/model';
import { isPullError, type HostContext, type PullError } from '@whereabouts/plugin-sdk';
import { takeRequest, type PullOutcomeName } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import type { HostFetch } from './host-fetch';
import type { AbleSource } from '../sources/able-sources';

export interface CallNeeds {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly host: HostFetch;
}

/** What came of a call: what the plugin gave, or what it threw; and whether it got to ask at all. */
export interface Called<Result> {
  readonly result: Result | PullError;
  /** The account's requests were spent, or the hub is stopping: nobody is to blame, and it is owed. */
  readonly calledOff: boolean;
}

const CALL_MS = 60_000;
/** A request that would have to wait for its turn for longer gives its place back. */
const MOST_WAIT_MS = 5_000;

/** Lends a plugin all it needs for one call, waits for its account's turn before each request, and never throws. */
export async function callSource<Result>(
  { pool, clock, log, host }: CallNeeds,
  source: AbleSource,
  stop: AbortSignal,
  work: (context: HostContext<unknown>) => Promise<Result>,
): Promise<Called<Result>> {
  const state = { spent: false };
  const limit = AbortSignal.timeout(CALL_MS);
  const signal = AbortSignal.any([stop, limit]);
  const fetch = host.with(async () => {
    const waitMs = await takeRequest(pool, source, source.rate, MOST_WAIT_MS);
    if (waitMs === null) {
      state.spent = true;
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('spent'), { code: 'REQUESTS_SPENT' }) });
    }
    if (waitMs > 0) await sleep(Math.ceil(waitMs), undefined, { signal });
  });
  const context: HostContext<unknown> = {
    config: source.config,
    fetch,
    clock,
    log: (level, message, facts) => log[level]({ source: source.name, ...facts }, message),
    signal,
  };
  const late = new Promise<PullError>((resolve) => {
    const end = (): void =>
      resolve({ kind: 'Upstream', message: `${source.plugin.name} was not done within ${CALL_MS / 1000} seconds` });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  // A plugin that does not heed the signal is left behind.
  const result = await Promise.race([late, work(context).catch((fault: unknown) => thrown(fault, source, log))]);
  return { result, calledOff: state.spent || stop.aborted };
}

/** Plugins may throw a PullError for all that they were asked. Anything else is a fault of theirs. */
function thrown(fault: unknown, source: AbleSource, log: Log): PullError {
  if (isPullError(fault)) return fault;
  log.error({ source: source.name, plugin: source.plugin.id, err: fault }, 'a plugin failed while asking its source');
  return { kind: 'Malformed', message: `the plugin failed: ${fault instanceof Error ? fault.name : typeof fault}` };
}

/** A request that the source understood and refused: about the number, not about the source. */
export const isMiss = (error: PullError): boolean =>
  error.kind === 'NotFoundYet' ||
  (error.kind === 'Upstream' &&
    error.status !== undefined &&
    error.status >= 400 &&
    error.status < 500 &&
    error.status !== 408);

export const outcomeOf = (error: PullError | null): PullOutcomeName => {
  if (error === null) return 'ANSWERED';
  if (isMiss(error)) return 'NOT_FOUND';
  switch (error.kind) {
    case 'RateLimited':
      return 'RATE_LIMITED';
    case 'Unauthorized':
      return 'UNAUTHORIZED';
    case 'Malformed':
      return 'MALFORMED';
    case 'Upstream':
    case 'NotFoundYet':
      return 'FAILED';
  }
};

/** How a call went as a whole, and what says so. One number that was answered speaks for the source. */
export interface CallVerdict {
  readonly result: CallResult;
  readonly outcome: PullOutcomeName;
  readonly detail: string | null;
  /** Until when the source asked us to stay away. */
  readonly closedUntil: Instant | null;
}

const MOST_AWAY_MS = DAY;
const awayMs = (ms: number): number => (ms >= 0 ? Math.min(ms, MOST_AWAY_MS) : MINUTE);

const WORST_FIRST: readonly PullOutcomeName[] = ['UNAUTHORIZED', 'FAILED', 'MALFORMED'];

export function verdictOf(errors: readonly (PullError | null)[], now: Instant): CallVerdict {
  const outcomes = errors.map((error) => ({ error, outcome: outcomeOf(error) }));
  const limits = errors.flatMap((error) => (error?.kind === 'RateLimited' ? [error] : []));
  if (limits.length > 0) {
    const longest = Math.max(...limits.map(({ retryAfterMs }) => awayMs(retryAfterMs)));
    const detail = limits[0]!.message;
    return { result: { kind: 'answered' }, outcome: 'RATE_LIMITED', detail, closedUntil: after(now, longest) };
  }
  const spoken =
    outcomes.find(({ outcome }) => outcome === 'ANSWERED') ?? outcomes.find(({ outcome }) => outcome === 'NOT_FOUND');
  if (spoken || outcomes.length === 0)
    return {
      result: { kind: 'answered' },
      outcome: spoken?.outcome ?? 'ANSWERED',
      detail: spoken?.error?.message ?? null,
      closedUntil: null,
    };
  const worst = WORST_FIRST.flatMap((name) => outcomes.filter(({ outcome }) => outcome === name))[0]!;
  const reason = worst.error!.message;
  return {
    result: { kind: worst.outcome === 'UNAUTHORIZED' ? 'refused' : 'failed', reason },
    outcome: worst.outcome,
    detail: reason,
    closedUntil: null,
  };
}
