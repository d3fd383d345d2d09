import { after, DAY, defaultPolicyOf, instant, MINUTE } from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { openPool, putInputs, type InboxInput } from '@whereabouts/store';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { inlineNormalizer } from '../normalize/normalizer';
import type { RemapOrder, RemapProgress, RemapReport } from '../pipeline';
import { remap } from '../replay/remap';
import { inputProcessor, type InputProcessor } from '../work/process-inputs';
import { someBatches, someInputs, type AnyInput } from './any-inputs';
import { applyAll, same, toInbox } from './any-order';
import { longForm } from './long-form';
import { mappedToy, someTables, withPlugins } from './mapped-toy';
import { casesOf, projectionsOf, wipe } from './projections';
import { sourceDirectoryOf } from './shop-sources';
import { silentLog, silentMeter, type TestShop } from './test-hub';

const NOW = instant('2026-11-20T12:00:00Z');
const LIMIT_MS = longForm(50_000, 3_000_000);

/** One release of the hub: it reads a source with one table. */
export interface Release {
  readonly processor: InputProcessor;
  remap(order?: Partial<RemapOrder>, breakOff?: RemapProgress): Promise<RemapReport>;
}

export function release(shop: TestShop, pool: Pool, plugin: Plugin): Release {
  const own = withPlugins(shop, plugin);
  const needs = {
    pool,
    sources: sourceDirectoryOf(own),
    plugins: own.plugins,
    normalizer: inlineNormalizer(),
    policyOf: defaultPolicyOf,
    clock: () => NOW,
    log: silentLog,
    meter: silentMeter,
    onCommitted: () => undefined,
    onApplied: () => undefined,
  };
  return {
    processor: inputProcessor(needs),
    remap: (order = {}, breakOff = () => undefined) =>
      remap(needs, { sourceId: shop.sources.get(plugin.id)!.id, ...order }, breakOff),
  };
}

const otherWords = (text: string | undefined): string =>
  text === 'as worded later' ? 'as first worded' : 'as worded later';

/** The same news in other words, as carriers reword history: by wording alone it may become something else. */
const reworded = ({ document, receivedAt, ...said }: AnyInput): AnyInput => ({
  ...said,
  document: {
    ...document,
    events: document.events?.map((event) => ('broken' in event ? event : { ...event, text: otherWords(event.text) })),
  },
  receivedAt: after(receivedAt, 7 * MINUTE),
});

const inOrder = (inputs: readonly InboxInput[]): InboxInput[] => [...inputs].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What a report says of a remap, whether it was one or only a look at one. */
const told = ({ stamped: _stamped, versions: _versions, ...report }: RemapReport): string => JSON.stringify(report);

/**
 * Random inputs of several sources, applied in random batches while one of them is read by one random table; then
 * remapped to another. Throws, with the smallest example found, unless that gives the same rows to the byte as the other
 * table from the start, a dry run says so before and changes nothing, and a second run finds nothing to do.
 */
export async function checkAnyRemap(
  shop: TestShop,
  { runs, seed, maxInputs = 8 }: { readonly runs: number; readonly seed: number; readonly maxInputs?: number },
): Promise<void> {
  const pool = openPool({
    url: shop.url,
    max: 6,
    applicationName: 'remap',
    probesOnly: true,
    onError: () => undefined,
  });
  const names = [...shop.sources.keys()];
  const someNews = fc
    .tuple(someInputs(names, maxInputs), fc.boolean())
    .map(([inputs, isReworded]) => (isReworded ? [...inputs, ...inputs.map(reworded)] : inputs));
  const anything = someNews.chain((inputs) =>
    fc.tuple(fc.constant(inputs), someBatches(inputs.length), fc.constantFrom(...names), someTables, fc.boolean()),
  );
  try {
    await fc.assert(
      fc.asyncProperty(anything, async ([said, batches, name, [a, b], breaksOff]) => {
        const toy = shop.plugins.get(name)!.plugin;
        const old = release(shop, pool, mappedToy(toy, { codes: a }));
        const current = release(shop, pool, mappedToy(toy, { codes: b, version: '1.1.0' }));
        const inputs = said.map((input) => toInbox(shop, input));
        await wipe(pool);
        await putInputs(pool, inputs, DAY / 1000);
        for (const batch of batches)
          await applyAll(
            old.processor,
            batch.map((index) => inputs[index]!),
          );

        const [rows, cases] = [await projectionsOf(pool), await casesOf(pool)];
        const foreseen = await current.remap({ dryRun: true });
        same('a dry run', rows, await projectionsOf(pool));
        same('a dry run, of cases,', cases, await casesOf(pool));
        if (breaksOff) {
          // After some shipments are committed, before the rest is noted.
          const stops: RemapProgress = (phase) => {
            if (phase === 'shipments') throw new Error('the machine lost its power');
          };
          await current.remap({}, stops).catch(() => undefined);
        } else {
          const done = await current.remap();
          if (told(foreseen) !== told(done)) throw new Error(`foreseen ${told(foreseen)}\ndone     ${told(done)}`);
        }
        await current.remap();
        const remapped = await projectionsOf(pool);
        const again = await current.remap();
        if (again.changed + again.added + again.removed + again.stamped > 0) throw new Error(`again ${told(again)}`);
        same('a second remap', remapped, await projectionsOf(pool));

        await wipe(pool);
        await putInputs(pool, inputs, DAY / 1000);
        for (const input of inOrder(inputs)) await applyAll(current.processor, [input]);
        same('the other table from the start', await projectionsOf(pool), remapped);
      }),
      { numRuns: runs, seed, interruptAfterTimeLimit: LIMIT_MS },
    );
  } finally {
    await pool.end();
  }
}
