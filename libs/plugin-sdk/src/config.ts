import { z } from 'zod';
import type { Plugin } from './contract';

/** A setting of one word or line, such as an account number: trimmed, and not empty. */
export const line = (): z.ZodString => z.string().trim().min(1);

/** A setting that must not be shown: encrypted where it is stored, masked in the console, never in a log or a message. */
export const secret = (): z.ZodString => line().meta({ secret: true });

/** To be spread into the config of a plugin with a push: the secret in force, and the one before it while rotating. */
export const webhookSecrets = {
  webhookSecret: secret(),
  previousWebhookSecret: secret().optional(),
};

/** The same for a source that works without a push as well, such as one that can be asked. */
export const optionalWebhookSecrets = {
  webhookSecret: secret().optional(),
  previousWebhookSecret: secret().optional(),
};

/** To be spread into the config of a helpdesk: which of the shop's own ticket fields hold numbers, by id or by name. */
export const ticketFields = {
  orderNumberField: line().optional(),
  trackingNumberField: line().optional(),
};

/** The settings that are secret, as dotted paths. Items of a list count as one, written `[]`. */
export const secretKeys = (schema: z.ZodType): string[] => [...new Set(marked(described(schema), ''))];

/** The names of the settings on the outermost level, in the order of the schema. */
export const settingNames = (schema: z.ZodType): string[] => {
  const { properties, anyOf, oneOf, allOf } = described(schema);
  const choices = [properties, ...[anyOf, oneOf, allOf].flatMap((list) => (list ?? []).map((one) => one.properties))];
  return [...new Set(choices.flatMap((names) => Object.keys(names ?? {})))];
};

/** As JSON Schema, which has resolved every wrapper of zod, such as optional() and default(), and keeps our mark. */
const described = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref', reused: 'inline' }) as JsonSchema;

/** To be spread into the config of a plugin whose source delivers files: the hub takes in what appears in this folder. */
export const watchedFolder = {
  /** Absolute path. Files that were taken in move to its subfolder `taken`. */
  watchFolder: line().optional(),
};

/** The settings of a source that may be shown, and handed to `normalize`: without the secret ones. */
export function openSettings<Config>(
  { config }: Pick<Plugin<Config>, 'config'>,
  settings: Readonly<Record<string, unknown>>,
): Partial<Config> {
  const hidden = new Set(secretKeys(config).map((key) => key.split(/[.[]/, 1)[0]));
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !hidden.has(key))) as Partial<Config>;
}

interface JsonSchema {
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

function marked(schema: JsonSchema, path: string): string[] {
  if (schema.secret === true) return [path];
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    marked(inner, path === '' ? key : `${path}.${key}`),
  );
  const items = typeof schema.items === 'object' ? marked(schema.items, `${path}[]`) : [];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [...below, ...items, ...choices.flatMap((choice) => marked(choice, path))];
}

/** What is wrong with one setting. Never holds the value of a secret one. */
export interface ConfigProblem {
  /** Dotted path of the setting; empty when the settings as a whole are wrong. */
  readonly key: string;
  readonly problem: string;
}

export type ParsedConfig<Config> =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Checks what an operator filled in against the plugin's schema. All problems at once; never throws. */
export function parseConfig<Config>(plugin: Pick<Plugin<Config>, 'config'>, input: unknown): ParsedConfig<Config> {
  try {
    const parsed = plugin.config.safeParse(input);
    if (parsed.success) return { ok: true, config: parsed.data };
    const secrets = secretKeys(plugin.config);
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, secrets, input)) };
  } catch {
    // Not the message: what the schema's own code throws may quote a setting.
    return { ok: false, problems: [{ key: '', problem: 'the settings could not be checked' }] };
  }
}

function problemsOf(issue: z.core.$ZodIssue, secrets: readonly string[], input: unknown): ConfigProblem[] {
  const key = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ key: key === '' ? name : `${key}.${name}`, problem: 'no such setting' }));
  const value = valueAt(input, issue.path);
  if (value === undefined) return [{ key, problem: 'is missing' }];
  if (value === '' && issue.code === 'too_small') return [{ key, problem: 'is empty' }];
  const general = issue.path.map((step) => (typeof step === 'number' ? '[]' : String(step))).join('.');
  const isSecret = secrets.includes(general.replace(/\.\[\]/g, '[]'));
  return [
    { key, problem: isSecret || quotesSecret(issue.message, secrets, input) ? plainly(issue.code) : issue.message },
  ];
}

/** In place of a message that might quote a secret. */
const plainly = (code: string): string => (code === 'too_small' ? 'is too short' : 'is not valid');

/** A check over several settings may put one into its message. */
function quotesSecret(message: string, secrets: readonly string[], input: unknown): boolean {
  return secrets.some((key) => {
    const value = valueAt(input, key.replace(/\[\]/g, '.0').split('.'));
    return typeof value === 'string' && value !== '' && message.includes(value);
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let here = input;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[step];
  }
  return here;
}
