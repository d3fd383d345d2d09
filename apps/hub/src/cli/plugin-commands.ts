import type { Command } from 'commander';
import type { RecordOptions } from './commands/plugin-record';
import type { ExitCode, Terminal } from './terminal';

/** What partners who write a plugin use. */
export function addPluginCommands(
  hub: Command,
  run: (work: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>,
): void {
  const plugin = hub.command('plugin').description('write, try and test plugins');
  plugin
    .command('list')
    .description('list the plugins that the hub loads; needs no database')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/plugin-list')).listPlugins(options, to)),
    );
  plugin
    .command('dev')
    .description('show after every save what a plugin makes of its fixtures; needs no database')
    .argument('<path>', 'folder of the plugin, such as plugins/acme')
    .option('--once', 'show it once and end')
    .action((path: string, options: { once?: boolean }) =>
      run(async (to) => (await import('./commands/plugin-dev')).pluginDev(path, options, to)),
    );
  plugin
    .command('test')
    .description('hold a plugin to the contract: runs its tests')
    .argument('<path>', 'folder of the plugin')
    .option('-u, --update', 'write the expected records anew')
    .action((path: string, options: { update?: boolean }) =>
      run(async (to) => (await import('./commands/plugin-test')).pluginTest(path, options, to)),
    );
  plugin
    .command('record')
    .description('turn stored inputs of a source into fixtures, with the personal data replaced')
    .argument('<source>', 'name or id of a source')
    .requiredOption('--into <folder>', 'where the files go, such as plugins/acme/fixtures')
    .option('--input <id>', 'only this input')
    .option('--limit <count>', 'the most files to write', '20')
    .option('--merchant <name>', 'whose source it is, when several have one of that name')
    .option('--all', 'also inputs that hold no code that an earlier one has not')
    .option('--json', 'print JSON')
    .action((source: string, options: RecordOptions) =>
      run(async (to) => (await import('./commands/plugin-record')).pluginRecord(source, options, to)),
    );
}
