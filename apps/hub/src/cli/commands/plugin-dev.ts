import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixtureReport } from '../../plugin-folder/fixture-report';
import { readFixtures } from '../../plugin-folder/fixtures';
import { openPlugin } from '../../plugin-folder/open-plugin';
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
  watchFolder(folder, async () => {
    terminal.out('\n----\n');
    await show(folder, terminal);
  });
  await show(folder, terminal);
  terminal.err(`Watching ${folder}. Ctrl-C ends it.`);
  // No handler of signals: so Ctrl-C also ends a plugin that runs in circles.
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
  const { plugin } = opened;
  const reports = (await readFixtures(folder)).map((fixture) => fixtureReport(plugin, fixture));
  const head = `${plugin.id} ${plugin.version}: ${plugin.codes.rows.length} codes`;
  const all = [head, ...reports.map(reportText), summaryText(reports)];
  terminal.out(reports.length > 0 ? all.join('\n\n') : `${head}\n\nThere is nothing in ${folder}/fixtures yet.`);
  return reports.every(({ fault, difference }) => fault === null && (difference === null || difference === 'none'));
}
