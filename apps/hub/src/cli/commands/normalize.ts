import { readFile, stat } from 'node:fs/promises';
import { instant } from '@whereabouts/model';
import type { LoadedPlugin } from '@whereabouts/pipeline';
import type { Issue, MilestoneRecord, Normalized, Plugin } from '@whereabouts/plugin-sdk';
import { loadConfiguredPlugins } from '../../installed';
import { readApart } from '../../plugin-folder/read-apart';
import { pluginSettings } from '../environment';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

/** What a plugin makes of one document, as JSON. */
export interface NormalizedDocument {
  readonly plugin: string;
  readonly milestones: readonly object[];
  readonly orders: Normalized['orders'];
  readonly shipments: Normalized['shipments'];
  readonly tickets: Normalized['tickets'];
  readonly inventory: Normalized['inventory'];
  readonly issues: readonly Issue[];
}

/** Prints what the plugin makes of a file. Exit code 1 when it did not understand it. */
export async function normalize(
  id: string,
  file: string,
  options: { readonly header: readonly string[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const loaded = await pluginCalled(id, terminal);
  const body = await readFile(file).catch((error: NodeJS.ErrnoException) =>
    wrongUsage(
      `${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message)}.`,
    ),
  );
  // A file is received when it was written: so the same file gives the same answer.
  const receivedAt = instant((await stat(file)).mtime);
  const outcome = (await readApart(loaded, [{ body, headers: headersOf(options.header), receivedAt }]))[0]!;
  if (!outcome.ok) {
    terminal.err(outcome.problem);
    return EXIT.failed;
  }
  terminal.out(JSON.stringify(documentOf(loaded.plugin, outcome.said), null, 2));
  return isUnderstood(outcome.said) ? EXIT.done : EXIT.failed;
}

async function pluginCalled(id: string, terminal: Terminal): Promise<LoadedPlugin> {
  const { plugins, refused } = await loadConfiguredPlugins(pluginSettings());
  const found = plugins.get(id);
  if (found) return found;
  for (const { from, problem } of refused) terminal.err(`${from} was not loaded: ${problem}`);
  return wrongUsage(`There is no plugin ${id}. Loaded are: ${[...plugins.keys()].sort().join(', ') || 'none'}.`);
}

function headersOf(given: readonly string[]): Readonly<Record<string, string>> {
  const pairs = given.map((text) => /^([^=]+)=(.*)$/s.exec(text) ?? wrongUsage(`--header ${text}: write name=value.`));
  return Object.fromEntries(pairs.map(([, name, value]) => [name!.trim().toLowerCase(), value!]));
}

/** A document is understood unless something in it had to be set aside and nothing at all came of it. */
export function isUnderstood({ milestones, orders, shipments, tickets, inventory, issues }: Normalized): boolean {
  const records = milestones.length + orders.length + shipments.length + tickets.length + inventory.length;
  return records > 0 || issues.every(({ kind }) => kind !== 'record');
}

/** Fields that every milestone shows, also when the source says nothing of them. */
const ALWAYS = [
  'code',
  'reasons',
  'occurredAt',
  'occurredLocal',
  'timeCertainty',
  'place',
  'trackingNumber',
  'carrier',
  'orderNumber',
  'shipmentExternalId',
  'orderExternalId',
  'sourceCode',
  'sourceSubCode',
  'sourceText',
] as const;

export const documentOf = (plugin: Pick<Plugin, 'id'>, found: Normalized): NormalizedDocument => ({
  plugin: plugin.id,
  milestones: found.milestones.map(shown),
  orders: found.orders,
  shipments: found.shipments,
  tickets: found.tickets,
  inventory: found.inventory,
  issues: found.issues,
});

function shown(milestone: MilestoneRecord): object {
  const said = milestone as unknown as Readonly<Record<string, unknown>>;
  return { ...Object.fromEntries(ALWAYS.map((key) => [key, said[key] ?? null])), ...milestone };
}
