import { rmSync } from 'node:fs';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { CHECKS, conformance } from './conformance';
import { sampleTest, samplePackage, sound } from './sample-plugin.fixture';

const { folder, fixtures } = samplePackage();
afterAll(() => rmSync(folder, { recursive: true }));

const SEED = 20_260_310;

describe('conformance', () => {
  it('finds that a sound plugin keeps every promise, each tried at least once', async () => {
    const report = await conformance(sound, sampleTest(fixtures), { goldens: 'write-missing', runs: 500, seed: SEED });
    expect(
      report.results.filter(({ standing }) => standing !== 'kept').map(({ id, problems }) => [id, ...problems]),
    ).toEqual([]);
    expect(report.results.filter(({ tried }) => tried === 0).map(({ id }) => id)).toEqual([]);
    expect(report).toMatchObject({ plugin: 'sample', version: '1.0.0', ok: true, fuzz: { runs: 500, seed: SEED } });
  });

  it('asks a plugin only for what it declares', async () => {
    const { push: _push, pull: _pull, act: _act, ...rest } = sound;
    const { push: _signs, pull: _answers, act: _does, ...test } = sampleTest(fixtures);
    const reader: Plugin<never> = { ...rest, capabilities: [] } as never;
    const { ok, results } = await conformance(reader, test, { goldens: 'write-missing', runs: 50, seed: SEED });
    expect(ok).toBe(true);
    const asked = results.filter(({ standing }) => standing !== 'not asked').map(({ id }) => id.split('.')[0]);
    expect([...new Set(asked)]).toEqual(expect.not.arrayContaining(['push', 'pull', 'follow', 'act']));
  });

  it('repeats a run of damaged documents by its seed', async () => {
    const normalize: typeof sound.normalize = (input) => {
      if (Buffer.from(input.body).includes('null')) throw new Error('null');
      return sound.normalize(input);
    };
    const thrown = async () => {
      const report = await conformance({ ...sound, normalize }, sampleTest(fixtures), { runs: 300, seed: 7 });
      return report.results.find(({ id }) => id === 'fuzz.thrown')?.problems;
    };
    const first = await thrown();
    expect(first?.[0]).toMatch(/Error: null\n {2}run \d+ of seed 7, /);
    expect(await thrown()).toEqual(first);
  });

  it('has stable ids, no two alike', () => {
    expect(CHECKS.map(({ id, level }) => (level === 'MUST' ? id : `${id} (should)`)).join('\n')).toMatchInlineSnapshot(`
      "plugin.loads
      plugin.variants
      codes.document
      codes.once
      codes.found
      codes.vocabulary
      settings.fit
      settings.secrets
      settings.push
      settings.errors
      readme.settings
      fixtures.there
      fixtures.expected
      fixtures.error
      vocabulary.closed
      times.agree
      codes.kept
      vocabulary.returns
      issues.told
      documents.pure
      documents.clock
      documents.order
      documents.extra
      documents.missing
      documents.types
      documents.empty
      documents.page
      events.order
      events.repeated
      events.bad
      codes.unknown
      times.fraction
      times.offset
      times.far
      times.garbage
      push.right
      push.wrong
      push.missing
      push.rotated
      push.stale
      push.bytes
      push.hostile
      push.secrets
      pull.answers
      pull.order
      pull.readable
      pull.refused
      pull.not-found
      pull.limited
      pull.down
      pull.silent
      pull.page
      pull.empty
      pull.cut
      pull.token
      pull.secrets
      follow.reads
      follow.strangers
      follow.failures
      act.does
      act.failures
      act.secrets
      fuzz.thrown
      fuzz.sound
      fuzz.quick
      fuzz.caught (should)"
    `);
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
  });
});
