import type { Clock } from '@whereabouts/model';
import { msBetween, type Instant } from '@whereabouts/model';
import { openSettings } from '@whereabouts/plugin-sdk';
import { publicId, type Directory, type SourceConfig } from '@whereabouts/store';
import type { ConfiguredSource, LoadedPlugin, Log, SourceDirectory } from '../pipeline';

/** How old the list may be: a source that was removed or whose secret was rotated elsewhere is noticed within this. */
const FRESH_MS = 5_000;
/** How soon a name that is not in the list may make us look again: a source that was just added. */
const RETRY_MS = 250;

export interface SourceDirectoryNeeds {
  readonly directory: Pick<Directory, 'sources'>;
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Listing {
  readonly at: Instant;
  readonly byKey: ReadonlyMap<string, ConfiguredSource>;
  readonly all: readonly ConfiguredSource[];
}

/** The configured sources, with their plugins and open secrets. Kept in memory, refreshed from the database. */
export function sourceDirectory({ directory, plugins, clock, log }: SourceDirectoryNeeds): SourceDirectory {
  const state: { listing: Listing | null; loading: Promise<Listing> | null } = { listing: null, loading: null };
  const complained = new Set<string>();

  const configured = (source: SourceConfig): ConfiguredSource[] => {
    const loaded = plugins.get(source.plugin);
    if (loaded)
      return [{ ...source, plugin: loaded.plugin, openSettings: openSettings(loaded.plugin, source.settings) }];
    if (!complained.has(source.id))
      log.warn({ source: source.name, plugin: source.plugin }, 'the plugin of a source is not loaded');
    complained.add(source.id);
    return [];
  };

  const load = async (): Promise<Listing> => {
    const at = clock();
    const all = (await directory.sources()).flatMap(configured);
    const names = new Map<string, number>();
    for (const { name } of all) names.set(name, (names.get(name) ?? 0) + 1);
    const byKey = new Map<string, ConfiguredSource>();
    for (const source of all) {
      if (names.get(source.name) === 1) byKey.set(source.name, source);
      byKey.set(source.id, source).set(publicId('source', source.id), source);
    }
    return { at, all, byKey };
  };

  const refresh = (): Promise<Listing> => {
    state.loading ??= load()
      .then((listing) => (state.listing = listing))
      .finally(() => (state.loading = null));
    return state.loading;
  };

  const current = (maxAge: number): Promise<Listing> => {
    const { listing } = state;
    return listing && Math.abs(msBetween(listing.at, clock())) < maxAge ? Promise.resolve(listing) : refresh();
  };

  return {
    async find(source) {
      const known = (await current(FRESH_MS)).byKey.get(source);
      return known ?? (await current(RETRY_MS)).byKey.get(source) ?? null;
    },
    all: async () => (await current(FRESH_MS)).all,
  };
}
