import type { Clock } from '@whereabouts/model';
import { claimDueMessages, ensureAccounts, inTransaction, isUnavailable } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Jobs } from '../jobs/jobs';
import type { Log } from '../pipeline';
import { callLoop } from '../pull/call-loop';
import { attempt, leaseFrom, type AttemptNeeds, type MessageJob } from './attempt';
import type { ReplySource } from './reply-sources';

export interface MessengerNeeds extends AttemptNeeds {
  readonly jobs: Jobs;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Messenger {
  start(): void;
  /** Sends all that is due now, and waits until it is told. Returns how many attempts that took. */
  sendDue(): Promise<number>;
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
const AT_ONCE = 100;
const CALL_SECONDS = 90;
const SETTING_UP_MS = 50;

/** Sends the messages that are due, beside other processes that do the same. */
export function messenger(needs: MessengerNeeds): Messenger {
  const { jobs, pool, clock, log, replies } = needs;
  const queue = jobs.queue<MessageJob>('message', {
    seconds: CALL_SECONDS,
    retries: 3,
    retrySeconds: 5,
    keptMinutes: 30,
  });
  const calls = callLoop({ queue, log, factsOf: ({ id: message }) => ({ message }), call: attempt(needs) });
  const state = {
    running: false,
    known: null as readonly ReplySource[] | null,
    wake: null as (() => void) | null,
    loop: Promise.resolve(),
    turn: Promise.resolve(0),
  };

  const claim = (): Promise<number> =>
    inTransaction(pool, async (tx) => {
      const now = clock();
      const lease = leaseFrom(now);
      const due = await claimDueMessages(tx, now, AT_ONCE, lease);
      if (due.length > 0)
        await queue.put(
          tx,
          due.map((one) => ({ data: { ...one, lease } })),
        );
      return due.length;
    });

  const round = async (): Promise<number> => {
    if (!jobs.isReady()) return 0;
    const sources = await replies.all();
    if (state.known !== sources) {
      if (sources.length > 0) await ensureAccounts(pool, sources);
      state.known = sources;
    }
    let put = 0;
    for (let some = AT_ONCE; some === AT_ONCE; put += some) some = await claim();
    if (put > 0) calls.nudge();
    return put;
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
        if (!isUnavailable(error)) log.error({ err: error }, 'looking for messages that are due failed');
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
    async sendDue() {
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
