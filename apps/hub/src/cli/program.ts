import { Command, CommanderError } from 'commander';
import type { HeadOptions, VerifyOptions } from './commands/audit';
import type { HandOverOptions } from './commands/cases';
import type { RemapOptions } from './commands/remap';
import { addAccessCommands } from './access-commands';
import { dayArgument, dayOrMoment, momentArgument } from './moments';
import { addPluginCommands } from './plugin-commands';
import { addPolicyCommands } from './policy-commands';
import { faultFacts } from '../logging/fault';
import { EXIT, isUsageFault, keepStdout, processTerminal, type ExitCode, type Terminal } from './terminal';

const JSON_OPTION = ['--json', 'print JSON'] as const;

/** Runs one command. Commands are loaded when they are called: the quick ones need no database driver. */
export async function runHub(argv: readonly string[], terminal: Terminal = processTerminal): Promise<ExitCode> {
  const state: { code: ExitCode } = { code: EXIT.done };
  const program = build(terminal, (code) => (state.code = code));
  try {
    await program.parseAsync([...argv]);
    return state.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    if (isUsageFault(error)) {
      terminal.err(error.message);
      return EXIT.wrongUsage;
    }
    terminal.err(error instanceof Error ? error.message : faultFacts(error).message);
    return EXIT.failed;
  }
}

type Run = (terminal: Terminal) => Promise<ExitCode>;

function build(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const run = async (work: Run): Promise<void> => done(await work(terminal));
  const runBesidePlugins = (work: Run): Promise<void> => {
    if (terminal === processTerminal) keepStdout();
    return run(work);
  };
  const hub = new Command('hub')
    .description('Whereabouts: what happened to every parcel, and what to do about it.')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)');

  hub
    .command('serve')
    .description('start the hub')
    .option('--demo', 'with demo data, and without credentials: on this machine only')
    .action((options: { demo?: boolean }) => run(async (to) => (await import('./commands/serve')).serve(options, to)));
  hub
    .command('migrate')
    .description('bring the database schema up to date')
    .option('--down', 'take the newest migration back')
    .option(...JSON_OPTION)
    .action((options: { down?: boolean; json?: boolean }) =>
      run(async (to) => (await import('./commands/migrate')).migrateCommand(options, to)),
    );
  hub
    .command('doctor')
    .description('check everything the hub needs and say what to do')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/doctor')).doctor(options, to)),
    );
  hub
    .command('config')
    .description('print every setting, its value, its default and its meaning')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/config')).config(options, to)),
    );
  addSourceCommands(hub, run);
  addDataCommands(hub, runBesidePlugins);
  addAuditCommands(hub, run);
  addPolicyCommands(hub, run);
  addCaseCommands(hub, run);
  addPluginCommands(hub, runBesidePlugins);
  addAccessCommands(hub, run);
  return hub;
}

const collect = (value: string, values: readonly string[]): string[] => [...values, value];

function addSourceCommands(hub: Command, run: (work: Run) => Promise<void>): void {
  const source = hub.command('source').description('manage sources: configured plugins');
  source
    .command('add')
    .description('add a source and print its intake URL')
    .argument('<plugin>', 'id of a loaded plugin, such as easypost')
    .argument('<name>', 'a name of your own; it stands in the intake URL')
    .option(
      '--set <key=value>',
      'a setting of the plugin, such as webhookSecret=…; key=@file takes a file; repeat it',
      collect,
      [],
    )
    .option('--merchant <name>', 'whose it is; made when there is none of that name')
    .option(...JSON_OPTION)
    .action((plugin: string, name: string, options: { set: string[]; merchant?: string; json?: boolean }) =>
      run(async (to) => (await import('./commands/source')).addSource(plugin, name, options, to)),
    );
  source
    .command('set')
    .description('change settings of a source; the others stay')
    .argument('<name>')
    .requiredOption('--set <key=value>', 'a setting of the plugin; key=@file takes a file; repeat it', collect, [])
    .option('--merchant <name>', 'whose it is, when several have one of that name')
    .option(...JSON_OPTION)
    .action((name: string, options: { set: string[]; merchant?: string; json?: boolean }) =>
      run(async (to) => (await import('./commands/source')).setSource(name, options, to)),
    );
  source
    .command('list')
    .description('list all sources')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/source')).listSources(options, to)),
    );
  source
    .command('remove')
    .description('remove a source; what it reported stays')
    .argument('<name>')
    .option('--merchant <name>', 'whose it is, when several have one of that name')
    .option(...JSON_OPTION)
    .action((name: string, options: { merchant?: string; json?: boolean }) =>
      run(async (to) => (await import('./commands/source')).removeSource(name, options, to)),
    );
}

