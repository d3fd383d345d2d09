import type { ConfiguredSource, SourceDirectory } from '../pipeline';
import type { TestShop } from './test-hub';

/** The sources of a shop, without a database behind them. */
export function sourceDirectoryOf({ sources, plugins }: TestShop): SourceDirectory {
  const all = [...sources.values()].map((source): ConfiguredSource => ({
    ...source,
    plugin: plugins.get(source.plugin)!.plugin,
    openSettings: {},
  }));
  return {
    find: async (key) => all.find(({ id, name }) => id === key || name === key) ?? null,
    all: async () => all,
  };
}
