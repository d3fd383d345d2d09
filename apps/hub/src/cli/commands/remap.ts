import { instant } from '@whereabouts/model';
import type { ConfiguredSource, RemapReport } from '@whereabouts/pipeline';
import { buildPipeline, systemClock } from '../../compose';
import { layFoundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { tally } from '../../metrics/meter';
import { commandLog, configOrFail } from '../environment';
import { progress, type Progress } from '../progress';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

export interface RemapOptions {
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

/** Differences that people read; all of them are in the JSON. */
const SHOWN = 25;

/** Reads the stored inputs of a source by the code table of now, and tells or applies what that changes. */
export async function remap(name: string, options: RemapOptions, terminal: Terminal): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const plugins = await loadConfiguredPlugins(config);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const pipeline = await buildPipeline(foundation, plugins, { meter: tally(), roles: [], workers: 1 });
    try {
      const source =
        (await pipeline.sources.find(name)) ??
        wrongUsage(`There is no source ${name}. See: npm run hub -- source list`);
      const dryRun = options.dryRun === true;
      const from = options.from === undefined ? undefined : instant(options.from);
      const bars = twoBars(terminal);
      const report = await pipeline.remap({ sourceId: source.id, from, dryRun }, bars.update);
      bars.end();
      terminal.out(
        options.json
          ? JSON.stringify({ source: source.name, plugin: source.plugin.id, dryRun, ...report }, null, 2)
          : describe(source, report, dryRun),
      );
    } finally {
      await pipeline.stop();
    }
    return EXIT.done;
  } finally {
    await foundation.close();
  }
}

/** One bar for each phase, the second when the first is full. */
function twoBars(terminal: Terminal): {
  update(phase: string, done: number, total: number): void;
  end(): void;
} {
  const state: { phase: string; bar: Progress | null } = { phase: '', bar: null };
  return {
    update(phase, done, total) {
      if (phase !== state.phase) {
        state.bar?.end();
        state.bar = progress(phase, terminal);
        state.phase = phase;
      }
      state.bar!.update(done, total);
    },
    end: () => state.bar?.end(),
  };
}

type Change = RemapReport['changes'][number];
type Meaning = NonNullable<Change['before']>;

const meaningOf = (meaning: Meaning | null): string => {
  if (meaning === null) return 'nothing';
  const { code, reasons, direction, ...details } = meaning;
  const more = [...reasons, ...(direction === 'RETURN' ? ['return'] : []), ...Object.values(details).map(String)];
  return more.length === 0 ? code : `${code} (${more.join(', ')})`;
};

const codeOf = ({ code, subCode, text }: Change): string =>
  [...(code === null ? [] : [subCode === null ? code : `${code}/${subCode}`]), ...(text ? [`"${text}"`] : [])].join(
    ' ',
  ) || '(no code)';

function changeText(change: Change): string {
  const [before, after] = [meaningOf(change.before), meaningOf(change.after)];
  const examples = change.examples.map(
    ({ trackingNumber, orderNumber, occurredLocal, occurredAt }) =>
      `${trackingNumber ?? (orderNumber === null ? 'unknown parcel' : `order ${orderNumber}`)} at ${occurredLocal ?? occurredAt}`,
  );
  return [
    `  ${String(change.count).padStart(7)}  ${codeOf(change)}`,
    `           ${before === after ? `${before}, with other details` : `${before} -> ${after}`}`,
    `           ${examples.join('; ')}`,
  ].join('\n');
}

const countsOf = (counts: RemapReport['cases']['opened']): string =>
  Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ') || 'none';

const some = (count: number, what: string): string[] => (count === 0 ? [] : [`${count} ${what}`]);

function casesText({ cases, shipments }: RemapReport, dryRun: boolean): string[] {
  const { opened, closed, unfounded } = cases;
  const lines = [
    `${shipments} shipments ${dryRun ? 'would be' : 'were'} folded anew. Cases ${dryRun ? 'that would open' : 'opened'}: ${countsOf(opened)}; ${dryRun ? 'that would close' : 'closed'}: ${countsOf(closed)}.`,
  ];
  if (unfounded.length > 0)
    lines.push(
      `Open cases whose reason is gone, for their owners to decide: ${unfounded.slice(0, SHOWN).join(', ')}${unfounded.length > SHOWN ? ', …' : ''}`,
    );
  return lines;
}

function describe(source: ConfiguredSource, report: RemapReport, dryRun: boolean): string {
  const { inputs, read, changed, added, removed, changes, mappingVersion, versions } = report;
  const before = versions.map((version) => version ?? 'before versions were noted').join(', ') || 'nothing';
  const differences = [
    `${changed} ${dryRun ? 'would change' : 'changed'}`,
    ...some(report.newlyMapped, 'newly mapped'),
    ...some(report.noLongerMapped, 'no longer mapped'),
    ...some(added, 'new'),
    ...some(removed, 'no longer read'),
  ];
  const shown = changes.slice(0, SHOWN);
  return [
    `${source.name}: mapping ${before} -> ${mappingVersion}`,
    `${inputs} inputs with ${read} milestones: ${differences.join(', ')}.`,
    ...shown.map(changeText),
    ...some(changes.length - shown.length, 'more kinds of change: see them with --json'),
    ...(changed + added + removed > 0 ? casesText(report, dryRun) : []),
    ...some(report.unreadable, 'inputs cannot be read by this version: what is stored of them stays.'),
    ...some(
      report.unknown,
      `milestones are of parcels that were never applied: npm run hub -- replay --source ${source.name}`,
    ),
    dryRun
      ? 'Nothing was changed. Without --dry-run it is.'
      : `Done; ${report.stamped} others are noted as mapped by this version.`,
  ].join('\n');
}
