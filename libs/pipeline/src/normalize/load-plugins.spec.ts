import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPlugins } from './load-plugins';
import { tryOut } from './try-out';

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLUGIN = `{ id: 'NAME', name: 'N', version: '1.0.0', sdk: '^1.0.0', source: 'CARRIER', capabilities: [],
  config: { safeParse() {} }, codes: { rows: [], find() {} }, normalize() {} }`;

/** The folder of a package, as its author has it. */
function source(name: string, topLevel: string, home = join(folder, 'sources', name)): string {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.cjs' }));
  writeFileSync(join(home, 'index.cjs'), `${topLevel}\nexports.plugin = ${PLUGIN.replace('NAME', name)};`);
  return home;
}

/** A package that lies where the hub looks for it. */
function installed(name: string, topLevel: string): string {
  source(name, topLevel, join(folder, 'node_modules', name));
  return name;
}

/** The same, by way of `npm pack`. */
function packed(name: string, topLevel: string): string {
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: source(name, topLevel), stdio: 'ignore' });
  const home = join(folder, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, `${name}-1.0.0.tgz`), '-C', home, '--strip-components=1']);
  return name;
}

const moduleOf = (name: string, text: string): string => {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
};

it('refuses a package that ends whoever loads it, and goes on with the others', async () => {
  const names = [
    packed('exits', 'process.exit(0);'),
    installed('sound', ''),
    installed('throws', 'throw new Error("no");'),
  ];
  const { plugins, refused } = await loadPlugins(names, [folder]);
  expect([...plugins.keys()]).toEqual(['sound']);
  expect(refused).toEqual([
    { from: 'exits', problem: expect.stringMatching(/^it ends the process that loads it \(exit code 0\)/) as string },
    { from: 'throws', problem: 'no' },
  ]);
}, 60_000);

it('does not try out what is trusted', async () => {
  const log = join(folder, 'loaded-by.txt');
  const known = installed('known', `require('fs').appendFileSync(${JSON.stringify(log)}, process.pid + ' ');`);
  await loadPlugins([known], [folder], () => true);
  expect(readFileSync(log, 'utf8').trim()).toBe(String(process.pid));
});

describe('tryOut', () => {
  it.each([
    ['a loop', 'for (;;);', /^it was not loaded within 0\.7 s, and was stopped/],
    ['an exit', 'process.exit(3);', /exit code 3/],
    ['an exit a little later', 'setTimeout(() => process.exit(4), 5);', /exit code 4/],
    ['an abort', 'process.abort();', /SIG/],
    ['an error that nobody waits for', 'Promise.reject(new TypeError("late"));', /exit code 1\), with TypeError: late/],
    ['a wait for ever', 'await new Promise(() => {});', /waits for something that never comes/],
  ])('tells %s', async (name, text, expected) => {
    expect(await tryOut(moduleOf(name.replaceAll(' ', '-'), text), name === 'a loop' ? 700 : undefined)).toMatch(
      expected,
    );
  });

  it.each([
    ['a module', 'export const plugin = 1;'],
    ['one that keeps a timer', 'setInterval(() => {}, 1000);'],
    ['one that throws, which its import tells better', 'throw new Error("no");'],
    ['one that says much', 'console.log("x".repeat(1e6)); console.error("y".repeat(1e6));'],
  ])('lets %s pass', async (name, text) => {
    expect(await tryOut(moduleOf(name.replaceAll(/\W/g, '-'), text))).toBeNull();
  });
});
