import type { PendingInput } from '@whereabouts/store';
import { inputApplier, type ApplyNeeds } from './apply-inputs';
import { laneOf, LANES, turnTaking } from './lanes';
import { inputReader, type ReadNeeds } from './read-inputs';

export interface ProcessOptions {
  /** Folds without judging, and leaves the door to the caller: a rebuild. */
  readonly quiet?: boolean;
}

export interface InputProcessor {
  /** Normalizes and applies inputs; each is applied or set aside when this settles. Rejects only when the database is away. */
  process(inputs: readonly PendingInput[], options?: ProcessOptions): Promise<void>;
}

/** Waits for all, then fails with the first failure. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** From stored bytes to committed effect: reads, deals the inputs to lanes, and applies. */
export function inputProcessor(needs: ReadNeeds & ApplyNeeds): InputProcessor {
  const read = inputReader(needs);
  const apply = inputApplier(needs);
  const lanes = Array.from({ length: LANES }, turnTaking);
  return {
    async process(inputs, { quiet = false } = {}) {
      if (inputs.length === 0) return;
      const reads = await read(inputs);
      // A rebuild goes through the past in order, in one lane.
      if (quiet) return apply(reads, true);
      const shares = lanes.map((take, lane) => ({ take, reads: reads.filter((one) => laneOf(one) === lane) }));
      await allSettled(
        shares.filter((share) => share.reads.length > 0).map((share) => share.take(() => apply(share.reads, false))),
      );
    },
  };
}
