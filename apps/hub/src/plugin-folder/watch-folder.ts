import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join, relative, sep } from 'node:path';

const QUIET_MS = 120;
const IGNORED = new Set(['node_modules', 'dist', '.git', '.cache']);

/** May a change of this file change what the plugin makes of its fixtures? Editors write hidden and backup files as well. */
export const isOfInterest = (file: string): boolean => {
  const steps = file.split(sep);
  const name = steps.at(-1) ?? '';
  return !steps.some((step) => IGNORED.has(step)) && !name.startsWith('.') && !/(~|\.swp|\.tmp)$/.test(name);
};

/**
 * Calls `changed` when files in the folder were saved and nothing more happened for a moment; one call at a time, and once more
 * for what was saved meanwhile. Returns how to end it.
 */
export function watchFolder(folder: string, changed: () => Promise<void>): () => void {
  const state: { timer?: NodeJS.Timeout; isBusy: boolean; isDue: boolean } = { isBusy: false, isDue: false };
  const go = async (): Promise<void> => {
    if (state.isBusy) {
      state.isDue = true;
      return;
    }
    state.isBusy = true;
    try {
      do {
        state.isDue = false;
        await changed();
      } while (state.isDue);
    } finally {
      state.isBusy = false;
    }
  };
  // One watcher a folder: each is there at once, and none is spent on what was installed or built.
  const watchers = new Map<string, FSWatcher>();
  const watchAll = (): void => {
    for (const one of foldersIn(folder)) {
      if (watchers.has(one)) continue;
      const watcher = watch(one, (_, file) => {
        if (file !== null && !isOfInterest(relative(folder, join(one, file)))) return;
        watchAll();
        clearTimeout(state.timer);
        state.timer = setTimeout(() => void go(), QUIET_MS);
      });
      watchers.set(one, watcher);
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(one);
      });
    }
  };
  watchAll();
  return () => {
    clearTimeout(state.timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** The folder and those in it that hold sources or fixtures. */
const foldersIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isOfInterest(entry.name))
    .flatMap((entry) => foldersIn(join(folder, entry.name))),
];
