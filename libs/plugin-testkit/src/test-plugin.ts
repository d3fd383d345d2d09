import type { Plugin } from '@whereabouts/plugin-sdk';
import { runCheck, type CheckResult } from './check';
import { CHECKS, conformanceSubject, fuzzOptions } from './conformance';
import type { GoldenMode } from './golden';
import type { PluginTest } from './plugin-test';

/**
 * Describes the conformance tests of a plugin: one call in its spec, one test a check. What a plugin MUST do and does not
 * fails. Printed are the seed, what it SHOULD do and does not, and which checks its fixtures hold nothing for.
 */
export function testPlugin<Config>(plugin: Plugin<Config>, test: PluginTest): void {
  const fuzz = fuzzOptions();
  const shortcomings: CheckResult[] = [];
  const untried: string[] = [];

  describe(`${plugin.id} keeps the contract`, () => {
    const subject = conformanceSubject(plugin, test, { ...fuzz, goldens: goldenMode() });
    const asked = CHECKS.filter(({ appliesTo }) => appliesTo(subject.capabilities));

    it.each(asked.map((check) => [`${check.id}: it ${check.level} ${check.says}`, check] as const))(
      '%s',
      async (_name, check) => {
        const result = await runCheck(check, subject);
        if (result.tried === 0 && OF_FIXTURES.test(result.id)) untried.push(result.id);
        if (result.standing !== 'broken') return;
        if (result.level === 'SHOULD') return void shortcomings.push(result);
        for (const { expected, actual } of result.differences) expect(actual).toEqual(expected);
        throw failure(result);
      },
    );

    afterAll(() => {
      const ran = `${plugin.id}: fuzzed ${fuzz.runs} times with HUB_FUZZ_SEED=${fuzz.seed}`;
      const short = shortcomings.map(({ id, says, problems }) => `\n  ${id}: it SHOULD ${says}: ${problems[0]}`);
      const idle = untried.length > 0 ? `\n  its fixtures hold nothing to try on: ${untried.join(', ')}` : '';
      process.stdout.write(`${ran}${idle}${short.join('')}\n`);
    });
  });
}

/** Checks that are tried on whatever the fixtures hold. */
const OF_FIXTURES = /^(?:codes|documents|events|times)\./;

/** Where the fault lies is in the message; a stack into the kit would only hide it. */
function failure({ id, problems, problemCount }: CheckResult): Error {
  const more = problemCount > problems.length ? `\n… and ${problemCount - problems.length} more` : '';
  const error = new Error(`${id}\n${problems.map((problem) => `- ${problem}`).join('\n')}${more}`);
  error.stack = error.message;
  return error;
}

/** What jest does to snapshots: `-u` writes all, `--ci` writes none, otherwise those that are missing. */
function goldenMode(): GoldenMode {
  const { snapshotState } = expect.getState() as unknown as { snapshotState?: { _updateSnapshot?: string } };
  const update = snapshotState?._updateSnapshot;
  if (update === 'all') return 'write-all';
  return update === 'new' ? 'write-missing' : 'compare';
}
