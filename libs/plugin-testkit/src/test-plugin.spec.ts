import { rmSync } from 'node:fs';
import { CHECKS } from './conformance';
import { readFixtures } from './fixtures';
import { expectedRecords } from './golden';
import { rawInput } from './raw-input';
import { samplePackage, sampleTest, sound } from './sample-plugin.fixture';
import { testPlugin } from './test-plugin';

const { folder, fixtures } = samplePackage();
const test = sampleTest(fixtures);
for (const { bytes, goldenFile } of readFixtures(test))
  expectedRecords(goldenFile, sound.normalize(rawInput(bytes)), 'write-all');
afterAll(() => rmSync(folder, { recursive: true }));

interface Collected {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** The tests that `testPlugin` would describe, instead of describing them. */
function collected(describeTests: () => void): readonly Collected[] {
  const tests: Collected[] = [];
  const each = (table: readonly (readonly unknown[])[]) => (name: string, run: (...row: unknown[]) => unknown) =>
    table.forEach((row) =>
      tests.push({ name: name.replace('%s', String(row[0])), run: async () => Promise.resolve(run(...row)) }),
    );
  const scope = globalThis as unknown as { it: unknown; describe: unknown; afterAll: unknown };
  const { it, describe, afterAll } = scope;
  Object.assign(scope, {
    it: { each },
    describe: (_name: string, body: () => void) => body(),
    afterAll: (run: () => void) => tests.push({ name: 'afterAll', run: async () => Promise.resolve(run()) }),
  });
  try {
    describeTests();
  } finally {
    Object.assign(scope, { it, describe, afterAll });
  }
  return tests;
}

describe('testPlugin', () => {
  const env = { ...process.env };
  beforeEach(() => Object.assign(process.env, { HUB_FUZZ_RUNS: '50', HUB_FUZZ_SEED: '4' }));
  afterEach(() => {
    process.env = { ...env };
  });

  it('makes a test of each check that applies, named by its id and what it asks', () => {
    const { push: _push, ...rest } = sound;
    const silent = { ...rest, capabilities: ['pull', 'follow', 'addOrderNote'] as const };
    const names = collected(() => testPlugin(silent, test)).map(({ name }) => name);
    expect(names).toContain(
      'codes.once: it MUST list no raw code twice: one code under one set of conditions means one thing',
    );
    expect(names.filter((name) => name.startsWith('push.'))).toEqual([]);
    expect(names).toHaveLength(CHECKS.filter(({ id }) => !/^push\.|^settings\.push/.test(id)).length + 1);
  });

  it('fails the test of what is broken, with all that is wrong, and no other', async () => {
    const codes = { ...sound.codes, rows: [...sound.codes.rows, ...sound.codes.rows] };
    const failed: string[] = [];
    for (const { name, run } of collected(() => testPlugin({ ...sound, codes }, test)))
      await run().catch((fault: Error) => failed.push(`${name.split(':')[0]} ${fault.message}`));
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatch(/^codes.once codes.once\n- two rows for BK\n- two rows for CO\n/);
  });

  it('shows expected and given records side by side', async () => {
    const other = { ...sound, normalize: () => sound.normalize(rawInput('{"answer":{"fault":"another"}}')) };
    const tests = collected(() => testPlugin(other, test));
    const expected = tests.find(({ name }) => name.startsWith('fixtures.expected'));
    await expect(expected?.run()).rejects.toThrow(/\+ .*another/);
  });

  it('prints the seed, and what a plugin should do and does not', async () => {
    const told: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    const mild = { ...sound, normalize: catching };
    try {
      for (const { name, run } of collected(() => testPlugin(mild, test)))
        if (name === 'afterAll' || name.startsWith('fuzz.caught')) await run();
    } finally {
      write.mockRestore();
    }
    expect(told.join('')).toMatch(
      /^sample: fuzzed 50 times with HUB_FUZZ_SEED=4\n {2}fuzz.caught: it SHOULD understand/,
    );
  });
});

const catching: typeof sound.normalize = (input) => {
  const said = sound.normalize(input);
  const problem = 'unexpected fault of the plugin: TypeError';
  return { ...said, issues: said.issues.map((issue) => ({ ...issue, problem })) };
};
