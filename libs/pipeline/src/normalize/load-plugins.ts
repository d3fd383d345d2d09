import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { checkPlugin, type Plugin } from '@whereabouts/plugin-sdk';
import type { LoadedPlugin } from '../pipeline';
import { tryOut } from './try-out';

export interface PluginLoading {
  /** By plugin id. */
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  /** Packages that were refused, and why: one broken plugin never stops the hub. */
  readonly refused: readonly { readonly from: string; readonly problem: string }[];
}

/**
 * Loads plugins by package name or path. Packages are looked for as seen from each of the folders `bases`, in their
 * order. Each package exports its plugin as `plugin`. What is not trusted is tried out in a process of its own before.
 */
export async function loadPlugins(
  names: readonly string[],
  bases: readonly string[],
  isTrusted: (name: string) => boolean = () => false,
): Promise<PluginLoading> {
  const plugins = new Map<string, LoadedPlugin>();
  const refused: { from: string; problem: string }[] = [];
  // Side by side: one that takes its time keeps nobody waiting but itself.
  const candidates = names.map((name) => ({ name, tried: isTrusted(name) ? null : triedOut(name, bases) }));
  for (const { name, tried } of candidates) {
    try {
      const harm = tried === null ? null : await tried;
      if (harm !== null) {
        refused.push({ from: name, problem: harm });
        continue;
      }
      const from = locate(name, bases);
      const module = (await import(from)) as { plugin?: Plugin };
      const checked = checkPlugin(module.plugin);
      if (module.plugin === undefined)
        refused.push({ from: name, problem: `it must export its plugin as "plugin", ${exportsOf(module)}` });
      else if (!checked.ok) refused.push({ from: name, problem: checked.problem });
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

/** What is not found does no harm: it is refused with what was looked for. */
async function triedOut(name: string, bases: readonly string[]): Promise<string | null> {
  let from: string;
  try {
    from = locate(name, bases);
  } catch {
    return null;
  }
  return tryOut(from);
}

const exportsOf = (module: object): string =>
  Object.keys(module).length === 0 ? 'it exports nothing' : `it exports ${Object.keys(module).join(', ')}`;

/** Address of a package's entry. @throws Error that says where it was looked for. */
function locate(name: string, bases: readonly string[]): string {
  if (name.startsWith('file:')) return name;
  for (const base of bases) {
    try {
      return pathToFileURL(createRequire(pathToFileURL(`${base}/package.json`)).resolve(name)).href;
    } catch (error) {
      // Found, but it offers no entry that can be loaded: that is what to say.
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`there is no package ${name} in ${bases.join(', ')}: install it there, or see HUB_PLUGIN_FOLDERS`);
}
