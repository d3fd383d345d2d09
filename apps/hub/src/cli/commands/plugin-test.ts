import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPlugin, packageNameOf } from '../../plugin-folder/open-plugin';
import { EXIT, type ExitCode, type Terminal } from '../terminal';
import { pluginFolder } from './plugin-dev';

/** Where the workspace that this hub was built from keeps its jest configuration. */
const WORKSPACE = 'tools/testing/jest.config.cjs';

/** Holds the plugin in a folder to the contract: loads it, and runs its own tests with the testkit's checks. */
export async function pluginTest(
  path: string,
  options: { readonly update?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const folder = pluginFolder(path);
  const opened = await openPlugin(folder);
  if (!opened.ok) {
    terminal.err(`The plugin cannot be loaded.\n${opened.problem}`);
    return EXIT.failed;
  }
  const { program, args, cwd } = testRun(folder);
  const code = await run(program, [...args, ...(options.update ? ['-u'] : [])], cwd);
  const name = await packageNameOf(folder);
  terminal.err(code === 0 ? `${name} keeps the contract.` : `${name} does not keep the contract: see above.`);
  return code === 0 ? EXIT.done : EXIT.failed;
}

/** In the workspace with its configuration, elsewhere with the folder's own. */
function testRun(folder: string): { program: string; args: readonly string[]; cwd: string } {
  const jest = jestOf(folder);
  const config = above(folder, WORKSPACE);
  return config === null
    ? { program: process.execPath, args: [jest], cwd: folder }
    : { program: process.execPath, args: [jest, '-c', config, `${folder}/`], cwd: folder };
}

function jestOf(folder: string): string {
  try {
    return createRequire(pathToFileURL(`${folder}/package.json`)).resolve('jest/bin/jest');
  } catch {
    throw new Error(`jest is not installed for ${folder}: run npm install there.`);
  }
}

/** The nearest file of that name in the folder or above it. */
function above(folder: string, name: string): string | null {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? null : above(parent, name);
}

const run = (program: string, args: readonly string[], cwd: string): Promise<number> =>
  new Promise((done, fail) => {
    spawn(program, args, { cwd, stdio: 'inherit' })
      .on('error', fail)
      .on('exit', (code) => done(code ?? 1));
  });
