import type { Clock, DetectionPolicy, Instant } from '@whereabouts/model';
import { msBetween } from '@whereabouts/model';
import type { Issue } from '@whereabouts/plugin-sdk';
import {
  claimPending,
  clearDeadLetters,
  inTransaction,
  isUnavailable,
  putDeadLetters,
  type DeadLetterInput,
  type PendingInput,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { throughDoor, type DoorOutcome } from '../apply/door';
import type { UnderstoodInput } from '../apply/heard';
import type { Normalizer } from '../normalize/normalizer';
import type { ConfiguredSource, LoadedPlugin, Log, Meter, SourceDirectory } from '../pipeline';
import { shareDoor } from './door-lock';

export interface ProcessNeeds {
  readonly pool: Pool;
  readonly sources: SourceDirectory;
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  readonly normalizer: Normalizer;
  readonly policy: DetectionPolicy;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Told after each commit that wrote changes. */
  readonly onCommitted: () => void;
}

/** An input after its plugin was asked: understood at least in part, or not at all. */
interface Read {
  readonly input: PendingInput;
  readonly understood: UnderstoodInput | null;
  readonly failures: readonly { readonly path: string; readonly error: string }[];
}

const MAX_ATTEMPTS = 5;
const PREVIEW = 400;
const MAX_ERROR = 2_000;

/** The beginning of a body, printable: enough for a person to recognise it. */
const preview = (body: Uint8Array): string =>
  new TextDecoder()
    .decode(body.subarray(0, PREVIEW))
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();

const failuresOf = (issues: readonly Issue[]): Read['failures'] =>
  issues
    .filter(({ kind }) => kind === 'record')
    .map(({ path, problem }) => ({ path, error: problem.slice(0, MAX_ERROR) }));

const failed = (input: PendingInput, error: string): Read => ({
  input,
  understood: null,
  failures: [{ path: '', error: error.slice(0, MAX_ERROR) }],
});

/** How many dead letters one input may leave: an input of thousands of faulty records is one trouble, not thousands. */
const MAX_LETTERS = 100;

function lettersOf({ input, failures }: Read, now: Instant): DeadLetterInput[] {
  const text = failures.length ? preview(input.body) : '';
  return failures.slice(0, MAX_LETTERS).map(({ path, error }) => ({
    merchantId: input.merchantId,
    id: uuidv7(),
    inputId: input.id,
    sourceId: input.sourceId,
    path,
    error,
    attempts: 1,
    preview: text,
    receivedAt: input.receivedAt,
    failedAt: now,
  }));
}

export interface ProcessOptions {
  /** Folds without judging, and leaves the door to the caller: a rebuild. */
  readonly quiet?: boolean;
}

export interface InputProcessor {
  /** Normalizes and applies inputs; each is applied or set aside when this settles. Rejects only when the database is away. */
  process(inputs: readonly PendingInput[], options?: ProcessOptions): Promise<void>;
}

/** Transactions that a process applies at the same time: while one waits for the database, the other computes. */
const LANES = 2;

/** Runs what a lane is given one after the other. */
function turnTaking(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** News of one parcel always takes the same lane, so that lanes do not wait for each other's rows. */
function laneOf({ understood }: Read): number {
  const said = understood?.said;
  const first = said?.milestones[0];
  const key =
    first?.trackingNumber ??
    said?.shipments[0]?.trackingNumber ??
    said?.orders[0]?.number ??
    first?.shipmentExternalId ??
    first?.orderExternalId ??
    '';
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
  return Math.abs(hash) % LANES;
}

/** Waits for all, then fails with the first failure. */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

export function inputProcessor(needs: ProcessNeeds): InputProcessor {
  const lanes = Array.from({ length: LANES }, turnTaking);
  const { pool, sources, plugins, normalizer, policy, clock, log, meter } = needs;

  const read = async (source: ConfiguredSource | null, inputs: readonly PendingInput[]): Promise<Read[]> => {
    const loaded = source && plugins.get(source.plugin.id);
    if (!source || !loaded)
      return inputs.map((input) => failed(input, 'the source was removed, or its plugin is not loaded'));
    const fit = inputs.filter(({ attempts }) => attempts <= MAX_ATTEMPTS);
    const outcomes = await normalizer.normalize(loaded, fit);
    const reads = fit.map((input, index): Read => {
      const outcome = outcomes[index]!;
      if (!outcome.ok) return failed(input, outcome.problem);
      const { merchantId, id: inputId, sourceId, receivedAt, replay } = input;
      const understood = {
        merchantId,
        inputId,
        sourceId,
        sourceKind: source.plugin.source,
        receivedAt,
        replay,
        said: outcome.said,
      };
      return { input, understood, failures: failuresOf(outcome.said.issues) };
    });
    const given = inputs.filter(({ attempts }) => attempts > MAX_ATTEMPTS);
    return [
      ...reads,
      ...given.map((input) => failed(input, `gave up after ${MAX_ATTEMPTS} attempts that never ended`)),
    ];
  };

  const readAll = async (inputs: readonly PendingInput[]): Promise<Read[]> => {
    const bySource = new Map<string, PendingInput[]>();
    for (const input of inputs) bySource.set(input.sourceId, [...(bySource.get(input.sourceId) ?? []), input]);
    const began = performance.now();
    const reads = await Promise.all(
      [...bySource].map(async ([sourceId, group]) => read(await sources.find(sourceId), group)),
    );
    meter.time('normalize_batch', (performance.now() - began) / 1000);
    return reads.flat().sort((a, b) => (a.input.id < b.input.id ? -1 : 1));
  };

  const apply = async (tx: Tx, reads: readonly Read[], quiet: boolean): Promise<DoorOutcome> => {
    const now = clock();
    if (!quiet) await shareDoor(tx);
    const claimed = await claimPending(
      tx,
      reads.map(({ input }) => ({ merchantId: input.merchantId, inputId: input.id })),
    );
    const mine = reads.filter(({ input }) => claimed.has(input.id));
    const letters = mine.flatMap((one) => lettersOf(one, now));
    const replayed = mine.filter(({ input }) => claimed.get(input.id)!.replay);
    if (letters.length) await putDeadLetters(tx, letters);
    if (replayed.length)
      await clearDeadLetters(
        tx,
        replayed.map(({ input }) => ({ merchantId: input.merchantId, inputId: input.id })),
        now,
      );
    const inputs = mine.flatMap(({ input, understood }) =>
      understood ? [{ ...understood, replay: claimed.get(input.id)!.replay }] : [],
    );
    const outcome = await throughDoor(tx, { inputs, due: [], quiet }, policy, now);
    report(mine, letters.length, outcome, now);
    return outcome;
  };

  const report = (mine: readonly Read[], letters: number, outcome: DoorOutcome, now: Instant): void => {
    meter.count('inputs_applied', mine.length);
    if (letters) meter.count('dead_letters', letters);
    meter.count('milestones', outcome.milestones);
    const unmapped = mine.reduce(
      (sum, { understood }) =>
        sum + (understood?.said.milestones.filter(({ code }) => code === 'UNMAPPED').length ?? 0),
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
      const outcome = await inTransaction(pool, (tx) => apply(tx, reads, quiet));
      meter.time('apply_batch', (performance.now() - began) / 1000);
      if (outcome.cases.changes) needs.onCommitted();
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

  return {
    async process(inputs, { quiet = false } = {}) {
      if (inputs.length === 0) return;
      const reads = await readAll(inputs);
      // A rebuild goes through the past in order, in one lane.
      if (quiet) return applyOrHalve(reads, quiet);
      const shares = lanes.map((take, lane) => ({ take, reads: reads.filter((read) => laneOf(read) === lane) }));
      await allSettled(
        shares
          .filter((share) => share.reads.length > 0)
          .map((share) => share.take(() => applyOrHalve(share.reads, quiet))),
      );
    },
  };
}
