import { SOURCE_KINDS } from '@whereabouts/model';
import { satisfies, valid, validRange } from 'semver';
import { CAPABILITIES, capabilitiesOf } from './capabilities';
import type { Plugin } from './contract';
import { wrongWord } from './table-words';

/** Version of this SDK: what a plugin's `sdk` range is checked against. Equal to that of the package. */
export const SDK_VERSION = '1.0.0';

export type CheckedPlugin =
  { readonly ok: true; readonly plugin: Plugin } | { readonly ok: false; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Is this a plugin that the hub can run? Looks at what a package exports before anything of it is called. Never throws:
 * the problem names the plugin, and what was wanted and what is there.
 */
export function checkPlugin(candidate: unknown, hubSdkVersion: string = SDK_VERSION): CheckedPlugin {
  if (typeof candidate !== 'object' || candidate === null)
    return refused('', `a plugin must be an object, this is ${candidate === null ? 'null' : typeof candidate}`);
  try {
    const fields = candidate as Fields;
    const name = typeof fields.id === 'string' && fields.id !== '' ? fields.id : 'without id';
    const wrong = CHECKS.map((check) => check(fields, hubSdkVersion)).filter((problem) => problem !== null);
    if (wrong.length > 0) return refused(name, wrong.join('; '));
    return { ok: true, plugin: candidate as Plugin };
  } catch (fault) {
    return refused('', `reading it failed: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

const refused = (name: string, problem: string): CheckedPlugin => ({
  ok: false,
  problem: `plugin${name === '' ? '' : ` ${name}`}: ${problem}`,
});

/** What a field has to be, or null when it is. */
type Check = (fields: Fields, hubSdkVersion: string) => string | null;

const CHECKS: readonly Check[] = [
  ({ id }) => (isText(id) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) ? null : wants('id', 'a lower-case id', id)),
  ({ name }) => (isText(name) && name.trim() !== '' ? null : wants('name', 'a name', name)),
  ({ version }) => (isText(version) && valid(version) ? null : wants('version', 'a semantic version', version)),
  sdkFits,
  ({ source }) =>
    isText(source) && Object.hasOwn(SOURCE_KINDS, source)
      ? null
      : wants('source', `one of ${Object.keys(SOURCE_KINDS).join(', ')}`, source),
  ({ config }) => (has(config, 'safeParse') ? null : wants('config', 'a zod schema', config)),
  ({ codes }) => (isCodeTable(codes) ? wrongWord(codes.rows) : wants('codes', 'a code table: see codeTable', codes)),
  ({ normalize }) => (typeof normalize === 'function' ? null : wants('normalize', 'a function', normalize)),
  ({ push }) => (push === undefined || has(push, 'verify') ? null : wants('push', 'an object with verify', push)),
  ({ pull }) => (pull === undefined || isPull(pull) ? null : wants('pull', 'a batchSize from 1 and a fetch', pull)),
  capabilitiesFit,
];

function capabilitiesFit({ capabilities, push, pull, act }: Fields): string | null {
  if (!Array.isArray(capabilities)) return wants('capabilities', 'a list of what it can do', capabilities);
  const there = new Set<unknown>(capabilitiesOf({ push, pull, act }));
  const known = new Set<unknown>(CAPABILITIES);
  const strange = capabilities.filter((capability) => !known.has(capability));
  const missing = capabilities.filter((capability) => known.has(capability) && !there.has(capability));
  const undeclared = [...there].filter((capability) => !capabilities.includes(capability));
  const problems = [
    strange.length > 0 ? `it wants ${strange.map(String).join(', ')}, which this hub does not know` : null,
    missing.length > 0 ? `it declares ${missing.join(', ')}, but has no such function` : null,
    undeclared.length > 0 ? `it has ${undeclared.join(', ')}, but does not declare it` : null,
  ].filter((problem) => problem !== null);
  return problems.length > 0 ? problems.join('; ') : null;
}

function sdkFits({ sdk }: Fields, present: string): string | null {
  if (!isText(sdk) || sdk.trim() === '' || validRange(sdk) === null) return wants('sdk', 'a range of versions', sdk);
  // A pre-release of the SDK is what its plugins are tried with before the release.
  return satisfies(present, sdk, { includePrerelease: true })
    ? null
    : `it was written for SDK ${sdk}, and this hub has SDK ${present}`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const has = (value: unknown, method: string): boolean =>
  typeof value === 'object' && value !== null && typeof (value as Fields)[method] === 'function';

/** Every list has a `find`: a table has rows as well. */
const isCodeTable = (value: unknown): value is { readonly rows: readonly unknown[] } =>
  has(value, 'find') && Array.isArray((value as Fields).rows);

function isPull(value: unknown): boolean {
  const { batchSize } = (value ?? {}) as Fields;
  const least = has(value, 'follow') ? 0 : 1;
  return has(value, 'fetch') && Number.isInteger(batchSize) && Number(batchSize) >= least;
}

const wants = (field: string, wanted: string, found: unknown): string =>
  `${field} must be ${wanted}, it is ${isText(found) ? JSON.stringify(found) : kindOf(found)}`;

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value);
