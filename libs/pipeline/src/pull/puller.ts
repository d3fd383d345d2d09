import type { Clock } from '@whereabouts/model';
import { announceSources } from '@whereabouts/store';
import type { Pool } from 'pg';
import { callLoop } from '../jobs/call-loop';
import type { Jobs } from '../jobs/jobs';
import { rounds } from '../jobs/rounds';
import type { Log, Meter, Pipeline, PullOptions } from '../pipeline';
import { enrolKnown } from './enrol-known';
import type { HostFetch } from './host-fetch';
import type { PullSource, PullSources } from './pull-sources';
import { scheduleRound } from './schedule';
import { sourceCalls, type PullJob } from './source-calls';

export interface PullerNeeds {
  /** Started and stopped by whoever opened them. */
  readonly jobs: Jobs;
  readonly host: HostFetch;
  readonly pool: Pool;
  readonly pulls: PullSources;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly deposit: Pipeline['deposit'];
  readonly options?: PullOptions;
}

export interface Puller {
  start(): void;
  /** Asks for all that is due now and may go out, and waits until the answers are stored. Returns how many calls that took. */
  askDue(): Promise<number>;
  stop(): Promise<void>;
}

const CALL_SECONDS = 90;

/** Asks sources about parcels: decides what is due, and makes the calls, beside other processes that do the same. */
export function puller(needs: PullerNeeds): Puller {
  const { jobs, host, pool, pulls, clock, log, meter, deposit, options = {} } = needs;
  const { random = Math.random, callSeconds = CALL_SECONDS } = options;
  const queue = jobs.queue<PullJob>('pull', { seconds: callSeconds, retries: 3, retrySeconds: 5, keptMinutes: 30 });
  const calls = callLoop({
    queue,
    log,
    factsOf: ({ sourceId: source }) => ({ source }),
    call: sourceCalls({ pool, pulls, clock, log, meter, deposit, host }),
  });
  let announced: readonly PullSource[] | null = null;

  const { start, settle, stop } = rounds({
    jobs,
    log,
    calls,
    failed: 'looking for what is due to be asked failed',
    async round(isStopping) {
      const sources = await pulls.all();
      if (announced !== sources) {
        await announceSources(pool, await pulls.merchants(), sources);
        announced = sources;
      }
      const done = await scheduleRound({ pool, clock, queue, random }, sources);
      const fresh = new Set(done.glances.filter(({ isNew }) => isNew).map(({ sourceId }) => sourceId));
      if (fresh.size > 0)
        await enrolKnown(
          { pool, clock, log },
          sources.filter(({ sourceId }) => fresh.has(sourceId)),
          isStopping,
        );
      return done.calls;
    },
  });
  return { start, askDue: settle, stop };
}
