import type { PendingInput } from '@whereabouts/store';
import { microBatcher, type MicroBatcher } from '../receive/micro-batch';
import { inputApplier, type ApplyNeeds } from './apply-inputs';
import { laneOf, LANES } from './lanes';
import { inOrder, inputReader, type Read, type ReadNeeds } from './read-inputs';

export interface ProcessOptions {
  /** Folds without judging, and leaves the door to the caller: a rebuild. */
  readonly quiet?: boolean;
  /** Told when a plugin takes its time: there is room for other work. */
  readonly onLate?: () => void;
}

export interface InputProcessor {
  /** Normalizes and applies inputs; each is applied or set aside when this settles. Rejects only when the database is away. */
  process(inputs: readonly PendingInput[], options?: ProcessOptions): Promise<void>;
}

/** When a plugin takes longer than this, others need not wait for it. */
const PATIENCE_MS = 200;
/** Inputs in one transaction, and bytes of them. More are hardly faster and hold their locks longer. */
const MAX_ITEMS = 512;
const MAX_BYTES = 32_000_000;

/** Waits for all, then fails with the first failure. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** From stored bytes to committed effect: reads, deals the inputs to lanes, and applies. */
export function inputProcessor(needs: ReadNeeds & ApplyNeeds): InputProcessor {
  const read = inputReader(needs);
  const apply = inputApplier(needs);
  // What is read while a lane is busy goes through it together, from whichever source and batch it is.
  const lane = (): MicroBatcher<Read> =>
    microBatcher({
      flush: (reads) => apply(inOrder([...reads]), false),
      maxItems: MAX_ITEMS,
      maxBytes: MAX_BYTES,
      bytesOf: ({ input }) => input.body.byteLength,
      writers: 1,
    });
  const lanes = Array.from({ length: LANES }, lane);
  const inLanes = (reads: readonly Read[]): Promise<void> =>
    allSettled(reads.map((one) => lanes[laneOf(one)]!.add(one)));
  return {
    async process(inputs, { quiet = false, onLate } = {}) {
      if (inputs.length === 0) return;
      const groups = read(inputs);
      // A rebuild goes through the past in order, in one lane.
      if (quiet) return apply(inOrder((await Promise.all(groups)).flat()), true);
      const impatience = setTimeout(() => onLate?.(), PATIENCE_MS);
      void Promise.allSettled(groups).then(() => clearTimeout(impatience));
      await allSettled(groups.map(async (group) => inLanes(await group)));
    },
  };
}
