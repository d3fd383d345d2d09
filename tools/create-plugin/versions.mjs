import { existsSync, readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Versions that new plugins are pinned to. `versions.json` is written when the package is packed; beside it, the workspace tells. */
export const VERSIONS = existsSync(join(here, 'versions.json')) ? read('versions.json') : fromWorkspace();

function read(path) {
  return JSON.parse(readFileSync(join(here, path), 'utf8'));
}

export function fromWorkspace() {
  const { devDependencies: dev } = read('../../package.json');
  const sdk = read('../../libs/plugin-sdk/package.json');
  return {
    sdkVersion: sdk.version,
    testkitVersion: read('../../libs/plugin-testkit/package.json').version,
    zodVersion: sdk.dependencies.zod,
    swcVersion: dev['@swc/core'],
    swcJestVersion: dev['@swc/jest'],
    jestVersion: dev.jest,
    jestTypesVersion: dev['@types/jest'],
    nodeTypesVersion: dev['@types/node'],
    esbuildVersion: dev.esbuild,
    typescriptVersion: dev.typescript,
  };
}
