import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins, type PluginLoading } from '@whereabouts/pipeline';

/** Folder of the built hub: what it ships beside its code lies there. */
export const distFolder = (): string => dirname(fileURLToPath(import.meta.resolve('@whereabouts/hub')));

/** Plugins by package name, as seen from the hub; paths are relative to the current folder. */
export const loadConfiguredPlugins = (names: readonly string[]): Promise<PluginLoading> =>
  loadPlugins(
    names.map((name) => (name.startsWith('.') ? join(process.cwd(), name) : name)),
    dirname(distFolder()),
  );

/** What a worker thread runs to read inputs. */
export const workerFile = (): string =>
  fileURLToPath(new URL('./normalize/normalize-worker.js', import.meta.resolve('@whereabouts/pipeline')));
