import { migrate, migrateDown } from '@whereabouts/store';
import { openDatabase } from '../../lifecycle/database';
import { commandLog, configOrFail } from '../environment';
import { EXIT, type ExitCode, type Terminal } from '../terminal';

/** Applies all pending migrations, or takes the newest one back. */
export async function migrateCommand(
  options: { readonly down?: boolean; readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const database = await openDatabase(config, commandLog(config));
  try {
    const names = options.down
      ? [await migrateDown(database.url)].filter((name) => name !== null)
      : await migrate(database.url);
    const key = options.down ? 'undone' : 'applied';
    if (options.json) terminal.out(JSON.stringify({ [key]: names }));
    else
      terminal.out(names.length > 0 ? `${key}: ${names.join(', ')}` : 'Nothing to do: the schema is as it should be.');
    return EXIT.done;
  } finally {
    await database.release();
  }
}
