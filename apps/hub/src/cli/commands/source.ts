import {
  MANUAL_SOURCE,
  publicId,
  sourceHealth,
  sourceTrouble,
  type Directory,
  type Merchant,
  type SourceConfig,
} from '@whereabouts/store';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { systemClock } from '../../compose';
import { layFoundation, type Foundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { publicUrl } from '../../config/read-config';
import { commandLog, configOrFail, pluginSettings } from '../environment';
import { readSettings } from '../settings-from-words';
import { EXIT, table, wrongUsage, type ExitCode, type Terminal } from '../terminal';

const DEFAULT_MERCHANT = 'Main';
const ADMIN = { name: 'Administrator', email: 'admin@hub.invalid' };
const NAME = /^[A-Za-z0-9][\w.-]{0,62}$/;

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly kind: string;
  readonly merchant: string;
  readonly enabled: boolean;
  readonly intakeUrl: string;
}

/** Adds a configured plugin. Its secrets are encrypted, and never printed. */
export async function addSource(
  pluginId: string,
  name: string,
  options: { readonly set: readonly string[]; readonly merchant?: string; readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  if (!NAME.test(name))
    wrongUsage(`${name} cannot be a name: use letters, digits, ".", "_" and "-"; it stands in a URL.`);
  const { plugins } = await loadConfiguredPlugins(pluginSettings());
  const plugin = plugins.get(pluginId)?.plugin;
  if (!plugin)
    return wrongUsage(`There is no plugin ${pluginId}. Loaded are: ${[...plugins.keys()].sort().join(', ')}.`);
  const read = readSettings(plugin, options.set);
  if (!read.ok) {
    const problems = read.problems.map(({ key, problem }) => `  ${key || '(all)'}: ${problem}`).join('\n');
    return wrongUsage(
      `The settings of ${plugin.name} are not complete or not right:\n${problems}\nGive each with --set key=value.`,
    );
  }
  return withFoundation(terminal, async (foundation) => {
    const { directory, clock } = foundation;
    const merchant = await merchantFor(foundation, options.merchant);
    if ((await directory.sources()).some((one) => one.merchantId === merchant.id && one.name === name))
      wrongUsage(
        `${merchant.name} already has a source ${name}. Choose another name, or remove it first: source remove ${name}`,
      );
    const { settings, secrets } = read;
    const added = await directory.addSource(
      { merchantId: merchant.id, plugin: pluginId, name, kind: plugin.source, settings, secrets },
      clock(),
    );
    const shown = show(added, merchant, await directory.sources(), foundation);
    if (options.json) terminal.out(JSON.stringify(shown, null, 2));
    else terminal.out(welcome(shown, plugin, Object.keys(secrets)));
    return EXIT.done;
  });
}

function welcome({ name, merchant, intakeUrl }: Shown, plugin: Plugin, secrets: readonly string[]): string {
  const lines = [`Source ${name} (${plugin.name}) was added to ${merchant}.`];
  if (plugin.push) {
    lines.push(`Intake URL: ${intakeUrl}`);
    lines.push(
      secrets.includes('webhookSecret')
        ? `Enter this URL at ${plugin.name}, with the secret that you gave as webhookSecret: it signs the raw bytes of each request as its documentation says.`
        : `It takes no webhooks until it has a webhookSecret: remove it and add it again with --set webhookSecret=…`,
    );
  }
  lines.push(`Files: npm run hub -- ingest ${name} <file…>`);
  return lines.join('\n');
}

/** Named: that one, made when missing. Otherwise the only one there is, made when there is none. */
async function merchantFor({ directory, clock }: Foundation, name: string | undefined): Promise<Merchant> {
  const merchants = await directory.merchants();
  const known = name === undefined ? merchants[0] : merchants.find((one) => one.name === name);
  if (name === undefined && merchants.length > 1)
    wrongUsage(`Say whose it is with --merchant: ${merchants.map((one) => one.name).join(', ')}.`);
  if (known) return known;
  return directory.addMerchant({ name: name ?? DEFAULT_MERCHANT, timeZone: 'UTC', admin: ADMIN }, clock());
}

/** Lists the sources of all merchants, without what every merchant has. */
export async function listSources(options: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  return withFoundation(terminal, async (foundation) => {
    const all = await foundation.directory.sources();
    const merchants = new Map((await foundation.directory.merchants()).map((one) => [one.id, one]));
    const healthOf = await healthOfSources([...merchants.keys()], foundation);
    const shown = all.filter(isConfigured).map((source) => ({
      ...show(source, merchants.get(source.merchantId)!, all, foundation),
      ...healthOf(source),
    }));
    if (options.json) terminal.out(JSON.stringify(shown, null, 2));
    else if (shown.length === 0)
      terminal.out('There is no source yet. Add one: npm run hub -- source add <plugin> <name> --set webhookSecret=…');
    else
      terminal.out(
        table(
          ['NAME', 'PLUGIN', 'KIND', 'MERCHANT', 'INTAKE URL', 'HEALTH'],
          shown.map((one) => [one.name, one.plugin, one.kind, one.merchant, one.intakeUrl, one.health]),
        ),
      );
    return EXIT.done;
  });
}

/** How each source fares, in a word and with what to do. */
async function healthOfSources(merchantIds: readonly string[], { pool, clock }: Foundation) {
  const now = clock();
  const read = new Map(
    await Promise.all(merchantIds.map(async (id) => [id, await sourceHealth(pool, id, now)] as const)),
  );
  return ({ merchantId, id, name }: SourceConfig) => {
    const view = read.get(merchantId)!(id);
    const trouble = sourceTrouble(name, view, now);
    const { lastInputAt } = view;
    return {
      health: trouble?.brief ?? (lastInputAt === null ? 'nothing came yet' : 'ok'),
      advice: trouble?.advice ?? null,
      lastInputAt,
    };
  };
}

interface OneSource {
  readonly merchant?: string;
  readonly json?: boolean;
}

/** Removes a source. Its history stays, and its name is free again. */
export async function removeSource(name: string, options: OneSource, terminal: Terminal): Promise<ExitCode> {
  return withFoundation(terminal, async (foundation) => {
    const source = await sourceCalled(name, options.merchant, foundation);
    await foundation.directory.removeSource(source.merchantId, name, foundation.clock());
    if (options.json) terminal.out(JSON.stringify({ removed: publicId('source', source.id), name }));
    else terminal.out(`Source ${name} was removed. What it reported stays.`);
    return EXIT.done;
  });
}

/** Changes settings of a source; those that are not named stay. Running hubs notice within seconds. */
export async function setSource(
  name: string,
  options: OneSource & { readonly set: readonly string[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const { plugins } = await loadConfiguredPlugins(pluginSettings());
  return withFoundation(terminal, async (foundation) => {
    const source = await sourceCalled(name, options.merchant, foundation);
    const plugin = plugins.get(source.plugin)?.plugin;
    if (!plugin) throw new Error(`The plugin ${source.plugin} is not loaded.`);
    const read = readSettings(plugin, options.set, source.settings);
    if (!read.ok)
      return wrongUsage(
        `The settings are not right:\n${read.problems.map(({ key, problem }) => `  ${key || '(all)'}: ${problem}`).join('\n')}`,
      );
    await foundation.directory.setSource(source.merchantId, name, read);
    const changed = options.set.map((word) => word.split('=', 1)[0]);
    if (options.json) terminal.out(JSON.stringify({ source: publicId('source', source.id), name, changed }));
    else terminal.out(`Source ${name}: ${changed.join(', ')} changed. Running hubs notice within seconds.`);
    return EXIT.done;
  });
}

/** The source of that name. @throws Error that says how to name it when there is none, or more than one. */
export async function sourceCalled(
  name: string,
  merchant: string | undefined,
  { directory }: Foundation,
): Promise<SourceConfig> {
  const merchants = await directory.merchants();
  const nameOf = (id: string) => merchants.find((one) => one.id === id)?.name ?? id;
  const [source, another] = (await directory.sources()).filter(
    (one) => isConfigured(one) && one.name === name && (merchant === undefined || nameOf(one.merchantId) === merchant),
  );
  if (another) wrongUsage(`Several merchants have a source ${name}: say whose with --merchant.`);
  if (!source) throw new Error(`There is no source ${name}. See: npm run hub -- source list`);
  return source;
}

/** Every merchant has a source for what people register by hand: nobody configured it. */
const isConfigured = ({ plugin }: Pick<SourceConfig, 'plugin'>): boolean => plugin !== MANUAL_SOURCE.plugin;

function show(
  source: SourceConfig,
  merchant: Merchant,
  all: Awaited<ReturnType<Directory['sources']>>,
  { config }: Foundation,
): Shown {
  const id = publicId('source', source.id);
  const isUnique = all.filter(({ name }) => name === source.name).length === 1;
  return {
    id,
    name: source.name,
    plugin: source.plugin,
    kind: source.kind,
    merchant: merchant.name,
    enabled: source.enabled,
    intakeUrl: `${publicUrl(config, config.HUB_PORT)}/intake/${isUnique ? source.name : id}`,
  };
}

export async function withFoundation(
  terminal: Terminal,
  work: (foundation: Foundation) => Promise<ExitCode>,
): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    return await work(foundation);
  } finally {
    await foundation.close();
  }
}
