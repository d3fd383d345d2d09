import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { checkPlugin, type Plugin } from '@whereabouts/plugin-sdk';
import type { LoadedPlugin } from '../pipeline';

export interface PluginLoading {
  /** By plugin id. */
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  /** Packages that were refused, and why: one broken plugin never stops the hub. */
  readonly refused: readonly { readonly from: string; readonly problem: string }[];
}

/** Loads plugins by package name, as seen from `base` (a folder). Each package exports its plugin as `plugin`. */
export async function loadPlugins(names: readonly string[], base: string): Promise<PluginLoading> {
  const plugins = new Map<string, LoadedPlugin>();
  const refused: { from: string; problem: string }[] = [];
  const resolve = createRequire(pathToFileURL(`${base}/package.json`)).resolve;
  for (const name of names) {
    try {
      const from = pathToFileURL(resolve(name)).href;
      const module = (await import(from)) as { plugin?: Plugin };
      const checked = checkPlugin(module.plugin);
      if (!checked.ok) refused.push({ from: name, problem: checked.problem });
      else if (plugins.has(checked.plugin.id))
        refused.push({
          from: name,
          problem: `the id ${checked.plugin.id} is taken by ${plugins.get(checked.plugin.id)!.from}`,
        });
      else plugins.set(checked.plugin.id, { from, plugin: checked.plugin });
    } catch (error) {
      refused.push({ from: name, problem: (error as Error).message });
    }
  }
  return { plugins, refused };
}
