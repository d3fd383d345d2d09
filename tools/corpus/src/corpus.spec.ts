import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { reportOf } from './report';
import { runCorpus } from './run-corpus';

const root = resolve(__dirname, '../../..');
const directory = join(root, '../shared/payloads/dev');

const allPlugins = (): Promise<Plugin[]> =>
  Promise.all(
    readdirSync(join(root, 'plugins')).map(async (name) => {
      const module = (await import(`@whereabouts/plugin-${name}`)) as { readonly plugin: Plugin };
      return module.plugin;
    }),
  );

describe('the sample payloads', () => {
  if (!existsSync(directory)) {
    it.skip('skipped: no sample payloads lie beside the repository', () => undefined);
    return;
  }

  it('are understood, mapped and agreed upon, or the difference is explained', async () => {
    const plugins = await allPlugins();
    const result = runCorpus(directory, plugins);
    expect(result.sources.filter(({ plugin }) => plugin === null).map(({ source }) => source)).toEqual([]);
    const [closing = ''] = reportOf(result).slice(-1);
    const figures = Object.fromEntries(
      [...closing.matchAll(/(\w+)=(\d+)/g)].map(([, key, value]) => [key!, Number(value)]),
    );
    const wrong = reportOf(result).filter(
      (line) => / (not understood|unmapped): /.test(line) || /^ .*we say (?!.*\(.*\)$)/.test(line),
    );
    expect({ ...figures, wrong }).toMatchObject({ understood: figures['files'], disagree: 0 });
    expect(figures['unmapped']! / figures['milestones']!).toBeLessThan(0.01);
  });
});
