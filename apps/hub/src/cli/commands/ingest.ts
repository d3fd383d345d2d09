import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ConfiguredSource, Pipeline } from '@whereabouts/pipeline';
import { MANUAL_SOURCE } from '@whereabouts/store';
import { buildPipeline, systemClock } from '../../compose';
import { layFoundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { tally } from '../../metrics/meter';
import { commandLog, configOrFail } from '../environment';
import { progress } from '../progress';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

/** Files that are read and stored at the same time. */
const AT_ONCE = 64;
const TYPES: Readonly<Record<string, string>> = { '.json': 'application/json', '.xml': 'application/xml' };

/** Takes files in as inputs of a source and says what came of them. Exit code 1 when something was set aside. */
export async function ingest(
  sourceName: string,
  paths: readonly string[],
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const files = (await Promise.all(paths.map(filesAt))).flat();
  if (files.length === 0) wrongUsage('There is no file in there.');
  const plugins = await loadConfiguredPlugins(config);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const totals = tally();
    const pipeline = await buildPipeline(foundation, plugins, { meter: totals, roles: ['apply'] });
    try {
      const source = (await pipeline.sources.find(sourceName)) ?? (await unknownSource(sourceName, pipeline));
      await pipeline.start();
      await depositAll(files, source, pipeline, terminal);
      await pipeline.settled();
    } finally {
      await pipeline.stop();
    }
    const summary = {
      files: files.length,
      milestones: totals.total('milestones'),
      unmapped: totals.total('unmapped'),
      casesOpened: totals.total('cases_opened'),
      casesClosed: totals.total('cases_closed'),
      deadLetters: totals.total('dead_letters'),
    };
    terminal.out(options.json ? JSON.stringify(summary) : inWords(summary));
    return summary.deadLetters > 0 ? EXIT.failed : EXIT.done;
  } finally {
    await foundation.close();
  }
}

/** A file itself, or all files of a folder in order of their names. */
async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => wrongUsage(`${path}: there is no such file or folder.`));
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function unknownSource(name: string, pipeline: Pipeline): Promise<never> {
  const names = (await pipeline.sources.all()).map((source) => source.name).filter((one) => one !== MANUAL_SOURCE.name);
  return wrongUsage(`There is no source ${name}. There are: ${names.sort().join(', ') || 'none yet; see source add'}.`);
}

async function depositAll(
  files: readonly string[],
  { merchantId, id: sourceId }: ConfiguredSource,
  pipeline: Pipeline,
  terminal: Terminal,
): Promise<void> {
  const bar = progress('files', terminal);
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const batch = files.slice(at, at + AT_ONCE);
    await Promise.all(
      batch.map(async (file) => {
        const contentType = TYPES[extname(file).toLowerCase()] ?? null;
        return pipeline.deposit({ merchantId, sourceId, contentType, headers: {}, body: await readFile(file) });
      }),
    );
    bar.update(Math.min(at + AT_ONCE, files.length), files.length);
  }
  bar.end();
}

const inWords = (summary: Readonly<Record<string, number>>): string =>
  Object.entries(summary)
    .map(([key, value]) => `${key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${value}`)
    .join('\n');
