// The Nx generator: npx nx g @whereabouts/create-plugin:plugin acme --source carrier
const { formatFiles } = require('@nx/devkit');
const { existsSync, readFileSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const { join, resolve } = require('node:path');

// The wordings come with the SDK, which a fresh clone has not built yet.
const BUILD = join(__dirname, '../build/build.mjs');

module.exports = async function plugin(tree, { id, source, name, codes }) {
  execFileSync(process.execPath, [BUILD, '--if-stale', 'libs/model', 'libs/plugin-sdk'], { stdio: 'inherit' });
  const { pluginFiles } = await import('./plugin-files.mjs');
  const folder = `plugins/${id}`;
  if (tree.exists(folder)) throw new Error(`${folder} exists already.`);
  const csv = codes === undefined ? undefined : resolve(tree.root, codes);
  if (csv !== undefined && !existsSync(csv)) throw new Error(`There is no file ${csv}.`);
  const made = pluginFiles({ id, source, name, place: 'workspace', codes: csv && readFileSync(csv, 'utf8') });
  for (const [path, content] of made.files) tree.write(`${folder}/${path}`, content);
  const { HUB_PACKAGE, BUNDLED_LIST, withDependency, withBundled } = await import('./bundle.mjs');
  const { name: packageName, version } = JSON.parse(tree.read(`${folder}/package.json`, 'utf8'));
  if (tree.exists(HUB_PACKAGE))
    tree.write(HUB_PACKAGE, withDependency(tree.read(HUB_PACKAGE, 'utf8'), packageName, version));
  if (tree.exists(BUNDLED_LIST)) tree.write(BUNDLED_LIST, withBundled(tree.read(BUNDLED_LIST, 'utf8'), packageName));
  await formatFiles(tree);
  return () => console.log(made.advice(folder));
};
