import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@whereabouts/model';
import type { Pipeline, ReplayOrder } from '@whereabouts/pipeline';
import { backlog, isUuid, privateId } from '@whereabouts/store';
import { buildPipeline, systemClock } from '../../compose';
import { layFoundation, loadConfiguredPlugins, type Foundation } from '../../foundation';
import { tally, type Tally } from '../../metrics/meter';
import { commandLog, configOrFail } from '../environment';
import { progress } from '../progress';
import type { ReplayOptions } from '../program';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

const LOOK_MS = 200;
const COUNT_LIMIT = 1_000_000;

/** Applies stored inputs again, or makes everything again that follows from them. */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  const { input, source, from, to, all } = options;
  const isNarrowed = [input, source, from, to].some((value) => value !== undefined);
  if (all ? isNarrowed : !isNarrowed)
    wrongUsage('Say what to replay: --input, --source, --from and --to, or --all alone.');
  const config = configOrFail(terminal);
  const plugins = await loadConfiguredPlugins(config.HUB_PLUGINS);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const totals = tally();
    const pipeline = await buildPipeline(foundation, plugins, { meter: totals, roles: ['apply'] });
    try {
      const inputs = all
        ? await rebuild(pipeline, terminal)
        : await replaySome(options, pipeline, foundation, terminal);
      tell(inputs, totals, options.json === true, terminal);
    } finally {
      await pipeline.stop();
    }
    return EXIT.done;
  } finally {
    await foundation.close();
  }
}

async function rebuild(pipeline: Pipeline, terminal: Terminal): Promise<number> {
  const bar = progress('inputs', terminal);
  const { inputs } = await pipeline.rebuild((done, total) => bar.update(done, total));
  bar.end();
  return inputs;
}

async function replaySome(
  options: ReplayOptions,
  pipeline: Pipeline,
  { pool, directory }: Foundation,
  terminal: Terminal,
): Promise<number> {
  const scopes = await scopesOf(
    options,
    pipeline,
    (await directory.merchants()).map(({ id }) => id),
  );
  await pipeline.start();
  let ordered = 0;
  for (const scope of scopes) ordered += (await pipeline.replay(scope)).inputs;
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

async function scopesOf(
  { input, source, from, to }: ReplayOptions,
  pipeline: Pipeline,
  merchants: readonly string[],
): Promise<readonly ReplayOrder[]> {
  const range = { ...(from && { from: instant(from) }), ...(to && { to: instant(to) }) };
  if (source !== undefined) {
    const found =
      (await pipeline.sources.find(source)) ??
      wrongUsage(`There is no source ${source}. See: npm run hub -- source list`);
    return [{ merchantId: found.merchantId, sourceId: found.id, ...inputOf(input), ...range }];
  }
  return merchants.map((merchantId) => ({ merchantId, ...inputOf(input), ...range }));
}

function inputOf(input: string | undefined): { readonly inputId?: string } {
  if (input === undefined) return {};
  const id = isUuid(input) ? input : privateId('input', input);
  return { inputId: id ?? wrongUsage(`${input} is no id of an input, such as inp_0198….`) };
}

function tell(inputs: number, totals: Tally, asJson: boolean, terminal: Terminal): void {
  const summary = { inputs, newMilestones: totals.total('milestones'), deadLetters: totals.total('dead_letters') };
  if (asJson) return terminal.out(JSON.stringify(summary));
  terminal.out(
    `${inputs} inputs were applied again: ${summary.newMilestones} milestones that were not known, ${summary.deadLetters} still set aside.`,
  );
}
