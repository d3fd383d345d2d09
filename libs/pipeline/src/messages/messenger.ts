import type { Clock } from '@whereabouts/model';
import { claimDueMessages, ensureAccounts, inTransaction } from '@whereabouts/store';
import type { Pool } from 'pg';
import { callLoop } from '../jobs/call-loop';
import type { Jobs } from '../jobs/jobs';
import { rounds } from '../jobs/rounds';
import type { Log } from '../pipeline';
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

const AT_ONCE = 100;
const CALL_SECONDS = 90;

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
  let known: readonly ReplySource[] | null = null;

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

  const { start, settle, stop } = rounds({
    jobs,
    log,
    calls,
    failed: 'looking for messages that are due failed',
    async round() {
      const sources = await replies.all();
      if (known !== sources) {
        if (sources.length > 0) await ensureAccounts(pool, sources);
        known = sources;
      }
      let put = 0;
      for (let some = AT_ONCE; some === AT_ONCE; put += some) some = await claim();
      return put;
    },
  });
  return { start, sendDue: settle, stop };
}
