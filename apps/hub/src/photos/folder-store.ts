import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PhotoStoreAway, type PhotoStore } from './photo-store';

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** Photos in a folder of this machine, or one that several machines share. Files are read by the hub alone. */
export function folderStore(folder: string): PhotoStore {
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error(`not the name of a photo: ${JSON.stringify(key)}`);
    return join(folder, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      if ((await stat(path).catch(() => null))?.size === bytes.length) return;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeWhole(path, bytes);
      } catch (error) {
        throw new PhotoStoreAway(`Photos cannot be written to ${folder} (${codeOf(error)}).`, { cause: error });
      }
    },
    async get(key) {
      const path = pathOf(key);
      try {
        return await readFile(path);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw new PhotoStoreAway(`Photos cannot be read from ${folder} (${codeOf(error)}).`, { cause: error });
      }
    },
  };
}

/** Nothing but what photoKey makes: no way out of the folder. */
const KEY = /^[\da-f-]{36}\/[\da-f]{2}\/[\da-f]{64}$/;

/** Beside it first, so that a half-written file never bears the name. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
