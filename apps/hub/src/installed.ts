import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins, type PluginLoading } from '@whereabouts/pipeline';
import { BUNDLED_PLUGINS } from './config/bundled-plugins';
import type { Config } from './config/settings';

/** Folder of the built hub: what it ships beside its code lies there. */
export const distFolder = (): string => dirname(fileURLToPath(import.meta.resolve('@whereabouts/hub')));

type PluginSettings = Pick<Config, 'HUB_PLUGINS' | 'HUB_PLUGIN_FOLDERS'>;

const BUNDLED: ReadonlySet<string> = new Set(BUNDLED_PLUGINS);

/** Plugins by package name, as seen from the hub and from the folders of more plugins; paths are relative to the current folder. */
export const loadConfiguredPlugins = ({ HUB_PLUGINS, HUB_PLUGIN_FOLDERS }: PluginSettings): Promise<PluginLoading> =>
  loadPlugins(
    HUB_PLUGINS.map((name) => (name.startsWith('.') ? resolve(name) : name)),
    [dirname(distFolder()), ...HUB_PLUGIN_FOLDERS.map((folder) => resolve(folder))],
    (name) => BUNDLED.has(name),
  );

/** What a worker thread runs to replay the past under a draft of a policy. */
export const whatIfFile = (): string =>
  fileURLToPath(new URL('./what-if/what-if-worker.js', import.meta.resolve('@whereabouts/pipeline')));

/** What a worker thread runs to read inputs. */
export const workerFile = (): string =>
  fileURLToPath(new URL('./normalize/normalize-worker.js', import.meta.resolve('@whereabouts/pipeline')));
