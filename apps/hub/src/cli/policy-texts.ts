import type { PolicyDifference, PolicyProblem } from '@whereabouts/model';
import type { SlaMoves, SlaPreview } from '@whereabouts/pipeline';

/** `file:line:column`, as editors jump to it. */
export const problemText = (file: string, { line, column, path, message }: PolicyProblem): string =>
  `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;

const LONGEST = 200;

const valueText = (value: unknown): string => {
  const text = value === null ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

export const differenceTexts = (differences: readonly PolicyDifference[]): string[] =>
  differences.map(({ path, before, after }) => `  ${path}: ${valueText(before)} -> ${valueText(after)}`);

const movesText = (moves: SlaMoves, says: string): string[] =>
  moves.cases === 0
    ? []
    : [
        `  ${moves.cases} ${says}`,
        ...moves.examples.map(
          ({ ref, kind, dueBefore, dueAfter }) =>
            `    ${ref} ${kind}: due ${dueBefore ?? 'never'} -> ${dueAfter ?? 'never'}`,
        ),
        ...(moves.cases > moves.examples.length ? ['    …'] : []),
      ];

/** What becomes of the due times of open cases. */
export function slaTexts({ openCases, breached, relieved, sooner, later }: SlaPreview): string[] {
  const moves = [
    ...movesText(breached, 'would be breached at once'),
    ...movesText(relieved, 'are late now and would have time left'),
    ...movesText(sooner, 'would be due sooner'),
    ...movesText(later, 'would be due later'),
  ];
  return [`Of ${openCases} open cases, ${moves.length === 0 ? 'none moves.' : 'these move:'}`, ...moves];
}
