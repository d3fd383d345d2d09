import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const KINDS = ['carrier', 'aggregator', 'warehouse', 'storefront', 'helpdesk'];

const HUB = ['apps/hub/package.json', 'apps/hub/src/config/bundled-plugins.ts'];

/** A workspace like this one without plugins, so that what is generated lies beside nothing else. */
function workspaceWithoutPlugins(): string {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-workspace-'));
  const copied = (path: string) => !['node_modules', 'dist'].includes(basename(path));
  for (const name of ['package.json', 'nx.json', 'tsconfig.base.json', '.prettierrc', 'libs', 'tools'])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: copied });
  mkdirSync(join(folder, 'apps'));
  for (const path of HUB) cpSync(join(root, path), join(folder, path));
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
    run(join(root, 'tools/build/build.mjs'), '--if-stale', 'libs/model', 'libs/plugin-sdk');
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

  it('maps codes whose wording is known, as the SDK reads it, and leaves the others to be decided', () => {
    const csv = 'Kod,Opis\nA1,Delivered to depot\nA2,"Livré, remis à un voisin"\nA3,Zorp\nA1,Again\n';
    writeFileSync(join(folder, 'codes.csv'), csv);
    const acme = [
      'g',
      '@whereabouts/create-plugin:plugin',
      'acme-codes',
      '--source',
      'carrier',
      '--codes',
      'codes.csv',
    ];
    expect(run('node_modules/nx/dist/bin/nx.js', ...acme)).toContain('2 codes mapped by their wording');
    const own = (name: string) => readFileSync(join(folder, 'plugins/acme-codes', name), 'utf8');
    expect(own('src/codes.ts')).toContain("code: 'A1', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED'");
    expect(own('src/codes.ts')).toMatch(/code: 'A2',\s+means: 'DELIVERED',\s+deliveredTo: 'NEIGHBOR'/);
    expect(own('codes-to-decide.csv')).toContain('A3');
  }, 120_000);

  it('tells the hub of it, in the version that it has', () => {
    const [hub, list] = HUB.map((path) => readFileSync(join(folder, path), 'utf8'));
    for (const kind of KINDS) {
      const own = readFileSync(join(folder, 'plugins', `acme-${kind}`, 'package.json'), 'utf8');
      const { name, version } = JSON.parse(own) as { name: string; version: string };
      expect(JSON.parse(hub ?? '')).toMatchObject({ dependencies: { [name]: version } });
      expect(list).toContain(`'${name}'`);
    }
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
