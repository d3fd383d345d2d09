import { Option, type Command } from 'commander';
import { ACCESS_SCOPES, ROLES } from '@whereabouts/model';
import type { KeyOptions } from './commands/key';
import type { UserOptions } from './commands/user';
import { dayOrMoment } from './moments';
import type { ExitCode, Terminal } from './terminal';

type Run = (work: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

const JSON_OPTION = ['--json', 'print JSON'] as const;
const MERCHANT_OPTION = ['--merchant <name>', 'whose, when there are several merchants'] as const;

/** Who may come in. */
export function addAccessCommands(hub: Command, run: Run): void {
  addUserCommands(hub, run);
  addKeyCommands(hub, run);
}

const roleOption = (text: string): Option => new Option('--role <role>', text).choices(Object.keys(ROLES));

function addUserCommands(hub: Command, run: Run): void {
  const user = hub.command('user').description('manage people and machines with an account');
  user
    .command('add')
    .description('add a user')
    .argument('<email>', 'signed tokens name users by it')
    .requiredOption('--name <name>', 'as colleagues know them')
    .addOption(roleOption('what they may do').makeOptionMandatory())
    .option('--plugin <id>', 'of a partner: the plugin whose traffic it sees')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((email: string, options: UserOptions) =>
      run(async (to) => (await import('./commands/user')).addUser(email, options, to)),
    );
  user
    .command('list')
    .description('list all users')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((options: UserOptions) => run(async (to) => (await import('./commands/user')).listUsers(options, to)));
  user
    .command('set')
    .description('change name, role or plugin of a user; open sockets notice within seconds')
    .argument('<email>')
    .option('--name <name>', 'as colleagues know them')
    .addOption(roleOption('what they may do'))
    .option('--plugin <id>', 'of a partner: the plugin whose traffic it sees')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((email: string, options: UserOptions) =>
      run(async (to) => (await import('./commands/user')).setUser(email, options, to)),
    );
  user
    .command('remove')
    .description('let a user in no more; what they did stays')
    .argument('<email>')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((email: string, options: UserOptions) =>
      run(async (to) => (await import('./commands/user')).removeUser(email, options, to)),
    );
}

function addKeyCommands(hub: Command, run: Run): void {
  const key = hub.command('key').description('manage API keys: a machine comes in with one as a user');
  key
    .command('add')
    .description('make a key and print it, once')
    .argument('<name>', 'what it is for, such as erp')
    .requiredOption('--user <email>', 'as whom it comes in')
    .option(
      '--scope <scope...>',
      `narrows it: ${Object.keys(ACCESS_SCOPES).join(', ')}; without, all that the user may`,
    )
    .option('--expires <time>', 'when it ends: 2027-01-01, or 2027-01-01T10:00:00Z', dayOrMoment)
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((name: string, options: KeyOptions & { readonly user: string }) =>
      run(async (to) => (await import('./commands/key')).addKey(name, options, to)),
    );
  key
    .command('list')
    .description('list all keys, with when each was last used; never the keys themselves')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((options: KeyOptions) => run(async (to) => (await import('./commands/key')).listKeys(options, to)));
  key
    .command('revoke')
    .description('end a key; open sockets close within seconds')
    .argument('<id>', 'as "key list" shows it')
    .option(...MERCHANT_OPTION)
    .option(...JSON_OPTION)
    .action((id: string, options: KeyOptions) =>
      run(async (to) => (await import('./commands/key')).revokeKey(id, options, to)),
    );
}
