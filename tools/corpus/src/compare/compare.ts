import { compareAssertions } from './assertions';
import { NOTHING_COMPARED, type Compared, type Comparison } from './comparison';
import { compareKarrio } from './karrio';
import { compareSignature, compareStatus } from './statuses';

const COMPARISONS = [compareKarrio, compareAssertions, compareStatus, compareSignature];

/** Holds what a plugin makes of a sample against everything that its origin states of it, in whatever form. */
export function compare(compared: Omit<Compared, 'expected'>, expected: unknown): Comparison {
  if (typeof expected !== 'object' || expected === null) return NOTHING_COMPARED;
  const all = COMPARISONS.map((one) => one({ ...compared, expected: expected as Compared['expected'] }));
  return {
    statements: all.reduce((sum, { statements }) => sum + statements, 0),
    differences: all.flatMap(({ differences }) => differences),
  };
}
