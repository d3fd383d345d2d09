import {
  answerProblem,
  RECORD_LISTS,
  recordProblem,
  type MilestoneRecord,
  type Normalized,
} from '@whereabouts/plugin-sdk';

/** The kinds of promise that records of any document keep. Each is a check of its own on the fixtures. */
export const RULES = ['admitted', 'times', 'unmapped', 'returns', 'issues'] as const;
export type Rule = (typeof RULES)[number];

export interface Unsound {
  readonly rule: Rule;
  readonly problem: string;
}

/** What is not sound in a plugin's answer, whatever the document was: a plugin never gives what the hub would refuse. */
export function unsoundIn(said: Normalized): readonly Unsound[] {
  const whole = answerProblem(said);
  if (whole !== null) return [{ rule: 'admitted', problem: whole }];
  const problems: Unsound[] = [];
  for (const list of RECORD_LISTS)
    said[list].forEach((record, index) => {
      const refused = recordProblem(list, record);
      if (refused !== null) problems.push({ rule: ruleOf(list), problem: `${list}/${index}: ${refused}` });
    });
  if (problems.length > 0) return problems;
  said.milestones.forEach((record, index) => {
    for (const [rule, check] of OF_MILESTONES) {
      const problem = check(record);
      if (problem !== null) problems.push({ rule, problem: `milestones/${index}: ${problem}` });
    }
  });
  said.issues.forEach(({ path, problem }, index) => {
    if (problem.trim() === '')
      problems.push({ rule: 'issues', problem: `issues/${index} does not say what the problem is` });
    if (path !== '' && !path.startsWith('/'))
      problems.push({ rule: 'issues', problem: `issues/${index} has no path into the document: ${path.slice(0, 60)}` });
  });
  return problems;
}

const ruleOf = (list: (typeof RECORD_LISTS)[number]): Rule => (list === 'issues' ? 'issues' : 'admitted');

const OF_MILESTONES: readonly (readonly [Rule, (record: MilestoneRecord) => string | null])[] = [
  ['times', timeProblem],
  [
    'unmapped',
    ({ code, sourceCode, sourceText }) =>
      code === 'UNMAPPED' && !sourceCode && !sourceText ? 'UNMAPPED, with neither code nor text of the source' : null,
  ],
  [
    'returns',
    ({ code, direction }) =>
      (code === 'RETURNING' || code === 'RETURNED') && direction !== 'RETURN'
        ? `${code}, and not on its way back`
        : null,
  ],
];

const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:Z|[+-]\d\d:?\d\d)$/;

/** Do the three fields of a time agree with each other and with the place? */
function timeProblem({ occurredAt, occurredLocal, timeCertainty, place }: MilestoneRecord): string | null {
  if ((occurredAt === null) !== (timeCertainty === 'UNKNOWN'))
    return occurredAt === null
      ? `${timeCertainty}, and no occurredAt`
      : `UNKNOWN, and yet it occurred at ${occurredAt}`;
  if (occurredAt === null) return null;
  if (!occurredLocal?.trim()) return 'occurredAt, and nothing of what the source wrote in occurredLocal';
  if (timeCertainty === 'ZONE_FROM_PLACE' && place === null) return 'ZONE_FROM_PLACE, and no place';
  if (!WITH_OFFSET.test(occurredLocal)) return null;
  const written = Date.parse(
    occurredLocal
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/ ?([+-]\d\d):?(\d\d)$/, '$1:$2'),
  );
  const isApart = Math.abs(Date.parse(occurredAt) - written) >= 1_000;
  return isApart && timeCertainty === 'OFFSET_GIVEN' ? `${occurredLocal} is not ${occurredAt}` : null;
}
