import type { Clock } from '@whereabouts/model';
import { announceSources, isUnavailable } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Jobs } from '../jobs/jobs';
import type { Log, Meter, Pipeline, PullOptions } from '../pipeline';
import { callLoop } from './call-loop';
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

const TICK_MS = 1_000;
const CALL_SECONDS = 90;
const SETTING_UP_MS = 50;

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
  const state = {
    running: false,
    announced: null as readonly PullSource[] | null,
    wake: null as (() => void) | null,
    loop: Promise.resolve(),
    turn: Promise.resolve(0),
  };

  const round = async (): Promise<number> => {
    if (!jobs.isReady()) return 0;
    const sources = await pulls.all();
    if (state.announced !== sources) {
      await announceSources(pool, await pulls.merchants(), sources);
      state.announced = sources;
    }
    const done = await scheduleRound({ pool, clock, queue, random }, sources);
    const fresh = new Set(done.glances.filter(({ isNew }) => isNew).map(({ sourceId }) => sourceId));
    const isStopping = (): boolean => !state.running;
    if (fresh.size > 0)
      await enrolKnown(
        { pool, clock, log },
        sources.filter(({ sourceId }) => fresh.has(sourceId)),
        isStopping,
      );
    if (done.calls > 0) calls.nudge();
    return done.calls;
  };
  /** One round at a time. */
  const inTurn = (): Promise<number> => (state.turn = state.turn.catch(() => 0).then(round));

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      state.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (state.running) {
      await inTurn().catch((error: unknown) => {
        if (!isUnavailable(error)) log.error({ err: error }, 'looking for what is due to be asked failed');
      });
      if (state.running) await pause(TICK_MS);
    }
  };

  return {
    start() {
      state.running = true;
      calls.start();
      state.loop = loop();
    },
    async askDue() {
      while (state.running && !jobs.isReady()) await pause(SETTING_UP_MS);
      let made = 0;
      for (;;) {
        const put = await inTurn();
        made += put;
        const drained = await calls.drain();
        if (put === 0 && drained === 0) return made;
      }
    },
    async stop() {
      state.running = false;
      state.wake?.();
      await state.loop;
      await calls.stop();
    },
  };
}
