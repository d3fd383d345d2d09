import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tryOut, type LoadedPlugin } from '@whereabouts/pipeline';
import { checkPlugin, type Plugin } from '@whereabouts/plugin-sdk';
import { distFolder } from '../installed';

/** A plugin as its sources stand now, or what keeps it from being loaded. */
export type OpenedPlugin =
  { readonly ok: true; readonly loaded: LoadedPlugin } | { readonly ok: false; readonly problem: string };

const SOURCES = ['src/index.ts', 'src/index.js', 'index.ts', 'index.js'];
const BUILDS = 'node_modules/.cache/hub-plugin';

/**
 * Loads the plugin in a folder from its sources, not from what was built of them. Each call sees them as they are on disk. Its
 * packages are those of the folder; esbuild is the folder's own, or the hub's.
 */
export async function openPlugin(folder: string): Promise<OpenedPlugin> {
  const entry = SOURCES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (!entry)
    return {
      ok: false,
      problem: `${folder} holds no plugin: there is no ${SOURCES.slice(0, -1).join(', ')} or index.js.`,
    };
  try {
    const from = pathToFileURL(await bundle(folder, entry)).href;
    const harm = await tryOut(from);
    if (harm !== null) return { ok: false, problem: harm };
    const module = (await import(from)) as { plugin?: Plugin };
    const checked = checkPlugin(module.plugin);
    return checked.ok
      ? { ok: true, loaded: { from, plugin: checked.plugin } }
      : { ok: false, problem: checked.problem };
  } catch (error) {
    return { ok: false, problem: problemOf(error, folder) };
  }
}

interface Esbuild {
  build(options: object): Promise<unknown>;
}

/** The bundle lies in the folder, so that packages are found as the plugin finds them; a new name makes Node read it anew. */
async function bundle(folder: string, entry: string): Promise<string> {
  const outdir = join(folder, BUILDS);
  await mkdir(outdir, { recursive: true });
  for (const old of (await readdir(outdir)).filter(isLeft)) await rm(join(outdir, old), { force: true });
  const outfile = join(outdir, `plugin-${process.pid}-${performance.now()}.mjs`);
  await esbuildFor(folder).build({
    entryPoints: [entry],
    absWorkingDir: folder,
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return outfile;
}

/** Another process may look at the plugin too: its bundle is not ours to remove while it lives. */
function isLeft(name: string): boolean {
  const owner = Number(/^plugin-(\d+)-/.exec(name)?.[1] ?? process.pid);
  if (owner === process.pid) return true;
  try {
    return !process.kill(owner, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function esbuildFor(folder: string): Esbuild {
  for (const base of [folder, distFolder()])
    try {
      return createRequire(pathToFileURL(`${base}/package.json`))('esbuild') as Esbuild;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  throw new Error('esbuild is needed to read the sources: npm install --save-dev esbuild');
}

interface BuildMessage {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** Where a source cannot be read, each place with its line; otherwise the first lines of what went wrong. */
function problemOf(error: unknown, folder: string): string {
  const { errors, message, stack } = error as Error & { errors?: readonly BuildMessage[] };
  if (errors?.length)
    return errors
      .map(({ text, location }) =>
        location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
      )
      .join('\n');
  const place = stack?.split('\n').find((line) => line.includes(join(folder, 'src')));
  return place ? `${message} (${relative(folder, place.replace(/^.*\(|\).*$|^\s*at /g, ''))})` : message;
}

/** Id of the package in a folder, for a message; the folder where it has none. */
export async function packageNameOf(folder: string): Promise<string> {
  try {
    return (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name?: string }).name ?? folder;
  } catch {
    return folder;
  }
}
