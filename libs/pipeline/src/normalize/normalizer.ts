import { Piscina } from 'piscina';
import type { LoadedPlugin } from '../pipeline';
import { normalizeOne, type NormalizeInput, type NormalizeOutcome, type OpenSettings } from './normalize-one';
import type { NormalizeTask, Purpose } from './normalize-worker';

export interface Normalizer {
  /** One outcome per input, in order. Never rejects for what an input does. */
  normalize(
    plugin: LoadedPlugin,
    inputs: readonly NormalizeInput[],
    settings?: OpenSettings,
  ): Promise<readonly NormalizeOutcome[]>;
  close(): Promise<void>;
}

/** Inputs that travel to a worker together. */
const CHUNK = 64;
/** Ordinary chunks take a hundredth of it. One that takes longer is run again input by input, to find the one to blame. */
const CHUNK_MS = 1_500;
const SINGLE_MS = 3_000;
/** For a new thread to start and to load the plugin, which no input is to blame for. */
const LOAD_MS = 15_000;
const WORKER_HEAP_MB = 256;
/** How long a plugin that had to be stopped is kept apart from the others. */
const SUSPECT_MS = 60_000;

/** Runs plugins on the event loop: for tests and one-off commands. */
export const inlineNormalizer = (): Normalizer => ({
  normalize: (plugin, inputs, settings = {}) =>
    Promise.resolve(inputs.map((input) => normalizeOne(plugin.plugin, input, settings))),
  close: () => Promise.resolve(),
});

function toTask({ from, settings, purpose }: Job, inputs: readonly NormalizeInput[]): NormalizeTask {
  const bodies = new Uint8Array(inputs.reduce((sum, { body }) => sum + body.byteLength, 0));
  let start = 0;
  for (const { body } of inputs) {
    bodies.set(body, start);
    start += body.byteLength;
  }
  return {
    from,
    settings,
    purpose,
    bodies: bodies.buffer,
    inputs: inputs.map(({ body, headers, receivedAt }) => ({ size: body.byteLength, headers, receivedAt })),
  };
}

/** Whose inputs they are: the plugin's file, and the settings of the source; and what the records are for. */
interface Job {
  readonly from: string;
  readonly settings: OpenSettings;
  readonly purpose: Purpose;
}

const blame = (error: unknown, ms: number): string => {
  const { name, message, code } = error as Error & { code?: string };
  if (name === 'AbortError') return `the plugin took longer than ${ms} ms on this input and was stopped`;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `the plugin used more than ${WORKER_HEAP_MB} MB on this input and was stopped`;
  if (/^worker exited with code/.test(message)) return 'the plugin ended the process that it ran in on this input';
  return `the plugin could not be run on this input: ${message}`;
};

const threadPool = (
  file: string,
  threads: number,
  onThreadLost: (error: Error) => void,
): Piscina<NormalizeTask, string> =>
  new Piscina<NormalizeTask, string>({
    filename: file,
    name: 'normalizeChunk',
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    // A thread that is being stopped for its time may run out of memory first. No input waits for it any more.
  }).on('error', onThreadLost);

/** Lets so many work at a time. A pool's own queue would count the waiting as work, and blame the one who waited. */
function gate(width: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

type Run = (job: Job, inputs: readonly NormalizeInput[], ms: number) => Promise<readonly NormalizeOutcome[]>;

function runnerOf(pool: Piscina<NormalizeTask, string>, threads: number): Run {
  const enter = gate(threads);
  return (job, inputs, ms) =>
    enter(async () => {
      const task = toTask(job, inputs);
      const answer = await pool.run(task, { transferList: [task.bodies], signal: AbortSignal.timeout(ms) });
      return JSON.parse(answer) as NormalizeOutcome[];
    });
}

/**
 * Runs plugins in worker threads with a time and a memory limit: a plugin that loops or leaks harms one input only. One
 * that had to be stopped is run in a thread apart for a while, input by input, so that the news of others flows on.
 */
export function workerNormalizer(
  file: string,
  threads: number,
  onThreadLost: (error: Error) => void = () => undefined,
  purpose: Purpose = 'store',
): Normalizer {
  const pool = threadPool(file, threads, onThreadLost);
  const run = runnerOf(pool, threads);
  const suspects = new Map<string, number>();
  const state = { apart: null as Piscina<NormalizeTask, string> | null };
  const enter = gate(1);
  const runApart: Run = (...work) => runnerOf((state.apart ??= threadPool(file, 1, onThreadLost)), 1)(...work);

  const alone = async (job: Job, input: NormalizeInput): Promise<readonly NormalizeOutcome[]> => {
    let ms = LOAD_MS;
    try {
      await runApart(job, [], ms);
      ms = SINGLE_MS;
      return await runApart(job, [input], ms);
    } catch (error) {
      suspects.set(job.from, performance.now());
      return [{ ok: false, problem: blame(error, ms) }];
    }
  };

  const apart = async (job: Job, inputs: readonly NormalizeInput[]): Promise<readonly NormalizeOutcome[]> => {
    const outcomes: NormalizeOutcome[] = [];
    for (const input of inputs) outcomes.push(...(await enter(() => alone(job, input))));
    return outcomes;
  };

  const chunk = async (job: Job, inputs: readonly NormalizeInput[]): Promise<readonly NormalizeOutcome[]> => {
    if (performance.now() - (suspects.get(job.from) ?? -Infinity) < SUSPECT_MS) return apart(job, inputs);
    try {
      return await run(job, inputs, CHUNK_MS);
    } catch {
      suspects.set(job.from, performance.now());
      return apart(job, inputs);
    }
  };

  return {
    async normalize(plugin, inputs, settings = {}) {
      const chunks: Promise<readonly NormalizeOutcome[]>[] = [];
      for (let at = 0; at < inputs.length; at += CHUNK)
        chunks.push(chunk({ from: plugin.from, settings, purpose }, inputs.slice(at, at + CHUNK)));
      return (await Promise.all(chunks)).flat();
    },
    async close() {
      await Promise.all([pool.destroy(), state.apart?.destroy()]);
    },
  };
}
