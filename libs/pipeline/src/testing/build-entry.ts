import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The workspace's folder, from any folder in it. */
function root(from = process.cwd()): string {
  return existsSync(join(from, 'nx.json')) || dirname(from) === from ? from : root(dirname(from));
}

const PACKAGES = ['model', 'plugin-sdk', 'store'];

/**
 * Bundles a source file, so that a process or a worker thread of a test can run it as it stands.
 * @param entry relative to the workspace. Returns the file, which is made anew with each call.
 */
export function buildEntry(entry: string): string {
  const workspace = root();
  // Inside node_modules, so that the packages that are not bundled are found from there.
  const folder = join(workspace, 'node_modules/.cache/whereabouts-testing');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${entry.replace(/\W+/g, '-')}.mjs`);
  const unfinished = `${file}.${process.pid}`;
  execFileSync(join(workspace, 'node_modules/.bin/esbuild'), [
    join(workspace, entry),
    ...['--bundle', '--platform=node', '--format=esm', '--target=node24', '--packages=external', '--log-level=error'],
    ...PACKAGES.map((name) => `--alias:@whereabouts/${name}=${join(workspace, 'libs', name, 'src/index.ts')}`),
    `--outfile=${unfinished}`,
  ]);
  // Another test may be building the same.
  renameSync(unfinished, file);
  return file;
}
