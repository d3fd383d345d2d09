import { watch } from 'node:fs';
import { sep } from 'node:path';

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
  const watcher = watch(folder, { recursive: true }, (_, file) => {
    if (file !== null && !isOfInterest(file)) return;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => void go(), QUIET_MS);
  });
  return () => {
    clearTimeout(state.timer);
    watcher.close();
  };
}
