import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixtureReport, RECEIVED_AT } from '../../plugin-folder/fixture-report';
import { readFixtures } from '../../plugin-folder/fixtures';
import { openPlugin } from '../../plugin-folder/open-plugin';
import { readApart } from '../../plugin-folder/read-apart';
import { reportText, summaryText } from '../../plugin-folder/report-text';
import { watchFolder } from '../../plugin-folder/watch-folder';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

/**
 * Shows what the plugin in a folder makes of its fixtures, again after every save. With `once` it ends after the first time:
 * exit code 1 when the plugin does not load, throws, or differs from the expected records.
 */
export async function pluginDev(
  path: string,
  options: { readonly once?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const folder = pluginFolder(path);
  if (options.once) return (await show(folder, terminal)) ? EXIT.done : EXIT.failed;
  // One look at a time: the next one makes the plugin's bundle anew.
  let last = show(folder, terminal);
  watchFolder(folder, async () => {
    await last;
    terminal.out('\n----\n');
    last = show(folder, terminal);
    await last;
  });
  await last;
  terminal.err(`Watching ${folder}. Ctrl-C ends it.`);
  return new Promise<never>(() => undefined);
}

/** @throws wrong usage when there is no such folder. */
export function pluginFolder(path: string): string {
  const folder = resolve(path);
  return existsSync(folder) ? folder : wrongUsage(`${path}: there is no such folder.`);
}

async function show(folder: string, terminal: Terminal): Promise<boolean> {
  const opened = await openPlugin(folder);
  if (!opened.ok) {
    terminal.out(`The plugin cannot be loaded.\n${opened.problem}`);
    return false;
  }
  const { plugin } = opened.loaded;
  const fixtures = await readFixtures(folder);
  const outcomes = await readApart(
    opened.loaded,
    fixtures.map(({ body }) => ({ body, headers: {}, receivedAt: RECEIVED_AT })),
  );
  const reports = fixtures.map((fixture, index) => fixtureReport(plugin.source, fixture, outcomes[index]!));
  const head = `${plugin.id} ${plugin.version}: ${plugin.codes.rows.length} codes`;
  const all = [head, ...reports.map(reportText), summaryText(reports)];
  terminal.out(reports.length > 0 ? all.join('\n\n') : `${head}\n\nThere is nothing in ${folder}/fixtures yet.`);
  return reports.every(({ fault, difference }) => fault === null && (difference === null || difference === 'none'));
}
