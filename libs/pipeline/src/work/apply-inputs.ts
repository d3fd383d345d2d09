import { msBetween, type Clock, type PolicyOf, type Instant } from '@whereabouts/model';
import {
  claimPending,
  clearDeadLetters,
  inTransaction,
  isContended,
  isUnavailable,
  putDeadLetters,
  together,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor, type DoorOutcome } from '../apply/door';
import type { UnderstoodInput } from '../apply/heard';
import type { Log, Meter } from '../pipeline';
import type { NewsForSchedules, ScheduleWrites } from '../pull/news-for-schedules';
import { deadLettersOf } from './dead-letters-of';
import { shareDoor } from './door-lock';
import { failed, MAX_ATTEMPTS, type Read } from './read-inputs';

export interface ApplyNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Told after each commit that wrote changes. */
  readonly onCommitted: () => void;
  /** Told after each commit what was understood in it. */
  readonly onApplied: (inputs: readonly UnderstoodInput[]) => void;
  /** Absent: no source is asked about what is applied. */
  readonly schedules?: NewsForSchedules;
}

/** What one transaction did. */
interface Applied {
  readonly mine: readonly Read[];
  readonly understood: readonly UnderstoodInput[];
  readonly letters: number;
  readonly outcome: DoorOutcome;
  readonly now: Instant;
}

/** How a batch is applied. */
interface Manner {
  readonly quiet: boolean;
  /** Others were in its way: it does not wait as long for them again. */
  readonly isSecond: boolean;
  /** Why inputs of the same batch stay pending. */
  readonly waiting: unknown[];
}

const SECOND_WAIT = `set local lock_timeout = '2s'`;
/** When so many inputs of a batch have to wait, it is not for a row: the others would only wait in vain as well. */
const MOST_WAITING = 3;

/**
 * Applies inputs that were read, each exactly once. `quiet` folds without judging, with the door held by the caller. Rejects
 * when an input stays pending, because the database is away or somebody holds what it needs; its neighbours are applied.
 */
export function inputApplier(needs: ApplyNeeds): (reads: readonly Read[], quiet: boolean) => Promise<void> {
  const { pool, policyOf, clock, log, meter } = needs;

  const apply = async (
    tx: Tx,
    reads: readonly Read[],
    { quiet, isSecond }: Manner,
    schedules: ScheduleWrites | null,
  ): Promise<Applied> => {
    const now = clock();
    const keys = reads.map(({ input }) => ({ merchantId: input.merchantId, inputId: input.id }));
    const [, , claimed] = await together([
      quiet ? null : shareDoor(tx),
      isSecond ? tx.query(SECOND_WAIT) : null,
      claimPending(tx, keys),
    ]);
    const mine = reads.filter(({ input }) => claimed.has(input.id));
    const letters = mine.flatMap((one) => deadLettersOf(one, now));
    const replayed = mine.filter(({ input }) => claimed.get(input.id)!.replay);
    await schedules?.links(tx, mine, now);
    if (letters.length) await putDeadLetters(tx, letters);
    if (replayed.length)
      await clearDeadLetters(
        tx,
        replayed.map(({ input }) => ({ merchantId: input.merchantId, inputId: input.id })),
        now,
      );
    const understood = mine.flatMap(({ input, understood: said }) =>
      said ? [{ ...said, replay: claimed.get(input.id)!.replay }] : [],
    );
    const outcome = await throughDoor(tx, { inputs: understood, due: [], quiet }, policyOf, now);
    await schedules?.parcels(tx, mine, now);
    return { mine, understood, letters: letters.length, outcome, now };
  };

  const report = ({ mine, understood, letters, outcome, now }: Applied): void => {
    meter.count('inputs_applied', mine.length);
    if (letters) meter.count('dead_letters', letters);
    meter.count('milestones', outcome.milestones);
    const unmapped = understood.reduce(
      (sum, { said }) => sum + said.milestones.filter(({ code }) => code === 'UNMAPPED').length,
      0,
    );
    if (unmapped) meter.count('unmapped', unmapped);
    if (outcome.cases.opened) meter.count('cases_opened', outcome.cases.opened);
    if (outcome.cases.closed) meter.count('cases_closed', outcome.cases.closed);
    const oldest = mine[0];
    if (oldest && outcome.cases.changes)
      meter.time('detection_lag', Math.max(0, msBetween(oldest.input.receivedAt, now)) / 1000);
  };

  /** A batch that fails is halved until the input to blame stands alone; that one is set aside, the others go on. */
  const applyOrHalve = async (reads: readonly Read[], manner: Manner): Promise<void> => {
    const { quiet, waiting } = manner;
    const began = performance.now();
    try {
      const schedules = quiet ? null : ((await needs.schedules?.prepare()) ?? null);
      const applied = await inTransaction(pool, (tx) => apply(tx, reads, manner, schedules));
      schedules?.committed();
      meter.time('apply_batch', (performance.now() - began) / 1000);
      report(applied);
      if (!quiet) needs.onApplied(applied.understood);
      if (applied.outcome.cases.changes) needs.onCommitted();
    } catch (error) {
      if (isUnavailable(error)) throw error;
      const { message } = error as Error;
      if (reads.length > 1) {
        const middle = reads.length >> 1;
        const then = isContended(error) ? { ...manner, isSecond: true } : manner;
        await applyOrHalve(reads.slice(0, middle), then);
        await applyOrHalve(reads.slice(middle), then);
        return;
      }
      const [one] = reads;
      if (!one) return;
      if (isContended(error) && one.input.attempts < MAX_ATTEMPTS) {
        log.warn({ input: one.input.id, err: error }, 'an input waits: somebody holds what it needs');
        waiting.push(error);
        if (waiting.length < MOST_WAITING) return;
        throw error;
      }
      log.error({ input: one.input.id, err: error }, 'an input could not be applied and was set aside');
      if (one.understood === null) throw error;
      await applyOrHalve([failed(one.input, `could not be applied: ${message}`)], manner);
    }
  };

  return async (reads, quiet) => {
    const waiting: unknown[] = [];
    await applyOrHalve(reads, { quiet, isSecond: false, waiting });
    if (waiting.length > 0) throw waiting[0];
  };
}
