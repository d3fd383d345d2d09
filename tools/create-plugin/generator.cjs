// The Nx generator: npx nx g @whereabouts/create-plugin:plugin acme --source carrier
const { formatFiles } = require('@nx/devkit');
const { existsSync, readFileSync } = require('node:fs');
const { resolve } = require('node:path');

module.exports = async function plugin(tree, { id, source, name, codes }) {
  const { pluginFiles } = await import('./plugin-files.mjs');
  const folder = `plugins/${id}`;
  if (tree.exists(folder)) throw new Error(`${folder} exists already.`);
  const csv = codes === undefined ? undefined : resolve(tree.root, codes);
  if (csv !== undefined && !existsSync(csv)) throw new Error(`There is no file ${csv}.`);
  const made = pluginFiles({ id, source, name, place: 'workspace', codes: csv && readFileSync(csv, 'utf8') });
  for (const [path, content] of made.files) tree.write(`${folder}/${path}`, content);
  await formatFiles(tree);
  return () => console.log(made.advice(folder));
};
