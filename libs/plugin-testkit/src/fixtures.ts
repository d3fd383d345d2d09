import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { PluginTest } from './plugin-test';

/** A file as the source writes it, and where its expected records lie. */
export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly goldenFile: string;
}

const GOLDEN = '.expected.json';

/** The fixtures of a plugin, by name. Folders and hidden files are none. */
export function readFixtures({ fixtures, headers = {} }: Pick<PluginTest, 'fixtures' | 'headers'>): readonly Fixture[] {
  if (!existsSync(fixtures)) return [];
  return readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith(GOLDEN))
    .map(({ name }) => ({
      name,
      bytes: readFileSync(join(fixtures, name)),
      headers: headers[name] ?? {},
      goldenFile: join(fixtures, parse(name).name + GOLDEN),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
