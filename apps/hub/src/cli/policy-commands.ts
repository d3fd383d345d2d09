import type { Command } from 'commander';
import type { ApplyOptions, DiffOptions, HistoryOptions, ShowOptions } from './commands/policy';
import type { SurgeListOptions, SurgeOptions } from './commands/policy-surge';
import type { WhatIfOptions } from './commands/policy-what-if';
import { momentArgument } from './moments';
import type { ExitCode, Terminal } from './terminal';

const MERCHANT = ['--merchant <name>', 'whose policy, when there are several merchants'] as const;
const JSON_OPTION = ['--json', 'print JSON'] as const;

const collect = (value: string, values: readonly string[]): string[] => [...values, value];

/** Thresholds, clocks, routing and limits as documents. */
export function addPolicyCommands(
  hub: Command,
  run: (work: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>,
): void {
  const policy = hub.command('policy').description('check, apply and compare policies: YAML or JSON documents');
  policy
    .command('check')
    .description('say what is wrong with a document, and where; needs no database')
    .argument('<file>')
    .option(...JSON_OPTION)
    .action((file: string, options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/policy')).checkPolicy(file, options, to)),
    );
  policy
    .command('apply')
    .description('show what a document changes, and make it the next version')
    .argument('<file>')
    .option('--effective <time>', 'when it comes into force, instead of at once: 2026-11-28T00:00:00Z', momentArgument)
    .option('--note <text>', 'why; it stays with the version')
    .option('--dry-run', 'only show')
    .option(...MERCHANT)
    .option(...JSON_OPTION)
    .action((file: string, options: ApplyOptions) =>
      run(async (to) => (await import('./commands/policy')).applyPolicy(file, options, to)),
    );
  policy
    .command('diff')
    .description('compare: a file with what is in force, two versions, or the version in force with the one before')
    .argument('[before]', 'a file, or a version; version 0 are the defaults')
    .argument('[after]', 'a version')
    .option(...MERCHANT)
    .option(...JSON_OPTION)
    .action((before: string | undefined, after: string | undefined, options: DiffOptions) =>
      run(async (to) => (await import('./commands/policy')).diffPolicy([before, after], options, to)),
    );
  policy
    .command('history')
    .description('list the versions: when, by whom, and what changed')
    .option('--last <count>', 'at most so many', '20')
    .option(...MERCHANT)
    .option(...JSON_OPTION)
    .action((options: HistoryOptions) =>
      run(async (to) => (await import('./commands/policy')).policyHistory(options, to)),
    );
  policy
    .command('show')
    .description('print the document in force, or another version')
    .option('--at <time>', 'as it was in force then: 2026-11-22T10:00:00Z', momentArgument)
    .option('--version <number>', 'this version')
    .option('--compiled', 'with all defaults, days and surge sets filled in, as JSON')
    .option(...MERCHANT)
    .action((options: ShowOptions) => run(async (to) => (await import('./commands/policy')).showPolicy(options, to)));
  policy
    .command('what-if')
    .description('replay the last days under a draft, and tell which cases it would have opened, missed or moved')
    .argument('<file>', 'the draft')
    .option('--days <count>', 'how far back', '7')
    .option('--surge <name>', 'with this surge set of the draft on; repeat it', collect, [])
    .option(...MERCHANT)
    .option(...JSON_OPTION)
    .action((file: string, options: WhatIfOptions) =>
      run(async (to) => (await import('./commands/policy-what-if')).policyWhatIf(file, options, to)),
    );
  addSurgeCommands(policy, run);
}

function addSurgeCommands(
  policy: Command,
  run: (work: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>,
): void {
  const surge = policy.command('surge').description('switch surge sets of the policy on for a period, and off');
  surge
    .command('on')
    .argument('<name>', 'a name under surges in the document')
    .option('--from <time>', 'when it begins, instead of at once', momentArgument)
    .option('--to <time>', 'when it ends; without, it stays on until it is switched off', momentArgument)
    .option('--note <text>', 'why')
    .option(...MERCHANT)
    .action((name: string, options: SurgeOptions) =>
      run(async (to) => (await import('./commands/policy-surge')).switchSurge(name, true, options, to)),
    );
  surge
    .command('off')
    .argument('<name>')
    .option('--from <time>', 'when it ends, instead of at once', momentArgument)
    .option('--note <text>', 'why')
    .option(...MERCHANT)
    .action((name: string, options: SurgeOptions) =>
      run(async (to) => (await import('./commands/policy-surge')).switchSurge(name, false, options, to)),
    );
  surge
    .command('list')
    .description('list the surge sets and their periods')
    .option(...MERCHANT)
    .option(...JSON_OPTION)
    .action((options: SurgeListOptions) =>
      run(async (to) => (await import('./commands/policy-surge')).listSurges(options, to)),
    );
}
