import { after, HOUR, type Clock, type PolicyOf } from '@whereabouts/model';
import { inTransaction, isUnavailable, lockDue, nextDue, putOff, type Deadline } from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor } from '../apply/door';
import type { Log, Meter } from '../pipeline';
import { shareDoor } from '../work/door-lock';
import { steadily, type Steady } from './steadily';

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

/** A deadline that cannot be dealt with must not keep the others waiting. */
const TRY_AGAIN_MS = HOUR;

/**
 * Fires one batch of deadlines that are due now. Returns how many it dealt with. A batch that fails is made smaller until
 * the deadline to blame stands alone; that one is put off, the others go on.
 */
export async function fireDue(needs: TimerNeeds, limit = BATCH): Promise<number> {
  const { pool, policyOf, clock, log, meter, onCommitted } = needs;
  const now = clock();
  const next = await nextDue(pool);
  if (next === null || next > now) return 0;
  let held: readonly Deadline[] = [];
  try {
    const outcome = await inTransaction(pool, async (tx) => {
      await shareDoor(tx);
      held = await lockDue(tx, now, limit);
      return held.length === 0 ? null : throughDoor(tx, { inputs: [], due: held }, policyOf, now);
    });
    if (!outcome) return 0;
    meter.count('deadlines_fired', outcome.fired);
    if (outcome.cases.opened) meter.count('cases_opened', outcome.cases.opened);
    if (outcome.cases.closed) meter.count('cases_closed', outcome.cases.closed);
    if (outcome.cases.changes) onCommitted();
    return outcome.fired;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (held.length > 1) return fireDue(needs, held.length >> 1);
    await putOff(pool, held, after(now, TRY_AGAIN_MS));
    const subject = held[0]?.subjectId;
    log.error({ err: error, subject }, 'a deadline could not be dealt with; it is tried again in an hour');
    return held.length;
  }
}

/** Looks for due deadlines twice a second. An idle look costs one index probe, whatever the number of shipments. */
export const timers = (needs: TimerNeeds): Steady =>
  steadily({
    step: async () => (await fireDue(needs)) > 0,
    pauseMs: TICK_MS,
    failed: 'firing deadlines failed',
    log: needs.log,
  });
