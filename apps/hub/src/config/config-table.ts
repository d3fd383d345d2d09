import type { Environment } from './read-config';
import { SETTINGS, SETTING_NAMES } from './settings';

export interface ConfigRow {
  readonly name: string;
  /** As given, or null when it is unset. A secret is masked. */
  readonly value: string | null;
  readonly default: string;
  readonly meaning: string;
}

/** What an operator sees of the settings: never a secret. */
export function configTable(env: Environment): readonly ConfigRow[] {
  return SETTING_NAMES.map((name) => {
    const { fallback, meaning, secret } = SETTINGS[name];
    const given = env[name] === undefined || env[name] === '' ? null : env[name];
    return { name, value: given === null ? null : secret ? masked(given) : given, default: fallback, meaning };
  });
}

/** Of an address everything but the password and the options; of any other secret only that it is there. */
function masked(value: string): string {
  if (!URL.canParse(value)) return '(set)';
  const { protocol, username, host, pathname } = new URL(value);
  return host === '' ? '(set)' : `${protocol}//${username === '' ? '' : `${username}:***@`}${host}${pathname}`;
}
