// For a plugin's jest.config: { preset: '@whereabouts/plugin-testkit' }. TypeScript by swc, and the packages that are
// written as ES modules only, which jest itself does not run.
const { join } = require('node:path');

const ES_MODULES = ['@whereabouts', 'parse5', 'entities', 'temporal-polyfill', 'temporal-utils', 'temporal-spec'];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  resolver: join(__dirname, 'jest-resolver.cjs'),
  transform: {
    '\\.(ts|js|mjs)$': [
      require.resolve('@swc/jest'),
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  testTimeout: 60_000,
};
