import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { msOf, type Clock } from '@whereabouts/model';
import type { ConfiguredSource, Pipeline } from '@whereabouts/pipeline';
import type { HubLog } from '../logging/log';

export interface FolderNeeds {
  readonly sources: Pick<Pipeline['sources'], 'all'>;
  readonly deposit: Pipeline['deposit'];
  readonly clock: Clock;
  readonly log: HubLog;
  readonly everyMs?: number;
}

const EVERY_MS = 2_000;
/** A file in hand for longer was left by a process that died. */
const ABANDONED_MS = 10 * 60_000;
const MAX_BYTES = 16 * 1024 * 1024;
const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.xml': 'application/xml',
};

/**
 * Takes in the files that appear in the watched folders of sources. A file that no longer grows is moved to `in-hand`, which
 * only one of several processes can do, stored, and moved to `taken`; one that is too large, to `refused`. Returns how to
 * end it: the round at hand is finished first.
 */
export function watchFolders(needs: FolderNeeds): () => Promise<void> {
  const seen = new Map<string, string>();
  const complained = new Set<string>();
  let round = Promise.resolve();
  let isIdle = true;
  const timer = setInterval(() => {
    if (!isIdle) return;
    isIdle = false;
    round = folderRound(needs, seen, complained).finally(() => (isIdle = true));
  }, needs.everyMs ?? EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}

/** One round over all folders. Never throws. `seen`: size and time of each file at the round before. */
export async function folderRound(
  needs: FolderNeeds,
  seen: Map<string, string>,
  complained: Set<string>,
): Promise<void> {
  const sources = await needs.sources.all().catch(() => []);
  for (const source of sources) {
    const folder = source.openSettings['watchFolder'];
    if (!source.enabled || typeof folder !== 'string') continue;
    try {
      await lookInto(folder, source, needs, seen);
      complained.delete(folder);
    } catch (error) {
      if (!complained.has(folder))
        needs.log.warn(
          { source: source.name, folder, error: (error as Error).message },
          'a watched folder cannot be read',
        );
      complained.add(folder);
    }
  }
}

async function lookInto(
  folder: string,
  source: ConfiguredSource,
  needs: FolderNeeds,
  seen: Map<string, string>,
): Promise<void> {
  await Promise.all(['in-hand', 'taken', 'refused'].map((name) => mkdir(join(folder, name), { recursive: true })));
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    const state = `${size} ${mtimeMs}`;
    const isComplete = seen.get(path) === state;
    seen.set(path, state);
    if (!isComplete) continue;
    seen.delete(path);
    if (size > MAX_BYTES) await refuseFile(folder, name, source, needs);
    else if (await moved(path, join(folder, 'in-hand', name))) await takeIn(folder, name, source, needs);
  }
  const now = msOf(needs.clock());
  for (const name of await filesIn(join(folder, 'in-hand')))
    if (now - (await stat(join(folder, 'in-hand', name))).ctimeMs > ABANDONED_MS)
      await takeIn(folder, name, source, needs);
}

/** Hidden files are still being written by whoever puts them there under another name. */
const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/^\.|\.(tmp|part|filepart)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();

/** Taking it in twice after a crash does no harm: equal events count once. */
async function takeIn(folder: string, name: string, source: ConfiguredSource, needs: FolderNeeds): Promise<void> {
  const { merchantId, id: sourceId } = source;
  const path = join(folder, 'in-hand', name);
  const contentType = TYPES[extname(name).toLowerCase()] ?? null;
  const headers = { 'x-file-name': name.replace(/[^\x20-\x7e]/g, '?') };
  await needs.deposit({ merchantId, sourceId, contentType, headers, body: await readFile(path) });
  await rename(path, join(folder, 'taken', await freeName(join(folder, 'taken'), name, needs.clock)));
  needs.log.info({ source: source.name, file: name }, 'a file was taken in');
}

async function refuseFile(folder: string, name: string, source: ConfiguredSource, needs: FolderNeeds): Promise<void> {
  if (!(await moved(join(folder, name), join(folder, 'refused', name)))) return;
  needs.log.warn(
    { source: source.name, file: name, maxBytes: MAX_BYTES },
    'a file is too large and was moved to refused: divide it',
  );
}

/** False when another process was faster. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The same name may come every day. */
async function freeName(folder: string, name: string, clock: Clock): Promise<string> {
  const taken = new Set(await readdir(folder));
  if (!taken.has(name)) return name;
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}-${clock().replace(/\W/g, '')}${extension}`;
}
