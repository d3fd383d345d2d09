import { systemClock } from '../../compose';
import { loadConfiguredPlugins } from '../../installed';
import { readConfig } from '../../config/read-config';
import { databaseChecks } from '../../doctor/database-checks';
import type { Finding } from '../../doctor/diagnosis';
import { configChecks, dataFolderCheck, pluginChecks, portCheck, runtimeCheck } from '../../doctor/machine-checks';
import { commandLog } from '../environment';
import { EXIT, type ExitCode, type Terminal } from '../terminal';

/** Checks what the hub needs. Exit code 1 when something is wrong; each fault comes with one thing to do. */
export async function doctor(options: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const findings = await examine();
  const failed = findings.filter(({ ok }) => !ok).length;
  if (options.json) terminal.out(JSON.stringify({ ok: failed === 0, checks: findings }, null, 2));
  else {
    for (const { name, ok, detail, fix } of findings) {
      terminal.out(`${ok ? ' ok  ' : 'FAIL '} ${name.padEnd(16)} ${detail}`);
      if (fix !== undefined) terminal.out(`      ${' '.repeat(16)} -> ${fix}`);
    }
    terminal.out(`${findings.length - failed} ok, ${failed} failed`);
  }
  return failed > 0 ? EXIT.failed : EXIT.done;
}

async function examine(): Promise<Finding[]> {
  const reading = readConfig(process.env);
  const first = [runtimeCheck(), ...configChecks(reading)];
  const { config } = reading;
  if (config === null) return first;
  const loading = await loadConfiguredPlugins(config);
  const needs = { config, plugins: loading.plugins, clock: systemClock, log: commandLog(config, 'error') };
  return [
    ...first,
    await dataFolderCheck(config),
    ...pluginChecks(loading),
    await portCheck(config),
    ...(await databaseChecks(needs)),
  ];
}
