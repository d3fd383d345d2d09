import { isUnavailable, releaseLeases, takeAbandoned, type InboxInput, type PendingInput } from '@whereabouts/store';
import type { Pool } from 'pg';
import { steadily } from '../jobs/steadily';
import type { Log } from '../pipeline';
import type { InputProcessor } from './process-inputs';

/** Inputs that are read together. */
const BATCH = 512;
/** Batches under way at the same time: one is applied, and two are read meanwhile and then applied as one. */
const WIDTH = 3;
/** Inputs and bytes held in memory; beyond that senders are told to come back. */
const MAX_HELD = 20_000;
const MAX_HELD_BYTES = 128_000_000;
const LOOK_MS = 500;
const LEASE_SECONDS = 30;
const RETRY_MS = 500;

export interface InputLoop {
  /** Takes committed inputs straight from the receiver. */
  offer(inputs: readonly InboxInput[]): void;
  isFull(): boolean;
  /** Settles when nothing is held in memory. */
  settled(): Promise<void>;
  /** Looks for abandoned and replayed inputs now instead of at the next look. */
  nudge(): void;
  /** Settles when inputs can be offered. */
  start(): Promise<void>;
  /** Finishes what is held, then stops. */
  stop(): Promise<void>;
}

/** Applies inputs: those this process received, from memory; and those that nobody applied in time, from the table. */
export function inputLoop({ pool, processor, log }: { pool: Pool; processor: InputProcessor; log: Log }): InputLoop {
  const queue: PendingInput[] = [];
  const held = new Set<string>();
  const idle: (() => void)[] = [];
  const state = {
    bytes: 0,
    busy: 0,
    /** Batches that wait for the database. */
    blocked: 0,
    running: false,
    stopping: false,
  };

  const release = (batch: readonly PendingInput[]): void => {
    for (const { id, body } of batch) {
      held.delete(id);
      state.bytes -= body.byteLength;
    }
    if (held.size === 0) for (const settle of idle.splice(0)) settle();
  };

  /** While the database is away the batch waits: its inputs are safe in the inbox. */
  const processUntilDone = async (batch: readonly PendingInput[], onLate: () => void): Promise<void> => {
    for (;;) {
      try {
        await processor.process(batch, { onLate });
        return;
      } catch (error) {
        if (!isUnavailable(error)) {
          log.error(
            { err: error, inputs: batch.length },
            'not all of a batch could be applied; the rest stays pending',
          );
          return;
        }
        if (state.stopping) return;
        state.blocked++;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        state.blocked--;
      }
    }
  };

  const pump = (): void => {
    while (queue.length > 0 && state.busy < WIDTH) {
      const batch = queue.splice(0, BATCH);
      let isCounted = true;
      state.busy++;
      const makeRoom = (): void => {
        if (isCounted) state.busy--;
        isCounted = false;
        pump();
      };
      void processUntilDone(batch, makeRoom).finally(() => {
        release(batch);
        makeRoom();
      });
    }
  };

  const hold = (inputs: readonly PendingInput[]): void => {
    for (const input of inputs) {
      if (held.has(input.id)) continue;
      held.add(input.id);
      state.bytes += input.body.byteLength;
      queue.push(input);
    }
    pump();
  };

  const isFull = (): boolean => held.size >= MAX_HELD || state.bytes >= MAX_HELD_BYTES;

  const takeUp = async (): Promise<boolean> => {
    // Taking up counts as an attempt: not while nothing gets through.
    if (queue.length > BATCH || state.blocked > 0) return false;
    const taken = await takeAbandoned(pool, BATCH, LEASE_SECONDS);
    hold(taken);
    return taken.length === BATCH;
  };

  const look = steadily({ step: takeUp, pauseMs: LOOK_MS, failed: 'looking for abandoned inputs failed', log });

  return {
    isFull,
    offer(inputs) {
      // When full, the table keeps them until there is room.
      if (!state.running || isFull()) return;
      hold(inputs.map((input) => ({ ...input, attempts: 0, replay: false })));
    },
    settled: () => (held.size === 0 ? Promise.resolve() : new Promise((settle) => idle.push(settle))),
    nudge: look.nudge,
    async start() {
      // Before anything is offered: a row whose lease is released in the moment of its claim would count as another's.
      await releaseLeases(pool).catch((error: unknown) => log.warn({ err: error }, 'leases were left to run out'));
      state.running = true;
      look.start();
    },
    async stop() {
      state.running = false;
      state.stopping = true;
      await look.stop();
      if (held.size > 0) await new Promise<void>((settle) => idle.push(settle));
    },
  };
}
