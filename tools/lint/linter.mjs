// The one way to lint here. The border rule stays silent when there is no project graph,
// so the graph is built first, and every package in it must carry a layer tag.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');

export async function openLinter({ fix = false } = {}) {
  process.env.NX_DAEMON = 'false';
  process.chdir(root);
  const { createProjectGraphAsync } = await import('@nx/devkit');
  const projects = Object.values((await createProjectGraphAsync({ exitOnError: true })).nodes);
  const untagged = projects.filter(({ data }) => !data.tags?.some((tag) => tag.startsWith('layer:')));
  if (projects.length === 0) throw new Error('The project graph is empty, so no border is guarded.');
  if (untagged.length > 0) {
    throw new Error(`No layer tag, so no border is guarded: ${untagged.map(({ name }) => name).join(', ')}`);
  }
  const { ESLint } = await import('eslint');
  return new ESLint({
    cwd: root,
    overrideConfigFile: resolve(root, 'tools/lint/eslint.config.mjs'),
    fix,
    errorOnUnmatchedPattern: false,
  });
}
