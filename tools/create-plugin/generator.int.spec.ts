import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const KINDS = ['carrier', 'aggregator', 'warehouse', 'storefront', 'helpdesk'];

/** A workspace like this one without plugins, so that what is generated lies beside nothing else. */
function workspaceWithoutPlugins(): string {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-workspace-'));
  const copied = (path: string) => !['node_modules', 'dist'].includes(basename(path));
  for (const name of ['package.json', 'nx.json', 'tsconfig.base.json', '.prettierrc', 'libs', 'tools'])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: copied });
  mkdirSync(join(folder, 'apps'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('the generator of plugins', () => {
  const folder = workspaceWithoutPlugins();
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI: '', HUB_FUZZ_RUNS: '500', NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: folder },
    });

  beforeAll(() => {
    for (const kind of KINDS)
      run('node_modules/nx/dist/bin/nx.js', 'g', '@whereabouts/create-plugin:plugin', `acme-${kind}`, '--source', kind);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(KINDS)('writes a package with fixtures and a README for kind %s', (kind) => {
    const files = readdirSync(join(folder, 'plugins', `acme-${kind}`), { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'package.json', 'tsconfig.json', 'src/codes.ts', 'src/plugin.spec.ts']),
    );
    expect(files.filter((file) => /^fixtures\/.*\.json$/.test(String(file))).length).toBeGreaterThan(1);
  });

  it('writes what passes lint, types and formatting at once', () => {
    expect(run('tools/lint/lint.mjs', 'plugins')).toMatch(/^[1-9]\d files, 0 problems$/m);
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.base.json');
    run('node_modules/prettier/bin/prettier.cjs', '--check', 'plugins');
  }, 300_000);

  it('writes what keeps the contract at once', () => {
    run('node_modules/jest/bin/jest.js', '-c', 'tools/testing/jest.config.cjs', 'plugins');
  }, 300_000);
});
