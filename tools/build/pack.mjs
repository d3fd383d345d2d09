// Packs what others install, with types: for partners the SDK, its model, the test kit and the plugin maker; for front ends
// the client. Usage: pack.mjs [folder for the .tgz files, by default dist/packages] [package folder ..., by default all]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackages, root } from './build.mjs';

const BUILT = ['libs/model', 'libs/plugin-sdk', 'libs/plugin-testkit', 'libs/client'];
const PLAIN = ['tools/create-plugin'];

/** Bundles the declarations of a package into one file: no import inside it needs a file extension. */
async function bundleTypes(folder) {
  const [{ rollup }, { dts }] = await Promise.all([import('rollup'), import('rollup-plugin-dts')]);
  const bundle = await rollup({
    input: join(root, folder, 'src/index.ts'),
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [dts({ tsconfig: join(root, 'tsconfig.base.json') })],
    onwarn: () => undefined,
  });
  await bundle.write({ file: join(root, folder, 'dist/index.d.ts'), format: 'es' });
  await bundle.close();
}

/** What is published says where its types are, and nothing of sources that do not come along. */
function published(manifest) {
  const { nx: _nx, whereabouts, private: _private, devDependencies: _dev, ...rest } = manifest;
  const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
  const preset = rest.files.includes('jest-preset.cjs') ? { './jest-preset': './jest-preset.cjs' } : {};
  const also = Object.fromEntries(Object.keys(whereabouts?.packed ?? {}).map((name) => [`./${name}`, `./${name}`]));
  return { ...rest, exports: { '.': entry, ...preset, ...also, './package.json': './package.json' } };
}

/** Packs into `target` and gives the files, in the order in which they depend on each other. */
export async function packInto(target, folders = [...BUILT, ...PLAIN]) {
  mkdirSync(target, { recursive: true });
  const built = BUILT.filter((folder) => folders.includes(folder));
  await buildPackages(built);
  await Promise.all(built.map(bundleTypes));
  return [...built, ...PLAIN.filter((folder) => folders.includes(folder))].map((folder) => packOne(folder, target));
}

function packOne(folder, target) {
  const stage = join(target, `.stage-${folder.replace('/', '-')}`);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const isBuilt = BUILT.includes(folder);
  for (const name of isBuilt
    ? ['README.md', ...manifest.files]
    : [...manifest.files.filter((file) => !file.includes('*')), ...PLAIN_FILES])
    if (existsSync(join(root, folder, name))) cpSync(join(root, folder, name), join(stage, name), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
  // Files of other packages that come along, by the name that they get.
  for (const [name, source] of Object.entries(manifest.whereabouts?.packed ?? {}))
    cpSync(join(root, folder, source), join(stage, name));
  const { nx: _nx, ...plain } = manifest;
  writeFileSync(join(stage, 'package.json'), JSON.stringify(isBuilt ? published(manifest) : plain, null, 2));
  if (!isBuilt) writeVersions(stage);
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', target], { cwd: stage, encoding: 'utf8' }),
  );
  rmSync(stage, { recursive: true, force: true });
  return join(target, packed.filename);
}

const PLAIN_FILES = [
  'create-plugin.mjs',
  'plugin-files.mjs',
  'map-codes.mjs',
  'versions.mjs',
  'generator.cjs',
  'generators.json',
  'schema.json',
  'README.md',
];

function writeVersions(stage) {
  const program = `import('${join(root, 'tools/create-plugin/versions.mjs')}').then((m) => console.log(JSON.stringify(m.VERSIONS)))`;
  writeFileSync(join(stage, 'versions.json'), execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const target = resolve(process.argv[2] ?? join(root, 'dist/packages'));
  const asked = process.argv.slice(3);
  for (const file of await packInto(target, asked.length > 0 ? asked : undefined)) console.log(file);
}
