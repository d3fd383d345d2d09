import { isLoopback, SETTINGS, SETTING_NAMES, type Config, type SettingName } from './settings';
import { nearest } from '@whereabouts/model';

/** What is wrong with a variable. Never holds the value. */
export interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

export interface ConfigReading {
  /** Null when there is a problem. */
  readonly config: Config | null;
  readonly problems: readonly ConfigProblem[];
  /** Variables that look like ours and are not. */
  readonly warnings: readonly ConfigProblem[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads all settings and tells all that is wrong at once. */
export function readConfig(env: Environment): ConfigReading {
  const values: Partial<Record<SettingName, unknown>> = {};
  const problems: ConfigProblem[] = [];
  for (const name of SETTING_NAMES) {
    const read = readSetting(env, name);
    if (read.ok) values[name] = read.value;
    else problems.push(read.problem);
  }
  const config = values as Config;
  if (problems.length === 0) problems.push(...contradictions(config));
  return { config: problems.length === 0 ? config : null, problems, warnings: unknownNames(env) };
}

export type SettingReading<Name extends SettingName> =
  { readonly ok: true; readonly value: Config[Name] } | { readonly ok: false; readonly problem: ConfigProblem };

/** Reads one setting. An empty variable counts as unset. */
export function readSetting<Name extends SettingName>(env: Environment, name: Name): SettingReading<Name> {
  const parsed = SETTINGS[name].read.safeParse(env[name] === '' ? undefined : env[name]);
  if (parsed.success) return { ok: true, value: parsed.data as Config[Name] };
  return { ok: false, problem: { name, problem: parsed.error.issues.map(({ message }) => message).join('; ') } };
}

/** Settings that are each fine and do not go together. */
const contradictions = (config: Config): ConfigProblem[] => [
  ...keyProblems(config),
  ...photoProblems(config),
  ...mailProblems(config),
];

const keyProblems = ({ HUB_DATABASE_URL, HUB_SECRET_KEY }: Config): ConfigProblem[] =>
  HUB_DATABASE_URL === undefined || HUB_SECRET_KEY !== undefined
    ? []
    : [
        {
          name: 'HUB_SECRET_KEY',
          problem: 'is required with HUB_DATABASE_URL; make one with: openssl rand -base64 32',
        },
      ];

const BUCKET_SETTINGS = [
  'HUB_PHOTO_S3_ENDPOINT',
  'HUB_PHOTO_S3_BUCKET',
  'HUB_PHOTO_S3_ACCESS_KEY_ID',
  'HUB_PHOTO_S3_SECRET_ACCESS_KEY',
] as const;

/** A bucket is named as a whole, and then there is no folder. */
function photoProblems(config: Config): ConfigProblem[] {
  const given = BUCKET_SETTINGS.filter((name) => config[name] !== undefined);
  if (given.length === 0) return [];
  const missing = BUCKET_SETTINGS.filter((name) => config[name] === undefined);
  const problems = missing.map((name) => ({ name, problem: `is required with ${given[0]}` }));
  if (config.HUB_PHOTO_DIR === undefined) return problems;
  return [...problems, { name: 'HUB_PHOTO_DIR', problem: `does not go with ${given[0]}: photos lie in one place` }];
}

const MAIL_SETTINGS = ['HUB_SMTP_URL', 'HUB_MAIL_FROM'] as const;

/** A mail server and a sender go together. */
function mailProblems(config: Config): ConfigProblem[] {
  const given = MAIL_SETTINGS.find((name) => config[name] !== undefined);
  if (given === undefined) return [];
  return MAIL_SETTINGS.filter((name) => config[name] === undefined).map((name) => ({
    name,
    problem: `is required with ${given}`,
  }));
}

function unknownNames(env: Environment): ConfigProblem[] {
  const known: ReadonlySet<string> = new Set(SETTING_NAMES);
  return Object.keys(env)
    .filter((name) => name.startsWith('HUB_') && !known.has(name))
    .map((name) => {
      const meant = nearest(name, SETTING_NAMES);
      return { name, problem: `is not a setting${meant === null ? '' : `; did you mean ${meant}?`}` };
    });
}

export const describeProblems = (problems: readonly ConfigProblem[]): string =>
  problems.map(({ name, problem }) => `  ${name} ${problem}`).join('\n');

/** Where people reach the hub once it listens on `port`. */
export function publicUrl(config: Config, port: number): string {
  const host = isLoopback(config.HUB_HOST) ? config.HUB_HOST : 'localhost';
  return config.HUB_PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export const servesExplorer = (config: Config): boolean => config.HUB_INTROSPECTION ?? isLoopback(config.HUB_HOST);

export const runsTrustedOnly = (config: Config): boolean => config.HUB_TRUSTED_ONLY ?? !servesExplorer(config);
