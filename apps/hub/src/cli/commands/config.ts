import { configTable } from '../../config/config-table';
import { describeProblems, readConfig } from '../../config/read-config';
import { EXIT, table, type ExitCode, type Terminal } from '../terminal';

/** Prints the settings; fails when they cannot be used. */
export async function config(options: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const rows = configTable(process.env);
  const { problems, warnings } = readConfig(process.env);
  if (options.json) terminal.out(JSON.stringify({ settings: rows, problems, warnings }, null, 2));
  else
    terminal.out(
      table(
        ['NAME', 'VALUE', 'DEFAULT', 'MEANING'],
        rows.map((row) => [row.name, row.value ?? '-', row.default, row.meaning]),
      ),
    );
  if (problems.length + warnings.length > 0) terminal.err(describeProblems([...problems, ...warnings]));
  return problems.length > 0 ? EXIT.failed : EXIT.done;
}
