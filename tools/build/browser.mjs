// Bundles what a package gives to browsers: its package.json names a folder and the entries under "whereabouts.browser".
// That takes a second, so it is done only when the bundle is missing or older than its sources or the lock file.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function browserBundleOf(root, folder) {
  const { whereabouts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return whereabouts?.browser ?? null;
}

export function isBrowserBundleStale(root, folder) {
  const bundle = browserBundleOf(root, folder);
  if (bundle === null) return false;
  const first = join(root, folder, 'dist', bundle.folder, `${Object.keys(bundle.entries)[0]}.js`);
  if (!existsSync(first)) return true;
  const built = statSync(first).mtimeMs;
  const sources = readdirSync(join(root, folder, bundle.folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [...sources, join(root, 'package-lock.json')].some((file) => statSync(file).mtimeMs > built);
}

export async function buildBrowserBundle(esbuild, root, folder) {
  const { folder: name, entries } = browserBundleOf(root, folder);
  const outdir = join(root, folder, 'dist', name);
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: join(root, folder),
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.graphql': 'text' },
    legalComments: 'none',
    logLevel: 'error',
  });
}
