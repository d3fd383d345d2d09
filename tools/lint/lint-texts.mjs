// Reads [{ file, text }] from standard input and prints, for each, the rules it breaks as if the text stood in that file.
import { readFileSync } from 'node:fs';
import { openLinter } from './linter.mjs';

// On a CI machine the parser would otherwise read each file from disk, whatever text it is given.
process.env.TSESTREE_SINGLE_RUN = 'false';
const eslint = await openLinter();
const broken = [];
for (const { file, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: file });
  broken.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(broken));
process.exit(0);
