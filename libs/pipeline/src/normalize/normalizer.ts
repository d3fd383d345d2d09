import { Piscina } from 'piscina';
import type { LoadedPlugin } from '../pipeline';
import { normalizeOne, type NormalizeInput, type NormalizeOutcome } from './normalize-one';
import type { NormalizeTask } from './normalize-worker';

export interface Normalizer {
  /** One outcome per input, in order. Never rejects for what an input does. */
  normalize(plugin: LoadedPlugin, inputs: readonly NormalizeInput[]): Promise<readonly NormalizeOutcome[]>;
  close(): Promise<void>;
}

/** Inputs that travel to a worker together. */
const CHUNK = 64;
/** A chunk that takes longer is run again input by input, to find the one to blame. */
const CHUNK_MS = 5_000;
const SINGLE_MS = 2_000;
const WORKER_HEAP_MB = 256;

/** Runs plugins on the event loop: for tests and one-off commands. */
export const inlineNormalizer = (): Normalizer => ({
  normalize: (plugin, inputs) => Promise.resolve(inputs.map((input) => normalizeOne(plugin.plugin, input))),
  close: () => Promise.resolve(),
});

function toTask(from: string, inputs: readonly NormalizeInput[]): NormalizeTask {
  const bodies = new Uint8Array(inputs.reduce((sum, { body }) => sum + body.byteLength, 0));
  let start = 0;
  for (const { body } of inputs) {
    bodies.set(body, start);
    start += body.byteLength;
  }
  return {
    from,
    bodies: bodies.buffer,
    inputs: inputs.map(({ body, headers, receivedAt }) => ({ size: body.byteLength, headers, receivedAt })),
  };
}

const blame = (error: unknown, ms: number): string => {
  const { name, message, code } = error as Error & { code?: string };
  if (name === 'AbortError') return `the plugin took longer than ${ms} ms on this input and was stopped`;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `the plugin used more than ${WORKER_HEAP_MB} MB on this input and was stopped`;
  return `the plugin could not be run on this input: ${message}`;
};

/** Runs plugins in worker threads with a time and a memory limit: a plugin that loops or leaks harms one input only. */
export function workerNormalizer(file: string, threads: number): Normalizer {
  const pool = new Piscina<NormalizeTask, string>({
    filename: file,
    name: 'normalizeChunk',
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
  });

  const run = async (
    from: string,
    inputs: readonly NormalizeInput[],
    ms: number,
  ): Promise<readonly NormalizeOutcome[]> => {
    const task = toTask(from, inputs);
    // The time limit counts from when a thread takes the task up, so that a queue harms nobody.
    const answer = await pool.run(task, {
      transferList: [task.bodies],
      signal: AbortSignal.timeout(ms + pool.queueSize * CHUNK_MS),
    });
    return JSON.parse(answer) as NormalizeOutcome[];
  };

  const alone = async (from: string, input: NormalizeInput): Promise<NormalizeOutcome> => {
    try {
      return (await run(from, [input], SINGLE_MS))[0]!;
    } catch (error) {
      return { ok: false, problem: blame(error, SINGLE_MS) };
    }
  };

  const chunk = async (from: string, inputs: readonly NormalizeInput[]): Promise<readonly NormalizeOutcome[]> => {
    try {
      return await run(from, inputs, CHUNK_MS);
    } catch {
      const outcomes: NormalizeOutcome[] = [];
      for (const input of inputs) outcomes.push(await alone(from, input));
      return outcomes;
    }
  };

  return {
    async normalize(plugin, inputs) {
      const chunks: Promise<readonly NormalizeOutcome[]>[] = [];
      for (let at = 0; at < inputs.length; at += CHUNK) chunks.push(chunk(plugin.from, inputs.slice(at, at + CHUNK)));
      return (await Promise.all(chunks)).flat();
    },
    close: () => pool.destroy(),
  };
}
