import { DAY, defaultPolicyOf, instant } from '@whereabouts/model';
import { openPool, putInputs, takeAgain, type InboxInput } from '@whereabouts/store';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { sourceDirectoryOf } from './shop-sources';
import { inlineNormalizer } from '../normalize/normalizer';
import { newInput } from '../receive/new-input';
import { rebuild } from '../replay/rebuild';
import { inputProcessor, type InputProcessor } from '../work/process-inputs';
import { fireAll } from './fire-all';
import { heardErrors, type HeardErrors } from './heard-errors';
import { longForm } from './long-form';
import { someBatches, someInputs, type AnyInput } from './any-inputs';
import { casesOf, differences, projectionsOf, wipe } from './projections';
import { silentMeter, toyBody, type TestShop } from './test-hub';

export interface AnyOrderOptions {
  readonly runs: number;
  readonly seed: number;
  readonly maxInputs?: number;
  /** Processes that apply at once. */
  readonly processes?: number;
  /** Inputs in one batch at most. */
  readonly maxBatch?: number;
}

/** One process that applies: a pool and lanes of its own. */
interface Worker {
  readonly pool: Pool;
  readonly processor: InputProcessor;
}

/** A run takes a fraction of this; the rest is for making a failing example small. */
const LIMIT_MS = longForm(50_000, 3_000_000);
const NOW = instant('2026-11-20T12:00:00Z');

function worker(shop: TestShop, { log }: HeardErrors): Worker {
  const pool = openPool({ url: shop.url, max: 4, applicationName: 'worker', onError: () => undefined });
  const processor = inputProcessor({
    pool,
    sources: sourceDirectoryOf(shop),
    plugins: shop.plugins,
    normalizer: inlineNormalizer(),
    policyOf: defaultPolicyOf,
    clock: () => NOW,
    log,
    meter: silentMeter,
    onCommitted: () => undefined,
    onApplied: () => undefined,
  });
  return { pool, processor };
}

export const toInbox = (shop: TestShop, { source, document, receivedAt }: AnyInput): InboxInput =>
  newInput(
    {
      merchantId: shop.merchant.id,
      sourceId: shop.sources.get(source)!.id,
      contentType: 'application/json',
      headers: {},
      body: toyBody(document),
    },
    receivedAt,
  );

export const applyAll = (processor: InputProcessor, inputs: readonly InboxInput[]): Promise<void> =>
  processor.process(inputs.map((input) => ({ ...input, attempts: 0, replay: false })));

/** @throws Error that lists what differs. */
export function same(what: string, expected: readonly string[], found: readonly string[]): void {
  const rows = differences(expected, found);
  if (rows.length) throw new Error(`${what} gives other rows:\n${rows.join('\n')}`);
}

/** @throws Error that says what went wrong, though the rows may not show it. */
function nothingWrong(during: string, errors: HeardErrors): void {
  const heard = errors.take();
  if (heard.length) throw new Error(`${during}, something went wrong:\n${heard.join('\n')}`);
}

/**
 * Random inputs, applied one by one in the order of their receipt; then in random order and batches by several processes
 * at once; then rebuilt from the inbox; then replayed. Throws, with the smallest example found, unless all give the same
 * rows to the byte and no process has an error to tell, such as an input that it set aside.
 */
export async function checkAnyOrder(
  shop: TestShop,
  { runs, seed, maxInputs = 12, processes = 2, maxBatch = 5 }: AnyOrderOptions,
): Promise<void> {
  const errors = heardErrors();
  const workers = Array.from({ length: processes }, () => worker(shop, errors));
  const { pool, processor } = workers[0]!;
  const sources = [...shop.sources.keys()];
  const run = async (said: readonly AnyInput[], batches: readonly (readonly number[])[]): Promise<void> => {
    const inputs = said.map((input) => toInbox(shop, input));
    await wipe(pool);
    await putInputs(pool, inputs, DAY / 1000);
    for (const input of [...inputs].sort((a, b) => (a.id < b.id ? -1 : 1))) await applyAll(processor, [input]);
    const straight = await projectionsOf(pool);
    nothingWrong('one by one', errors);

    await wipe(pool);
    await putInputs(pool, inputs, DAY / 1000);
    const share = async (one: Worker, from: number): Promise<void> => {
      for (let at = from; at < batches.length; at += workers.length)
        await applyAll(
          one.processor,
          batches[at]!.map((index) => inputs[index]!),
        );
    };
    await Promise.all(workers.map(share));
    nothingWrong('in another order', errors);
    same('another order', straight, await projectionsOf(pool));

    await fireAll({ pool, time: { clock: () => NOW } });
    const cases = await casesOf(pool);
    await rebuild({ pool, processor, policyOf: defaultPolicyOf, clock: () => NOW }, () => undefined);
    nothingWrong('in a rebuild', errors);
    same('a rebuild', straight, await projectionsOf(pool));
    same('a rebuild, of cases,', cases, await casesOf(pool));

    const ids = inputs.map(({ id }) => id);
    await processor.process(await takeAgain(pool, shop.merchant.id, ids, DAY / 1000));
    nothingWrong('in a replay', errors);
    same('a replay', straight, await projectionsOf(pool));
    same('a replay, of cases,', cases, await casesOf(pool));
  };
  const anything = someInputs(sources, maxInputs).chain((inputs) =>
    fc.tuple(fc.constant(inputs), someBatches(inputs.length, maxBatch)),
  );
  try {
    await fc.assert(
      fc.asyncProperty(anything, ([inputs, batches]) => run(inputs, batches)),
      { numRuns: runs, seed, interruptAfterTimeLimit: LIMIT_MS },
    );
  } finally {
    for (const one of workers) await one.pool.end();
  }
}
