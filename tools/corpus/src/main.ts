import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlugins } from '@whereabouts/pipeline';
import { reportOf } from './report';
import { runCorpus } from './run-corpus';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const [directory, ...only] = process.argv.slice(2);

if (directory === undefined) {
  console.error(
    'Usage: npm run corpus -- <directory> [source …]\nThe directory has a folder for each source, named as its plugin or a variant of it.',
  );
  process.exitCode = 2;
} else {
  const names = readdirSync(join(root, 'plugins')).map((name) => `@whereabouts/plugin-${name}`);
  const { plugins, refused } = await loadPlugins(names, [root], () => true);
  for (const { from, problem } of refused) console.error(`${from}: ${problem.split('\n', 1)[0]}`);
  const result = runCorpus(
    resolve(directory),
    [...plugins.values()].map(({ plugin }) => plugin),
    only,
  );
  console.log(reportOf(result).join('\n'));
}
