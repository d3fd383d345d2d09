// Bundles every package's src/index.ts, and the entries its package.json names, into its dist folder.
// Usage: build.mjs [--if-stale] [package folder ...]; without a folder, all packages.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBrowserBundle, isBrowserBundleStale } from './browser.mjs';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');
const GROUPS = ['apps', 'libs', 'plugins', 'tools'];

/** All package folders of the workspace that have sources, relative to the root. */
export function packageFolders() {
  return GROUPS.filter((group) => existsSync(join(root, group)))
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .filter((folder) => existsSync(join(root, folder, 'package.json')) && existsSync(join(root, folder, 'src')));
}

/** What a package is entered by: its index, and what its package.json lists under "whereabouts". */
export function entriesOf(folder) {
  const { whereabouts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  if (whereabouts?.build === false) return [];
  const named = whereabouts?.entries ?? [];
  for (const entry of named) {
    if (!existsSync(join(root, folder, entry))) console.error(`${folder}: entry ${entry} is listed but missing`);
  }
  return ['src/index.ts', ...named].filter((entry) => existsSync(join(root, folder, entry)));
}

const RUNTIMES = { node: { platform: 'node', target: 'node24' }, browser: { platform: 'browser', target: 'es2022' } };

/** Where a package runs: its package.json says under "whereabouts.runtime" when that is in browsers as well. */
function runtimeOf(folder) {
  const { whereabouts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return RUNTIMES[whereabouts?.runtime ?? 'node'];
}

/** @throws the first failure, with all `folders` that were not built. */
export async function buildPackages(folders = packageFolders()) {
  const esbuild = await import('esbuild');
  try {
    // One package that does not build keeps no other from being built.
    const bundled = folders.filter((folder) => isBrowserBundleStale(root, folder));
    const built = await Promise.allSettled([
      ...bundled.map((folder) => buildBrowserBundle(esbuild, root, folder)),
      ...folders.map(async (folder) => {
        const entryPoints = entriesOf(folder);
        if (entryPoints.length === 0) return;
        await esbuild.build({
          absWorkingDir: join(root, folder),
          entryPoints,
          outbase: 'src',
          outdir: 'dist',
          bundle: true,
          // What is imported on demand is loaded on demand.
          splitting: true,
          chunkNames: 'chunks/[name]-[hash]',
          packages: 'external',
          ...runtimeOf(folder),
          format: 'esm',
          sourcemap: true,
          tsconfig: join(root, folder, 'tsconfig.json'),
          logLevel: 'warning',
        });
      }),
    ]);
    const failed = [...bundled, ...folders].filter((_, index) => built[index].status === 'rejected');
    if (failed.length > 0) throw Object.assign(built.find(({ reason }) => reason).reason, { folders: failed });
  } finally {
    await esbuild.stop();
  }
}

/** True when any source or package.json is younger than the oldest bundle, or a bundle is missing. */
export function isStale(folders = packageFolders()) {
  return folders.some((folder) => {
    if (isBrowserBundleStale(root, folder)) return true;
    const bundles = entriesOf(folder).map((entry) =>
      join(root, folder, entry.replace(/^src/, 'dist').replace(/\.ts$/, '.js')),
    );
    if (!bundles.every((bundle) => existsSync(bundle))) return true;
    const built = Math.min(...bundles.map((bundle) => statSync(bundle).mtimeMs));
    return statSync(join(root, folder, 'package.json')).mtimeMs > built || isYounger(join(root, folder, 'src'), built);
  });
}

function isYounger(folder, built) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isYounger(path, built);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts') && statSync(path).mtimeMs > built;
  });
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const words = process.argv.slice(2);
  const asked = words.filter((word) => !word.startsWith('--')).map((folder) => relative(root, resolve(folder)));
  const folders = asked.length > 0 ? asked : packageFolders();
  try {
    if (!words.includes('--if-stale') || isStale(folders)) {
      await buildPackages(folders);
      console.log(`built ${folders.length} packages in ${Math.round(performance.now() - started)} ms`);
    }
  } catch {
    process.exitCode = 1; // the reasons have been printed
  }
}
