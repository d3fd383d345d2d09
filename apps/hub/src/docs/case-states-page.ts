import {
  COMMANDS,
  CUSTOMER_STEPS,
  RECOVERY_STEPS,
  RULE_STEPS,
  SETTLEMENTS,
  type CaseStatus,
  type CommandRow,
} from '@whereabouts/model';

type Steps = Readonly<Record<string, Readonly<Partial<Record<CaseStatus, readonly CaseStatus[]>>>>>;

const COMMAND_STEPS: Steps = Object.fromEntries(
  Object.entries(COMMANDS).map(([name, { from }]: [string, CommandRow]) => [name, from]),
);

/** One arrow for each pair of states, with all that leads along it. What leaves the state as it is draws none. */
function caseArrows(): string[] {
  const along = new Map<string, string[]>();
  for (const [name, from] of [...Object.entries(COMMAND_STEPS), ...Object.entries(RULE_STEPS)])
    for (const [status, targets] of Object.entries(from))
      for (const target of targets)
        if (target !== status)
          along.set(`${status} --> ${target}`, [...(along.get(`${status} --> ${target}`) ?? []), name]);
  return [...along].map(([arrow, names]) => `${arrow}: ${names.join(', ')}`);
}

const arrowsOf = (steps: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(steps).flatMap(([from, targets]) =>
    targets.filter((to) => to !== from).map((to) => `${from} --> ${to}`),
  );

const diagram = (arrows: readonly string[]): string =>
  ['```mermaid', 'stateDiagram-v2', ...arrows.map((arrow) => `  ${arrow}`), '```'].join('\n');

const cell = (steps: CommandRow['from'], status: CaseStatus): string => steps[status]?.join(', ') ?? '–';

function table(steps: Steps): string {
  const statuses: readonly CaseStatus[] = ['OPEN', 'IN_PROGRESS', 'WAITING', 'CLOSED'];
  const rows = [
    ['step', ...statuses],
    ...Object.entries(steps).map(([name, from]) => [name, ...statuses.map((status) => cell(from, status))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column]!, fill)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [
    line(head!),
    line(
      head!.map(() => ''),
      '-',
    ),
    ...body.map((row) => line(row)),
  ].join('\n');
}

const settlements = Object.entries(SETTLEMENTS)
  .map(
    ([outcome, { from, isPaid, mayAppeal }]) =>
      `- \`${outcome}\`: from ${from.join(', ')}${isPaid ? '; needs reference, amount, date and source' : ''}${mayAppeal ? '; can be appealed' : ''}`,
  )
  .join('\n');

/** `docs/case-states.md`, made from the tables by which commands are decided. */
export const caseStatesPage = (): string =>
  `# The states of a case

Made from \`libs/model/src/cases/commands/transitions.ts\` by \`UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs\`: edit the tables there. A test of random steps holds them against what really happens, in both directions.

## The case

${diagram(['[*] --> OPEN: opened', ...caseArrows(), 'CLOSED --> [*]'])}

What each command may lead to, by the state in which it is given (a dash: refused):

${table(COMMAND_STEPS)}

What the hub does by itself:

${table(RULE_STEPS)}

## The customer's side

${diagram(['[*] --> OPEN', ...arrowsOf(CUSTOMER_STEPS), 'RESOLVED --> [*]'])}

A resolution above the limits of the policy waits for a lead. A new cycle begins with an open side again.

## Recovery from the carrier

${diagram(['[*] --> NOT_APPLICABLE', '[*] --> INVESTIGATING', ...arrowsOf(RECOVERY_STEPS), 'SETTLED --> [*]'])}

How it ends:

${settlements}
`;
