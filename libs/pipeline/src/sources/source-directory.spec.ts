import { HOUR } from '@whereabouts/model';
import { publicId, type SourceConfig } from '@whereabouts/store';
import type { LoadedPlugin } from '../pipeline';
import { silentLog, testClock } from '../testing/test-hub';
import { toyPlugin } from '../testing/toy-plugin';
import { sourceDirectory } from './source-directory';

const ID = '01930000-0000-7000-8000-000000000001';
const source = (change: Partial<SourceConfig> = {}): SourceConfig => ({
  merchantId: 'm',
  id: ID,
  plugin: 'toy',
  name: 'toys',
  kind: 'CARRIER',
  enabled: true,
  settings: {},
  ...change,
});

function directoryOf(...sources: SourceConfig[]) {
  const time = testClock('2026-11-20T12:00:00Z');
  const stored = { sources, reads: 0, fault: null as Error | null };
  const warnings: object[] = [];
  const found = sourceDirectory({
    directory: {
      sources: async () => {
        stored.reads++;
        if (stored.fault) throw stored.fault;
        return stored.sources;
      },
    },
    plugins: new Map<string, LoadedPlugin>([['toy', { from: 'toy', plugin: toyPlugin }]]),
    clock: time.clock,
    log: { ...silentLog, warn: (facts) => void warnings.push(facts) },
  });
  return { ...found, time, stored, warnings };
}

describe('the directory of sources', () => {
  it('finds a source by its name, its public id and its inside id, with its plugin', async () => {
    const { find } = directoryOf(source());
    for (const key of ['toys', publicId('source', ID), ID])
      expect(await find(key)).toMatchObject({ id: ID, plugin: { id: 'toy' } });
    expect(await find('nobody')).toBeNull();
  });

  it('finds nothing by a name that two merchants use, and both by their ids', async () => {
    const { find } = directoryOf(source(), source({ merchantId: 'n', id: ID.replace('1', '2') }));
    expect(await find('toys')).toBeNull();
    expect(await find(ID)).not.toBeNull();
  });

  it('reads once for many questions, and again when the list has aged', async () => {
    const { find, stored, time } = directoryOf(source());
    await Promise.all([find('toys'), find('toys'), find('toys')]);
    await find('toys');
    expect(stored.reads).toBe(1);
    time.advance(5_000);
    await find('toys');
    expect(stored.reads).toBe(2);
  });

  it('looks again soon for a name that is not in the list: it may have just been added', async () => {
    const { find, stored, time } = directoryOf();
    expect(await find('toys')).toBeNull();
    stored.sources = [source()];
    expect(await find('toys')).toBeNull();
    time.advance(250);
    expect(await find('toys')).not.toBeNull();
  });

  it('forgets a removed source within seconds', async () => {
    const { find, stored, time } = directoryOf(source());
    await find('toys');
    stored.sources = [];
    time.advance(5_000);
    expect(await find('toys')).toBeNull();
  });

  it('does not take an old list for a fresh one when the clock is put back', async () => {
    const { find, stored, time } = directoryOf();
    await find('toys');
    stored.sources = [source()];
    time.advance(-HOUR);
    expect(await find('toys')).not.toBeNull();
  });

  it('leaves out a source whose plugin is not loaded, and says so once', async () => {
    const { all, time, warnings } = directoryOf(source({ plugin: 'gone' }), source());
    expect(await all()).toHaveLength(1);
    time.advance(5_000);
    await all();
    expect(warnings).toEqual([{ source: 'toys', plugin: 'gone' }]);
  });

  it('fails while the database is away, and works again when it is back', async () => {
    const { find, stored } = directoryOf(source());
    stored.fault = new Error('away');
    await expect(find('toys')).rejects.toThrow('away');
    stored.fault = null;
    expect(await find('toys')).not.toBeNull();
  });
});
