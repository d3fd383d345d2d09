import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_PLUGINS } from './bundled-plugins';

it('lists every plugin of the repository', () => {
  const folders = readdirSync(join(__dirname, '../../../../plugins')).sort();
  expect(BUNDLED_PLUGINS).toEqual(folders.map((name) => `@whereabouts/plugin-${name}`));
});
