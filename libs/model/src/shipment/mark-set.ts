import { compareMarks, type Mark } from './mark';

/** How many of the newest marks of a source are kept, whatever they say. */
export const NEWEST_KEPT = 64;
/** How many of the newest failed attempts are kept beside them. */
export const ATTEMPTS_KEPT = 16;

/**
 * Union of two sorted sets of marks, pruned. Returns `a` itself when `b` adds nothing.
 *
 * A set keeps a mark that is extremal for some criterion: one of the newest 64, one of the newest 16 failed attempts,
 * the first or last of its code and direction, the first or last with one of its reasons. What is extremal in a union
 * is extremal in its part, so that pruning early or late gives the same set: union then prune is a join.
 */
export function joinMarks(a: readonly Mark[], b: readonly Mark[]): readonly Mark[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const joined: Mark[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    const order = compareMarks(left, right);
    joined.push(order <= 0 ? left : right);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  while (i < a.length) joined.push(a[i++]!);
  while (j < b.length) joined.push(b[j++]!);
  if (joined.length === a.length) return a;
  const kept = prune(joined);
  return sameMarks(kept, a) ? a : kept;
}

/** Sorts, drops repeats, prunes. */
export function markSet(marks: Mark[]): readonly Mark[] {
  marks.sort(compareMarks);
  let length = 0;
  for (const mark of marks) {
    if (length > 0 && compareMarks(marks[length - 1]!, mark) === 0) continue;
    marks[length++] = mark;
  }
  marks.length = length;
  return prune(marks);
}

function prune(sorted: readonly Mark[]): readonly Mark[] {
  if (sorted.length <= NEWEST_KEPT) return sorted;
  const firstNewest = sorted.length - NEWEST_KEPT;
  const kept = new Set<number>();
  const last = new Map<string, number>();
  sorted.forEach((mark, index) => {
    for (const criterion of criteriaOf(mark)) {
      if (!last.has(criterion)) kept.add(index);
      last.set(criterion, index);
    }
  });
  for (const index of last.values()) kept.add(index);
  let attempts = 0;
  for (let index = sorted.length - 1; index >= 0 && attempts < ATTEMPTS_KEPT; index--)
    if (sorted[index]![2] === 'ATTEMPT_FAILED') {
      attempts++;
      kept.add(index);
    }
  return sorted.filter((_mark, index) => index >= firstNewest || kept.has(index));
}

function criteriaOf([, , code, , detail]: Mark): string[] {
  const way = detail?.b === 1 ? 'R' : 'F';
  const criteria = [`${code}/${way}`];
  for (const reason of detail?.r ?? []) criteria.push(`${reason}/${way}`);
  return criteria;
}

function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (compareMarks(a[i]!, b[i]!) !== 0) return false;
  return true;
}
