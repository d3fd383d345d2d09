import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const PLUGINS = join(__dirname, '../../plugins');

/** Tables by their names: codes.ts, gls-codes.ts, posts-table.ts, and what a folder tables/ holds. */
const isTable = (file: string) => /(^|-)(codes|table)\.ts$/.test(basename(file)) || file.includes('/tables/');
const isCode = (file: string) => !/\.(spec|fixture)\.ts$/.test(file) && !isTable(file);

/** Lines of code, without imports, comments and what is blank. */
function linesOf(file: string): number {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements
    .filter((one) => !ts.isImportDeclaration(one) && !ts.isExportDeclaration(one))
    .flatMap((one) => one.getText(source).split('\n'))
    .filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line)).length;
}

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1]!;

describe('plugins', () => {
  it('are mostly table: half of them have less than 150 lines of code beside it', () => {
    const sizes = readdirSync(PLUGINS).map((folder) =>
      globSync(`${folder}/src/**/*.ts`, { cwd: PLUGINS })
        .map((file) => join(PLUGINS, file))
        .filter(isCode)
        .reduce((sum, file) => sum + linesOf(file), 0),
    );
    expect(sizes.length).toBeGreaterThan(70);
    expect(median(sizes.toSorted((a, b) => a - b))).toBeLessThan(150);
  });
});
