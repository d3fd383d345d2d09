import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const guide = join(root, 'docs/plugins');

/** The code of the guide by the file that its first line names. The plugin of the guide is made of these. */
const files = new Map(
  readdirSync(guide)
    .filter((name) => /^\d+-/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(guide, name), 'utf8').matchAll(/```ts\n\/\/ src\/([\w-]+\.ts)\n([^]*?)```/g),
    ])
    .map(([, name, code]) => [join(__dirname, 'guide', name!), code!]),
);

describe('the plugin that the guide makes', () => {
  it('compiles', () => {
    const config = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const host = ts.createCompilerHost({ ...options, noEmit: true });
    const { fileExists, readFile, getSourceFile, directoryExists } = host;
    host.directoryExists = (path) => path === join(__dirname, 'guide') || directoryExists!.call(host, path);
    host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
    host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
    host.getSourceFile = (path, version) =>
      files.has(path) ? ts.createSourceFile(path, files.get(path)!, version) : getSourceFile.call(host, path, version);
    const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, types: ['node'] }, host);
    const faults = [...files.keys()].flatMap((path) => {
      const source = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    });
    expect(
      faults.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
    ).toEqual([]);
    expect([...files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
      'act.ts',
      'codes.ts',
      'plugin.ts',
      'pull.ts',
      'push.ts',
      'tracking.ts',
    ]);
  }, 60_000);
});
