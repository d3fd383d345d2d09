import { always, type Check } from '../check';
import { unsoundIn, type Rule } from '../soundness';

/** What every record of a fixture keeps. The fuzzing holds records of damaged documents to the same. */
const RULES: Readonly<Record<Rule, { readonly id: string; readonly says: string }>> = {
  admitted: {
    id: 'vocabulary.closed',
    says: 'speak the closed vocabulary only, in records that the hub takes: known words, numbers as text, moments in UTC',
  },
  times: {
    id: 'times.agree',
    says: 'give times whose parts agree: UNKNOWN without a moment, a moment with what the source wrote, a zone with its place',
  },
  unmapped: { id: 'codes.kept', says: "keep the source's code or text with what is UNMAPPED" },
  returns: { id: 'vocabulary.returns', says: 'let what is RETURNING or RETURNED travel in the direction RETURN' },
  issues: { id: 'issues.told', says: 'say with each issue where in the document it is and what the problem is' },
};

export const VOCABULARY_CHECKS: readonly Check[] = Object.entries(RULES).map(([rule, { id, says }]) => ({
  id,
  level: 'MUST',
  says,
  appliesTo: always,
  run({ fixtures, normalize }, findings) {
    for (const fixture of fixtures) {
      findings.tried();
      for (const unsound of unsoundIn(normalize(fixture.bytes, fixture)))
        if (unsound.rule === rule) findings.problem(`${fixture.name}: ${unsound.problem}`);
    }
  },
}));
