import { setTimeout as sleep } from 'node:timers/promises';
import type { PendingInput } from '@whereabouts/store';
import { inputApplier, type ApplyNeeds } from './apply-inputs';
import { laneOf, LANES, turnTaking } from './lanes';
import { inOrder, inputReader, type Read, type ReadNeeds } from './read-inputs';

export interface ProcessOptions {
  /** Folds without judging, and leaves the door to the caller: a rebuild. */
  readonly quiet?: boolean;
  /** Told when only plugins are waited for that take their time: there is room for other work. */
  readonly onLate?: () => void;
}

export interface InputProcessor {
  /** Normalizes and applies inputs; each is applied or set aside when this settles. Rejects only when the database is away. */
  process(inputs: readonly PendingInput[], options?: ProcessOptions): Promise<void>;
}

/** The sources of a batch are applied together, but none waits longer than this for a plugin of another. */
const PATIENCE_MS = 200;

/** What is read in time, and what is still being read. */
async function promptAndLate(groups: readonly Promise<Read[]>[]): Promise<{ prompt: Read[]; late: Promise<Read[]>[] }> {
  const read = new Map<Promise<Read[]>, Read[]>();
  const all = Promise.all(groups.map(async (group) => void read.set(group, await group)));
  const limit = new AbortController();
  await Promise.race([all, sleep(PATIENCE_MS, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
  all.catch(() => undefined); // a failure is met again where the late ones are awaited
  return {
    prompt: inOrder([...read.values()].flat()),
    late: groups.filter((group) => !read.has(group)),
  };
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
  const inLanes = (reads: readonly Read[]): Promise<void> =>
    allSettled(
      lanes
        .map((take, lane) => ({ take, share: reads.filter((one) => laneOf(one) === lane) }))
        .filter(({ share }) => share.length > 0)
        .map(({ take, share }) => take(() => apply(share, false))),
    );
  return {
    async process(inputs, { quiet = false, onLate } = {}) {
      if (inputs.length === 0) return;
      const groups = read(inputs);
      // A rebuild goes through the past in order, in one lane.
      if (quiet) return apply(inOrder((await Promise.all(groups)).flat()), true);
      const { prompt, late } = await promptAndLate(groups);
      if (late.length > 0) onLate?.();
      await allSettled([inLanes(prompt), ...late.map(async (group) => inLanes(await group))]);
    },
  };
}
