import fc from 'fast-check';
import { longHistory } from './history.fixture';
import { compareMarks, markOf, type Mark } from './mark';
import { ATTEMPTS_KEPT, joinMarks, markSet, NEWEST_KEPT } from './mark-set';

/** What a set keeps, said the slow way. */
function isKept(mark: Mark, all: readonly Mark[]): boolean {
  const newerThan = (others: readonly Mark[]): number => others.filter((other) => compareMarks(other, mark) > 0).length;
  const isEdgeOf = (others: readonly Mark[]): boolean => [0, others.length - 1].includes(newerThan(others));
  const sameWay = all.filter((other) => other[4]?.b === mark[4]?.b);
  const sameCode = sameWay.filter((other) => other[2] === mark[2]);
  const attempts = all.filter((other) => other[2] === 'ATTEMPT_FAILED');
  return (
    newerThan(all) < NEWEST_KEPT ||
    isEdgeOf(sameCode) ||
    (mark[2] === 'ATTEMPT_FAILED' && newerThan(attempts) < ATTEMPTS_KEPT) ||
    (mark[4]?.r ?? []).some((reason) => isEdgeOf(sameWay.filter((other) => other[4]?.r?.includes(reason))))
  );
}

const longMarks = longHistory.map((history) => history.map(markOf).filter((mark) => mark !== null));

describe('a set of marks', () => {
  it('keeps the newest, the last attempts, and first and last of every code and reason, each way', () => {
    fc.assert(
      fc.property(longMarks, (marks) => {
        const all = marks.filter((mark, i) => marks.findIndex((other) => compareMarks(mark, other) === 0) === i);
        const expected = all.filter((mark) => isKept(mark, all)).sort(compareMarks);
        expect(markSet([...marks])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('is joined with another like with itself: the parts may have been pruned before', () => {
    fc.assert(
      fc.property(longMarks, fc.nat(200), (marks, cut) => {
        const joined = joinMarks(markSet(marks.slice(0, cut)), markSet(marks.slice(cut)));
        expect(joined).toEqual(markSet([...marks]));
        expect(joinMarks(joined, markSet(marks.slice(cut)))).toBe(joined);
      }),
      { numRuns: 300 },
    );
  });
});
