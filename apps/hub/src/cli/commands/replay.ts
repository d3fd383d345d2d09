import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import type { Pipeline, ReplayOrder } from '@whereabouts/pipeline';
import { backlog, isUuid, privateId } from '@whereabouts/store';
import { buildPipeline, systemClock } from '../../compose';
import { layFoundation, type Foundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { tally, type Tally } from '../../metrics/meter';
import { commandLog, configOrFail } from '../environment';
import { progress } from '../progress';
import type { ReplayOptions } from '../program';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

const LOOK_MS = 200;
const COUNT_LIMIT = 1_000_000;

/** Which inputs, whoever they belong to. */
type Scope = Omit<ReplayOrder, 'merchantId' | 'sourceId'>;

/** Applies stored inputs again, or makes everything again that follows from them. */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  const { source, all } = options;
  const scope = scopeOf(options);
  const isNarrowed = source !== undefined || Object.keys(scope).length > 0;
  if (all ? isNarrowed : !isNarrowed)
    wrongUsage('Say what to replay: --input, --source, --from and --to, or --all alone.');
  const config = configOrFail(terminal);
  const plugins = await loadConfiguredPlugins(config);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const totals = tally();
    const pipeline = await buildPipeline(foundation, plugins, { meter: totals, roles: ['apply'] });
    try {
      const inputs = all
        ? await rebuild(pipeline, terminal)
        : await replaySome(await ordersOf(scope, source, pipeline, foundation), pipeline, foundation, terminal);
      tell(inputs, totals, options.json === true, terminal);
    } finally {
      await pipeline.stop();
    }
    return EXIT.done;
  } finally {
    await foundation.close();
  }
}

function scopeOf({ input, from, to }: ReplayOptions): Scope {
  return {
    ...(input !== undefined && { inputId: inputIdOf(input) }),
    ...(from !== undefined && { from: instant(from) }),
    ...(to !== undefined && { to: instant(to) }),
  };
}

const inputIdOf = (input: string): string =>
  (isUuid(input) ? input : privateId('input', input)) ??
  wrongUsage(`${input} is no id of an input, such as inp_0198….`);

/** One order for the source that is named, otherwise one for each merchant. */
async function ordersOf(
  scope: Scope,
  source: string | undefined,
  pipeline: Pipeline,
  { directory }: Foundation,
): Promise<readonly ReplayOrder[]> {
  if (source === undefined) return (await directory.merchants()).map(({ id }) => ({ merchantId: id, ...scope }));
  const found =
    (await pipeline.sources.find(source)) ??
    wrongUsage(`There is no source ${source}. See: npm run hub -- source list`);
  return [{ merchantId: found.merchantId, sourceId: found.id, ...scope }];
}

async function replaySome(
  orders: readonly ReplayOrder[],
  pipeline: Pipeline,
  { pool }: Foundation,
  terminal: Terminal,
): Promise<number> {
  await pipeline.start();
  let ordered = 0;
  for (const order of orders) ordered += (await pipeline.replay(order)).inputs;
  const bar = progress('inputs', terminal);
  for (;;) {
    const { inputs: left } = await backlog(pool, COUNT_LIMIT);
    bar.update(Math.max(0, ordered - left), ordered);
    if (left === 0) break;
    await sleep(LOOK_MS);
  }
  bar.end();
  await pipeline.settled();
  return ordered;
}

async function rebuild(pipeline: Pipeline, terminal: Terminal): Promise<number> {
  const bar = progress('inputs', terminal);
  const { inputs } = await pipeline.rebuild((done, total) => bar.update(done, total));
  bar.end();
  return inputs;
}

function tell(inputs: number, totals: Tally, asJson: boolean, terminal: Terminal): void {
  const summary = { inputs, milestones: totals.total('milestones'), deadLetters: totals.total('dead_letters') };
  if (asJson) return terminal.out(JSON.stringify(summary));
  terminal.out(
    `${inputs} inputs were applied again: ${summary.milestones} milestones read, ${summary.deadLetters} still set aside.`,
  );
}
