import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** A file as the source writes it, and the records that are expected of it. */
export interface FolderFixture {
  readonly name: string;
  readonly body: Uint8Array;
  /** Text of the file beside it; null when nobody wrote one yet. */
  readonly expected: string | null;
}

const EXPECTED = '.expected.json';

/** The fixtures of a plugin's folder, by name, as the testkit takes them: no folders, no hidden files. */
export async function readFixtures(folder: string): Promise<readonly FolderFixture[]> {
  const at = join(folder, 'fixtures');
  if (!existsSync(at)) return [];
  const names = (await readdir(at, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith(EXPECTED))
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      body: await readFile(join(at, name)),
      expected: await readFile(join(at, parse(name).name + EXPECTED), 'utf8').catch(() => null),
    })),
  );
}
