import { loadConfiguredPlugins } from '../../installed';
import { pluginSettings } from '../environment';
import { EXIT, table, type ExitCode, type Terminal } from '../terminal';

/** Lists the plugins that the hub loads, and those that it refuses. Exit code 1 when it refuses one. */
export async function listPlugins(options: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const { plugins, refused } = await loadConfiguredPlugins(pluginSettings());
  const loaded = [...plugins.values()]
    .map(({ from, plugin: { id, name, version, source, capabilities, codes, variants = [] } }) => ({
      id,
      name,
      kind: source,
      version,
      capabilities,
      codes: codes.rows.length,
      variants: variants.map((variant) => variant.name),
      from,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (options.json) terminal.out(JSON.stringify({ plugins: loaded, refused }, null, 2));
  else if (loaded.length > 0)
    terminal.out(
      table(
        ['PLUGIN', 'SOURCE', 'KIND', 'VERSION', 'CODES', 'CAPABILITIES'],
        loaded.map((one) => [
          one.id,
          one.name,
          one.kind,
          one.version,
          String(one.codes),
          one.capabilities.join(', ') || 'files only',
        ]),
      ),
    );
  for (const { from, problem } of refused) terminal.err(`${from} was not loaded: ${problem}`);
  return refused.length > 0 ? EXIT.failed : EXIT.done;
}
