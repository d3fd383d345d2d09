import { after, HOUR, MINUTE, type Clock, type Instant, type PolicyOf } from '@whereabouts/model';
import {
  dueKinds,
  inTransaction,
  isContended,
  isUnavailable,
  lockDue,
  putOff,
  together,
  type Deadline,
  type DeadlineSubject,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor } from '../apply/door';
import { lookAtOrders, lookAtTickets } from '../apply/families';
import { fireClocks } from '../apply/fire-clocks';
import type { CasesWritten } from '../apply/write-cases';
import type { Log, Meter } from '../pipeline';
import { linkCases } from '../incidents/link-cases';
import { silenceWatch } from '../silence/watch-silence';
import { shareDoor } from '../work/door-lock';
import { steadily, type Steady } from '../jobs/steadily';

/** Deadlines in one transaction. */
const BATCH = 300;
const TICK_MS = 500;

export interface TimerNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly onCommitted: () => void;
}

/** A deadline that cannot be dealt with must not keep the others waiting; one whose rows somebody holds soon can. */
const putOffFor = (error: unknown): number => (isContended(error) ? MINUTE : HOUR);

interface Fired {
  readonly fired: number;
  readonly cases: CasesWritten;
}

/** How each kind of deadline is dealt with. A transaction holds one kind, so that locks are taken in one order. */
const FIRE: Readonly<
  Record<DeadlineSubject, (tx: Tx, due: readonly Deadline[], policyOf: PolicyOf, now: Instant) => Promise<Fired>>
> = {
  shipment: (tx, due, policyOf, now) => throughDoor(tx, { inputs: [], due }, policyOf, now),
  order: lookAtOrders,
  ticket: lookAtTickets,
  case: fireClocks,
};

/** Fires one batch of each kind of deadline that is due now. Returns how many it dealt with. */
export async function fireDue(needs: TimerNeeds, limit = BATCH): Promise<number> {
  const now = needs.clock();
  const due = await dueKinds(needs.pool, now);
  let fired = 0;
  for (const kind of Object.keys(FIRE) as DeadlineSubject[])
    if (due.has(kind)) fired += await fireKind(needs, kind, now, limit);
  return fired;
}

/**
 * A batch that fails is made smaller until the deadline to blame stands alone; that one is put off, the others go on.
 */
async function fireKind(needs: TimerNeeds, kind: DeadlineSubject, now: Instant, limit: number): Promise<number> {
  const { pool, policyOf, log, meter, onCommitted } = needs;
  let held: readonly Deadline[] = [];
  try {
    const outcome = await inTransaction(pool, async (tx) => {
      [, held] = await together([shareDoor(tx), lockDue(tx, kind, now, limit)]);
      return held.length === 0 ? null : FIRE[kind](tx, held, policyOf, now);
    });
    if (!outcome) return 0;
    meter.count('deadlines_fired', outcome.fired);
    if (outcome.cases.opened) meter.count('cases_opened', outcome.cases.opened);
    if (outcome.cases.closed) meter.count('cases_closed', outcome.cases.closed);
    if (outcome.cases.changes) onCommitted();
    return outcome.fired;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (held.length > 1) return fireKind(needs, kind, now, held.length >> 1);
    const until = after(now, putOffFor(error));
    await putOff(pool, held, until);
    const subject = held[0]?.subjectId;
    log.error({ err: error, subject, until }, 'a deadline could not be dealt with, and is put off');
    return held.length;
  }
}

/** Looks for due deadlines twice a second. An idle look costs one index probe, whatever the number of shipments. */
export function timers(needs: TimerNeeds): Steady {
  const watch = silenceWatch(needs);
  return steadily({
    step: async () => {
      await watch();
      const linked = await linkCases(needs);
      return (await fireDue(needs)) > 0 || linked;
    },
    pauseMs: TICK_MS,
    failed: 'firing deadlines failed',
    log: needs.log,
  });
}
