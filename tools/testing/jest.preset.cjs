const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');

/** Installed packages written as ES modules: jest runs CommonJS, so these are transformed too. */
function esModulePackages(folder = join(root, 'node_modules')) {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.') || name === '@whereabouts') return [];
    if (name.startsWith('@')) return esModulePackages(join(folder, name)).map((inner) => `${name}/${inner}`);
    const manifest = join(folder, name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module' ? [name] : [];
  });
}

module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@whereabouts/source', 'node', 'require', 'default'] },
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.data/'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  resolver: join(root, 'libs/plugin-testkit/jest-resolver.cjs'),
  transform: { '\\.(ts|tsx|js|mjs)$': join(__dirname, 'transform.cjs') },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulePackages().join('|')})/).*(?<!\\.mjs)$`],
  testTimeout: 60_000,
};
