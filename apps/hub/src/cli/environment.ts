import { describeProblems, readConfig, readSetting } from '../config/read-config';
import type { Config, LogLevel, SettingName } from '../config/settings';
import { openLog, type HubLog } from '../logging/log';
import type { Terminal } from './terminal';

/** The configuration of this process. @throws Error with all complaints. Unknown names are told on the way. */
export function configOrFail(terminal: Terminal): Config {
  const { config, problems, warnings } = readConfig(process.env);
  if (warnings.length > 0) terminal.err(`Ignored:\n${describeProblems(warnings)}`);
  if (config === null) throw new Error(`The configuration cannot be used:\n${describeProblems(problems)}`);
  return config;
}

/** One setting alone, for a command that needs no other. @throws Error with the complaint. */
export function settingOrFail<Name extends SettingName>(name: Name): Config[Name] {
  const read = readSetting(process.env, name);
  if (!read.ok) throw new Error(`The configuration cannot be used:\n${describeProblems([read.problem])}`);
  return read.value;
}

/** Which plugins to load, for commands that need no other setting. @throws Error with the complaint. */
export const pluginSettings = (): Pick<Config, 'HUB_PLUGINS' | 'HUB_PLUGIN_FOLDERS'> => ({
  HUB_PLUGINS: settingOrFail('HUB_PLUGINS'),
  HUB_PLUGIN_FOLDERS: settingOrFail('HUB_PLUGIN_FOLDERS'),
});

/** Commands talk to people; their log speaks up only when something is wrong, and on stderr. */
export const commandLog = (config: Config, otherwise: LogLevel = 'warn'): HubLog =>
  openLog(config.HUB_LOG_LEVEL ?? otherwise, { write: (line) => void process.stderr.write(line) });
