import { msBetween, type Clock, type PolicyOf, type Instant } from '@whereabouts/model';
import {
  claimPending,
  clearDeadLetters,
  inTransaction,
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
import { failed, type Read } from './read-inputs';

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

/** Applies inputs that were read, each exactly once. `quiet` folds without judging, with the door held by the caller. */
export function inputApplier(needs: ApplyNeeds): (reads: readonly Read[], quiet: boolean) => Promise<void> {
  const { pool, policyOf, clock, log, meter } = needs;

  const apply = async (
    tx: Tx,
    reads: readonly Read[],
    quiet: boolean,
    schedules: ScheduleWrites | null,
  ): Promise<Applied> => {
    const now = clock();
    const keys = reads.map(({ input }) => ({ merchantId: input.merchantId, inputId: input.id }));
    const [, claimed] = await together([quiet ? null : shareDoor(tx), claimPending(tx, keys)]);
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
  const applyOrHalve = async (reads: readonly Read[], quiet: boolean): Promise<void> => {
    const began = performance.now();
    try {
      const schedules = quiet ? null : ((await needs.schedules?.prepare()) ?? null);
      const applied = await inTransaction(pool, (tx) => apply(tx, reads, quiet, schedules));
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
        await applyOrHalve(reads.slice(0, middle), quiet);
        await applyOrHalve(reads.slice(middle), quiet);
        return;
      }
      const [one] = reads;
      if (!one) return;
      log.error({ input: one.input.id, err: error }, 'an input could not be applied and was set aside');
      if (one.understood === null) throw error;
      await applyOrHalve([failed(one.input, `could not be applied: ${message}`)], quiet);
    }
  };

  return applyOrHalve;
}
