import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

const may = (layer, layers, banned = []) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: layers.map((name) => `layer:${name}`),
  bannedExternalImports: banned,
});
const noFrameworks = ['typeorm', 'pg', 'graphql', 'type-graphql', '@apollo/*', 'fastify', 'express', 'react'];

const depConstraints = [
  may('model', [], noFrameworks),
  may('sdk', ['model'], noFrameworks),
  may('testkit', ['sdk', 'model'], noFrameworks),
  may('plugin', ['sdk', 'testkit'], noFrameworks), // the SDK is a plugin's only face
  may('store', ['model']),
  may('pipeline', ['store', 'sdk', 'model']),
  may('api', ['pipeline', 'store', 'model']),
  may('client', [], ['typeorm', 'pg', 'type-graphql', '@apollo/server', 'fastify', 'react']), // what a front end installs
  may('app', ['client', 'api', 'pipeline', 'store', 'sdk', 'model']), // plugins are loaded by name from the configuration
  may('tool', ['app', 'api', 'pipeline', 'store', 'testkit', 'sdk', 'model']),
];

const readsTheClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time is an argument. Only the composition root reads the clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time is an argument. Only the composition root reads the clock.',
  },
];
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Words are data: a const list and the union of its members, not an enum.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/generated/**',
      '**/node_modules/**',
      '**/.data/**',
      '**/.nx/**',
      '**/coverage/**',
      '**/tmp/**',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: ['tsconfig.base.json'], tsconfigRootDir: root },
    },
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.tsx', '.js', '.json'],
          conditionNames: ['@whereabouts/source', 'node', 'import', 'default'],
        }),
      ],
    },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], enforceBuildableLibDependency: false, depConstraints }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', noEnum, ...readsTheClock],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-unreachable': 'error',
      'no-self-assign': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-empty': 'error',
      'no-unsafe-finally': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts', '**/migrations/**', '**/fixtures/**', '**/*-table.ts', '**/tables/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['apps/hub/src/compose.ts', '**/*.spec.ts', '**/testing/**', 'tools/**'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    // Written as whoever installs the package writes.
    files: ['libs/*/examples/**'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
