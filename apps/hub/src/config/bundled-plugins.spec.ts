import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_PLUGINS } from './bundled-plugins';

const root = join(__dirname, '../../../..');
const folders = readdirSync(join(root, 'plugins')).sort();

const packageOf = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };

it('lists every plugin of the repository', () => {
  expect(BUNDLED_PLUGINS).toEqual(folders.map((name) => `@whereabouts/plugin-${name}`));
});

it('asks for each plugin in the version that it has: npm would look for any other at a registry', () => {
  const asked = Object.entries(packageOf('apps/hub').dependencies).filter(([name]) => BUNDLED_PLUGINS.includes(name));
  const there = folders.map((name) => [`@whereabouts/plugin-${name}`, packageOf(`plugins/${name}`).version]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(there));
});

it.each(folders)('%s says of itself the version of its package', (name) => {
  const files = readdirSync(join(root, 'plugins', name, 'src')).filter((file) => /^plugin\.ts$/.test(file));
  const [said] = files.map((file) => readFileSync(join(root, 'plugins', name, 'src', file), 'utf8'));
  expect(/^ {2}version: '(.+)',$/m.exec(said ?? '')?.[1]).toBe(packageOf(`plugins/${name}`).version);
});
