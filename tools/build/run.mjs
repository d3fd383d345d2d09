// Runs a package's dist/main.js in this very process, building first when needed.
// Usage: run.mjs <package folder> [--build] [arguments ...]; --build builds even when nothing looks changed.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPackages, isStale, root } from './build.mjs';

enableCompileCache(join(root, 'node_modules/.cache/node'));
const [folder, ...rest] = process.argv.slice(2);
const always = rest[0] === '--build';
const args = always ? rest.slice(1) : rest;

try {
  if (always || isStale()) await buildPackages();
} catch (error) {
  // The reasons have been printed. A plugin that does not build is refused when it is loaded, and stops nothing else.
  if (!error.folders?.every((one) => one.startsWith('plugins'))) process.exit(1);
  console.error(`Not built: ${error.folders.join(', ')}`);
}

const main = join(root, folder, 'dist/main.js');
if (!existsSync(main)) {
  console.error(`${folder} has no main.ts to run.`);
  process.exit(1);
}
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, main, ...args];
await import(pathToFileURL(main).href);
