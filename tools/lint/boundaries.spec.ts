import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Case {
  readonly why: string;
  /** An existing file, whose text is replaced for the occasion. */
  readonly file: string;
  readonly text: string;
  readonly breaks: readonly string[];
}

const importing = (name: string) => `export * from '${name}';\n`;
const border = ['@nx/enforce-module-boundaries'];

const CASES: readonly Case[] = [
  {
    why: 'a plugin reaching behind the SDK',
    file: 'plugins/ups/src/index.ts',
    text: importing('@whereabouts/store'),
    breaks: border,
  },
  {
    why: 'the same by a path',
    file: 'plugins/ups/src/index.ts',
    text: importing('../../../libs/store/src/index'),
    breaks: border,
  },
  { why: 'the model using a framework', file: 'libs/model/src/index.ts', text: importing('typeorm'), breaks: border },
  {
    why: 'an arrow turned round',
    file: 'libs/store/src/index.ts',
    text: importing('@whereabouts/pipeline'),
    breaks: border,
  },
  {
    why: 'a plugin imported by name',
    file: 'apps/hub/src/index.ts',
    text: importing('@whereabouts/plugin-ups'),
    breaks: border,
  },
  {
    why: 'a plugin on the SDK',
    file: 'plugins/ups/src/index.ts',
    text: importing('@whereabouts/plugin-sdk'),
    breaks: [],
  },
  {
    why: 'the pipeline on the store',
    file: 'libs/pipeline/src/index.ts',
    text: importing('@whereabouts/store'),
    breaks: [],
  },
  { why: 'the hub on the API', file: 'apps/hub/src/index.ts', text: importing('@whereabouts/api'), breaks: [] },
  {
    why: 'a cycle inside a package',
    file: 'libs/model/src/vocabulary/milestones.ts',
    text: importing('../index'),
    breaks: ['import-x/no-cycle'],
  },
  {
    why: 'reading the clock',
    file: 'libs/store/src/index.ts',
    text: 'export const at = [Date.now(), new Date()];\n',
    breaks: ['no-restricted-syntax', 'no-restricted-syntax'],
  },
  {
    why: 'a promise nobody waits for',
    file: 'libs/store/src/index.ts',
    text: "export function go(): void {\n  Promise.resolve('done');\n}\n",
    breaks: ['@typescript-eslint/no-floating-promises'],
  },
];

describe('the lint rules that hold the structure', () => {
  let found: readonly (readonly string[])[];

  beforeAll(() => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'tools/lint/lint-texts.mjs')], {
      cwd: root,
      input: JSON.stringify(CASES),
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(stderr);
    found = JSON.parse(stdout) as string[][];
  });

  it.each(CASES.map((each, index) => ({ ...each, index })))('$why in $file: $breaks', ({ index, breaks }) => {
    expect(found[index]).toEqual(breaks);
  });
});
