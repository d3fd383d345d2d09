// Usage: lint.mjs [--fix] [folder ...]; without a folder, the whole workspace.
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openLinter, root } from './linter.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fix: { type: 'boolean', default: false } },
});
const asked = positionals.map((folder) => relative(root, resolve(folder)));
const folders = asked.length > 0 ? asked : ['apps', 'libs', 'plugins', 'tools'];

try {
  const eslint = await openLinter(values);
  const results = await eslint.lintFiles(folders.map((folder) => `${folder}/**/*.{ts,tsx}`));
  if (values.fix) await eslint.constructor.outputFixes(results);

  const text = await (await eslint.loadFormatter('stylish')).format(results);
  if (text) console.log(text);
  const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
  console.log(`${results.length} files, ${problems} problems`);
  process.exit(problems > 0 ? 1 : 0);
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exit(1);
}
