import { isDeepStrictEqual } from 'node:util';
import { always, ifIt, type Check } from '../check';
import { expectedRecords, goldenOf } from '../golden';
import { recordTexts } from '../record-set';

export const FIXTURE_CHECKS: readonly Check[] = [
  {
    id: 'fixtures.there',
    level: 'MUST',
    says: 'bring fixtures that give records, each with a name of its own',
    appliesTo: always,
    run({ fixtures, normalize }, findings) {
      fixtures.forEach(() => findings.tried());
      if (!fixtures.some((fixture) => recordTexts(normalize(fixture.bytes, fixture)).length > 0))
        findings.problem('there is no fixture that gives a record');
      const files = fixtures.map(({ goldenFile }) => goldenFile);
      const shared = fixtures.filter(({ goldenFile }) => files.filter((file) => file === goldenFile).length > 1);
      if (shared.length > 0)
        findings.problem(`${shared.map(({ name }) => name).join(' and ')} share one file of expected records`);
    },
  },
  {
    id: 'fixtures.expected',
    level: 'MUST',
    says: 'give the expected records for every fixture',
    appliesTo: always,
    run({ fixtures, normalize, goldens }, findings) {
      for (const fixture of fixtures) {
        findings.tried();
        const said = normalize(fixture.bytes, fixture);
        const expected = expectedRecords(fixture.goldenFile, said, goldens);
        const actual = goldenOf(said);
        if (expected === undefined) findings.problem(`${fixture.name} has no expected records: ${fixture.goldenFile}`);
        // In which order a record's fields were set is nobody's business.
        else if (!isDeepStrictEqual(expected, actual))
          findings.difference(`${fixture.name} gives other records than expected`, expected, actual);
      }
    },
  },
  {
    id: 'fixtures.error',
    level: 'MUST',
    says: "bring an error reply of its source, understood as the source's error",
    appliesTo: ifIt('pull', 'follow'),
    run({ fixtures, normalize }, findings) {
      fixtures.forEach(() => findings.tried());
      const isError = fixtures.some((fixture) =>
        normalize(fixture.bytes, fixture).issues.some(({ kind }) => kind === 'source-error'),
      );
      if (!isError) findings.problem('no fixture gives an issue of the kind source-error');
    },
  },
];
