import { checkPlugin, openSettings, SDK_VERSION, type Normalized, type Plugin } from '@whereabouts/plugin-sdk';
import fc from 'fast-check';
import { damaged } from './damage';
import { readFixtures, type Fixture } from './fixtures';
import { expectedRecords, goldenOf, type GoldenMode } from './golden';
import type { PluginTest } from './plugin-test';
import { rawInput } from './raw-input';
import { testPull } from './test-pull';
import { testPush } from './test-push';

/** Damaged documents a run. `PLUGIN_TEST_RUNS` sets more; `PLUGIN_TEST_SEED` repeats a run. */
const RUNS = Number(process.env.PLUGIN_TEST_RUNS ?? 300);
const SEED = process.env.PLUGIN_TEST_SEED === undefined ? {} : { seed: Number(process.env.PLUGIN_TEST_SEED) };
/** More than this for one document is a document that keeps a worker busy. */
const MAX_MS = 1_000;

/** Describes the conformance tests of a plugin: one call in its spec. */
export function testPlugin<Config>(plugin: Plugin<Config>, test: PluginTest): void {
  const fixtures = readFixtures(test);
  const settings = openSettings(plugin, (test.settings?.('https://source.example') ?? {}) as Record<string, unknown>);
  const normalize = ({ bytes, headers }: Pick<Fixture, 'bytes' | 'headers'>): Normalized =>
    plugin.normalize(rawInput(bytes, { headers }), settings);

  describe(`${plugin.id} keeps the contract`, () => {
    it('can be loaded', () => expect(checkPlugin(plugin, SDK_VERSION)).toMatchObject({ ok: true }));

    it('has fixtures', () => expect(fixtures.map(({ name }) => name)).not.toEqual([]));

    it('has its expected records beside each fixture, under a name of its own', () => {
      const files = fixtures.map(({ goldenFile }) => goldenFile);
      expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
    });

    it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('reads %s as expected', (_name, fixture) => {
      const records = normalize({ ...fixture, bytes: Buffer.from(fixture.bytes) });
      const expected = expectedRecords(fixture.goldenFile, records, goldenMode());
      expect(goldenOf(records)).toEqual(expected);
    });

    it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
      'gives the same for %s again, and leaves its bytes alone',
      (_name, fixture) => {
        const given = { ...fixture, bytes: Buffer.from(fixture.bytes) };
        expect(normalize(given)).toEqual(normalize({ ...fixture, bytes: Buffer.from(fixture.bytes) }));
        expect(Buffer.compare(given.bytes, fixture.bytes)).toBe(0);
      },
    );

    it('survives damaged documents', () => {
      if (fixtures.length === 0) return;
      fc.assert(
        fc.property(damaged(fixtures.map(({ bytes }) => bytes)), (bytes) => {
          const started = performance.now();
          const records = normalize({ bytes, headers: fixtures[0]?.headers ?? {} });
          expect(records.issues.every(({ path, problem }) => path.length < 2_000 && problem !== '')).toBe(true);
          expect(performance.now() - started).toBeLessThan(MAX_MS);
        }),
        { numRuns: RUNS, ...SEED },
      );
    });

    testPush(plugin, test.push, fixtures);
    testPull(plugin, test);
  });
}

/** What jest does to snapshots: `-u` writes all, `--ci` writes none, otherwise those that are missing. */
function goldenMode(): GoldenMode {
  const { snapshotState } = expect.getState() as unknown as { snapshotState?: { _updateSnapshot?: string } };
  const update = snapshotState?._updateSnapshot;
  if (update === 'all') return 'write-all';
  return update === 'new' ? 'write-missing' : 'compare';
}
