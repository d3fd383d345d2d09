import { readFileSync } from 'node:fs';
import { parseConfig, secretKeys, type ConfigProblem, type Plugin } from '@whereabouts/plugin-sdk';
import { parse } from 'yaml';
import { wrongUsage } from './terminal';

/** Settings of a source as they are stored: the secret ones apart, to be encrypted. */
export type ReadSettings =
  | {
      readonly ok: true;
      readonly settings: Readonly<Record<string, unknown>>;
      readonly secrets: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads `key=value` words against a plugin's schema. Words are text; where the schema wants a number, a truth value or a
 * list, they are read as JSON. `key=@file` takes the content of a file: of .yaml, .yml and .json the document in it.
 * `before`: settings that hold as long as no word says otherwise.
 */
export function readSettings(
  plugin: Plugin,
  words: readonly string[],
  before: Readonly<Record<string, unknown>> = {},
): ReadSettings {
  const given: Record<string, unknown> = { ...before, ...pairsOf(words) };
  let parsed = parseConfig(plugin, given);
  if (!parsed.ok) {
    const wrong = new Set(parsed.problems.map(({ key }) => key.split('.')[0]));
    const asJson = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        wrong.has(key) && typeof value === 'string' ? valueOfJson(value) : value,
      ]),
    );
    parsed = parseConfig(plugin, asJson);
  }
  const unknown = unknownKeys(given, parsed.ok ? parsed.config : null);
  if (!parsed.ok) return { ok: false, problems: [...parsed.problems, ...unknown] };
  if (unknown.length > 0) return { ok: false, problems: unknown };
  return {
    ok: true,
    ...divide(parsed.config as Readonly<Record<string, unknown>>, new Set(secretKeys(plugin.config))),
  };
}

function pairsOf(words: readonly string[]): Record<string, unknown> {
  const pairs = words.map((word) => {
    // Not the word itself: it may hold a secret.
    const [, key, value] =
      /^([A-Za-z][\w.]*)=(.*)$/s.exec(word) ?? wrongUsage('--set wants key=value, such as --set webhookSecret=…');
    return [key!, /^@(?!@)/.test(value!) ? contentOf(value!.slice(1)) : value!.replace(/^@@/, '@')] as const;
  });
  const keys = pairs.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) wrongUsage(`--set ${twice} is given twice.`);
  return Object.fromEntries(pairs);
}

function contentOf(path: string): unknown {
  try {
    const text = readFileSync(path, 'utf8');
    return /\.(ya?ml|json)$/i.test(path) ? (parse(text) as unknown) : text.trim();
  } catch (fault) {
    return wrongUsage(`${path} cannot be read: ${(fault as Error).message.split('\n', 1)[0]}`);
  }
}

function valueOfJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Schemas drop keys that they do not know; a misspelt setting must not vanish. */
const unknownKeys = (given: Readonly<Record<string, unknown>>, config: unknown): ConfigProblem[] =>
  config === null
    ? []
    : Object.keys(given)
        .filter((key) => !Object.hasOwn(config as object, key))
        .map((key) => ({ key, problem: 'no such setting' }));

function divide(config: Readonly<Record<string, unknown>>, secretNames: ReadonlySet<string>) {
  const settings: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined) continue;
    if (secretNames.has(key)) secrets[key] = String(value);
    else settings[key] = value;
  }
  return { settings, secrets };
}
