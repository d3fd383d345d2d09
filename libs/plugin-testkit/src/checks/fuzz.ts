import { always, type Check } from '../check';
import { MOST_MS, type FuzzFault, type FuzzReport } from '../fuzz';

/** What happens to documents on their way, thousands of times. One run serves all of these checks. */
export const FUZZ_CHECKS: readonly Check[] = [
  fuzzed('fuzz.thrown', 'MUST', 'throw for no document, however damaged', ({ thrown }) => thrown),
  fuzzed('fuzz.sound', 'MUST', 'give records that are sound for damaged documents too', ({ unsound }) => unsound),
  fuzzed('fuzz.quick', 'MUST', `read every document within ${MOST_MS} ms, however damaged`, ({ slow }) => slow),
  fuzzed(
    'fuzz.caught',
    'SHOULD',
    'understand damaged documents without a fault of its code, even one that is caught',
    ({ caught }) => caught,
  ),
];

function fuzzed(
  id: string,
  level: Check['level'],
  says: string,
  part: (report: FuzzReport) => readonly FuzzFault[],
): Check {
  return {
    id,
    level,
    says,
    appliesTo: always,
    run(subject, findings) {
      const report = subject.fuzz();
      for (let run = 0; run < report.runs; run++) findings.tried();
      const known = subject.brokenRules();
      for (const fault of part(report).filter(({ rule }) => rule === undefined || !known.has(rule)))
        findings.problem(
          [
            `${fault.problem}`,
            `  run ${fault.run} of seed ${report.seed}, ${fault.fixture}: ${fault.changes.join('; ')}`,
            `  ${JSON.stringify(fault.input)}`,
          ].join('\n'),
        );
    },
  };
}
