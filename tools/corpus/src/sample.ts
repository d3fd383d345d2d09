import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A sample payload, and what the place it was found at states of it. */
export interface Sample {
  /** File name, such as `tracking-delivered.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Content of `<name>.expected.json`, or null. Its truth is to be judged. */
  readonly expected: unknown;
}

const EXPECTED = '.expected.json';

/** Folders of a payload directory: one a source. */
export const sourcesIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => !name.startsWith('.') && statSync(join(directory, name)).isDirectory())
    .sort();

export const samplesOf = (folder: string): Sample[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.') && !name.endsWith(EXPECTED) && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const beside = join(folder, name.slice(0, name.length - extname(name).length) + EXPECTED);
      const expected: unknown = existsSync(beside) ? JSON.parse(readFileSync(beside, 'utf8')) : null;
      return { name, bytes: readFileSync(join(folder, name)), expected };
    });
