import { openSettings, type Normalized, type Plugin } from '@whereabouts/plugin-sdk';
import { readFixtures, type Fixture } from './fixtures';
import { expectedRecords, goldenOf, type GoldenMode } from './golden';
import type { PluginTest } from './plugin-test';
import { rawInput } from './raw-input';

/** Describes the conformance tests of a plugin: one call in its spec. */
export function testPlugin<Config>(plugin: Plugin<Config>, test: PluginTest): void {
  const fixtures = readFixtures(test);
  describe(`${plugin.id} keeps the contract`, () => {
    it('has fixtures', () => expect(fixtures.map(({ name }) => name)).not.toEqual([]));

    it('has its expected records beside each fixture, under a name of its own', () => {
      const files = fixtures.map(({ goldenFile }) => goldenFile);
      expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
    });

    it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('reads %s as expected', (_name, fixture) => {
      const records = normalize(plugin, fixture, test);
      const expected = expectedRecords(fixture.goldenFile, records, goldenMode());
      expect(goldenOf(records)).toEqual(expected);
    });
  });
}

function normalize<Config>(plugin: Plugin<Config>, { bytes, headers }: Fixture, test: PluginTest): Normalized {
  const settings = (test.settings?.('https://source.example') ?? {}) as Record<string, unknown>;
  return plugin.normalize(rawInput(bytes, { headers }), openSettings(plugin, settings));
}

/** What jest does to snapshots: `-u` writes all, `--ci` writes none, otherwise those that are missing. */
function goldenMode(): GoldenMode {
  const { snapshotState } = expect.getState() as unknown as { snapshotState?: { _updateSnapshot?: string } };
  const update = snapshotState?._updateSnapshot;
  if (update === 'all') return 'write-all';
  return update === 'new' ? 'write-missing' : 'compare';
}