function addDataCommands(hub: Command, run: (work: Run) => Promise<void>): void {
  hub
    .command('normalize')
    .description('show what a plugin makes of a file; needs no database')
    .argument('<plugin>', 'id of a loaded plugin')
    .argument('<file>')
    .option('--header <name=value>', 'a header that came with it; repeat it', collect, [])
    .action((plugin: string, file: string, options: { header: string[] }) =>
      run(async (to) => (await import('./commands/normalize')).normalize(plugin, file, options, to)),
    );
  hub
    .command('tracking-number')
    .description('say whose tracking number it may be, by its shape and check digit; needs no database')
    .argument('<number>', 'in quotes when it has spaces')
    .option(...JSON_OPTION)
    .action((number: string, options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/tracking-number')).trackingNumber(number, options, to)),
    );
  hub
    .command('ingest')
    .description('take files in as if the source had sent them')
    .argument('<source>', 'name or id of a source')
    .argument('<file...>', 'files or folders')
    .option(...JSON_OPTION)
    .action((source: string, files: string[], options: { json?: boolean }) =>
      run(async (to) => (await import('./commands/ingest')).ingest(source, files, options, to)),
    );
  hub
    .command('replay')
    .description('apply stored inputs again')
    .option('--input <id>', 'one input')
    .option('--source <name>', 'all inputs of a source')
    .option('--from <time>', 'received at this time or later: 2026-11-22T10:00:00Z', momentArgument)
    .option('--to <time>', 'received before this time', momentArgument)
    .option('--all', 'wipe milestones, shipments and orders and make them again from all inputs')
    .option(...JSON_OPTION)
    .action((options: ReplayOptions) => run(async (to) => (await import('./commands/replay')).replay(options, to)));
  hub
    .command('remap')
    .description('map the stored inputs of a source by the code table of now')
    .argument('<source>', 'name or id of a source')
    .option('--dry-run', 'only tell what would change')
    .option('--from <time>', 'received at this time or later: 2026-11-22, or 2026-11-22T10:00:00Z', dayOrMoment)
    .option(...JSON_OPTION)
    .action((source: string, options: RemapOptions) =>
      run(async (to) => (await import('./commands/remap')).remap(source, options, to)),
    );
  hub
    .command('demo')
    .description('add the demo merchant with its parcels to the database')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) => run(async (to) => (await import('./commands/demo')).demo(options, to)));
}

function addCaseCommands(hub: Command, run: (work: Run) => Promise<void>): void {
  const cases = hub.command('cases').description('work on many cases at once');
  cases
    .command('hand-over')
    .description('give all open cases of a person to others, by the rules of routing')
    .argument('<email>', 'of who is away or leaves')
    .option('--merchant <name>', 'whose, when there are several merchants')
    .option(...JSON_OPTION)
    .action((email: string, options: HandOverOptions) =>
      run(async (to) => (await import('./commands/cases')).handOver(email, options, to)),
    );
}

function addAuditCommands(hub: Command, run: (work: Run) => Promise<void>): void {
  const audit = hub.command('audit').description('prove what was done to cases: the activity log and its hash chain');
  audit
    .command('verify')
    .description('find any edit, deletion, insertion or reordering, and name the first broken entry')
    .option('--merchant <name>', 'only this one')
    .option('--head <file>', 'heads that "audit head" printed once: finds a cut end and a rewritten log, too')
    .option(...JSON_OPTION)
    .action((options: VerifyOptions) => run(async (to) => (await import('./commands/audit')).auditVerify(options, to)));
  audit
    .command('head')
    .description('print the newest daily head of each log as JSON, to be kept where nobody of the hub can write')
    .option('--merchant <name>', 'only this one')
    .option('--day <day>', 'as it was at the end of this day (UTC): 2026-11-22', dayArgument)
    .action((options: HeadOptions) => run(async (to) => (await import('./commands/audit')).auditHead(options, to)));
}

export interface ReplayOptions {
  readonly input?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}
