import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of a payload directory: one a source. */
export const sourcesIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => !name.startsWith('.') && statSync(join(directory, name)).isDirectory())
    .sort();
