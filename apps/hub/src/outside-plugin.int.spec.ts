import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPlugins } from '@whereabouts/pipeline';
import type { Plugin } from '@whereabouts/plugin-sdk';

const root = resolve(__dirname, '../../..');

/** As a partner would: away from this repository, with packages and nothing else. */
describe('a plugin from outside the repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-outside-'));
  const run = (command: string, args: readonly string[], cwd: string) =>
    execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: '' },
    });
  const home = join(folder, 'acme');
  const hubFolder = join(folder, 'hub');
  let packages: string[] = [];

  beforeAll(() => {
    packages = run(process.execPath, [join(root, 'tools/build/pack.mjs'), join(folder, 'packages')], root)
      .trim()
      .split('\n');
    run(
      process.execPath,
      [join(root, 'tools/create-plugin/create-plugin.mjs'), 'acme', '--source', 'carrier', '--folder', home],
      folder,
    );
    pinTo(packages, join(home, 'package.json'));
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], home);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes its types and its conformance tests at once', () => {
    run('npm', ['run', 'typecheck'], home);
    run('npm', ['test'], home);
  }, 300_000);

  it('is packed, installed into an empty folder, and loaded by its name', async () => {
    const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], home)) as {
      filename: string;
    }[];
    execFileSync('mkdir', ['-p', hubFolder]);
    writeFileSync(
      join(hubFolder, 'package.json'),
      JSON.stringify({
        name: 'hub-plugins',
        private: true,
        dependencies: { 'whereabouts-plugin-acme': `file:${join(folder, packed!.filename)}` },
      }),
    );
    pinTo(packages, join(hubFolder, 'package.json'));
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--omit=dev'], hubFolder);

    // jest's own loader knows no packages outside the workspace, so a process of its own loads it.
    const script = `
      const { loadPlugins } = await import(${JSON.stringify(pathToFileURL(join(root, 'libs/pipeline/dist/index.js')).href)});
      const loading = await loadPlugins(['whereabouts-plugin-acme', 'whereabouts-plugin-none'], [${JSON.stringify(root)}, ${JSON.stringify(hubFolder)}]);
      const { plugin } = loading.plugins.get('acme');
      const body = ${JSON.stringify(readFileSync(join(home, 'fixtures/delivered.json'), 'utf8'))};
      const said = plugin.normalize({ body: Buffer.from(body), headers: {}, receivedAt: '2026-03-10T12:00:00.000Z' });
      console.log(JSON.stringify({ codes: said.milestones.map(({ code }) => code), refused: loading.refused }));`;
    run(
      process.execPath,
      [
        join(root, 'tools/build/build.mjs'),
        '--if-stale',
        'libs/model',
        'libs/plugin-sdk',
        'libs/store',
        'libs/pipeline',
      ],
      root,
    );
    const answer = JSON.parse(run(process.execPath, ['--input-type=module', '-e', script], root)) as {
      codes: string[];
      refused: { from: string; problem: string }[];
    };
    expect(answer.codes).toEqual(['DELIVERED', 'OUT_FOR_DELIVERY', 'IN_TRANSIT', 'ACCEPTED', 'LABEL_CREATED']);
    expect(answer.refused).toEqual([
      { from: 'whereabouts-plugin-none', problem: expect.stringContaining('HUB_PLUGIN_FOLDERS') as string },
    ]);
  }, 300_000);
});

describe('loadPlugins', () => {
  it('says what a plugin wants and what is there, and goes on with the others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whereabouts-refused-'));
    const made = (name: string, fields: string): string => {
      const path = join(folder, `${name}.cjs`);
      writeFileSync(path, `exports.plugin = { ${fields} };`);
      return path;
    };
    const sound = `name: 'N', version: '1.0.0', source: 'CARRIER', config: { safeParse() {} }, codes: { rows: [], find() {} }, normalize() {}`;
    const { plugins, refused } = await loadPlugins(
      [
        made('future', `id: 'future', sdk: '^9.0.0', capabilities: [], ${sound}`),
        made('boasting', `id: 'boasting', sdk: '^1.0.0', capabilities: ['pull', 'teleport'], ${sound}`),
        made('sound', `id: 'sound', sdk: '^1.0.0', capabilities: [], ${sound}`),
      ],
      [folder],
    );
    rmSync(folder, { recursive: true });
    expect([...plugins.keys()]).toEqual(['sound']);
    expect((plugins.get('sound')!.plugin as Plugin).name).toBe('N');
    expect(refused.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/plugin future: .*\^9\.0\.0.*1\.0\.0/) as string,
      expect.stringMatching(/plugin boasting: .*teleport.*does not know.*declares pull/) as string,
    ]);
  });
});

/** The packages of the SDK are not taken from a registry but from what was packed just now. */
function pinTo(packages: readonly string[], path: string): void {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  const packed = new Map(
    ['model', 'plugin-sdk', 'plugin-testkit'].map((name) => [
      `@whereabouts/${name}`,
      `file:${packages.find((file) => file.includes(`whereabouts-${name}-`))!}`,
    ]),
  );
  for (const group of ['dependencies', 'devDependencies'])
    for (const name of Object.keys(manifest[group] ?? {}))
      if (packed.has(name)) manifest[group]![name] = packed.get(name)!;
  manifest['overrides'] = Object.fromEntries(
    [...packed].filter(([name]) => manifest['devDependencies']?.[name] === undefined),
  );
  writeFileSync(path, JSON.stringify(manifest));
}
