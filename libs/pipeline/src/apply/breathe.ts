/** Lets requests that wait be answered: a batch computes in steps of a few milliseconds, not in one go. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Maps in slices, with a breath between them. */
export async function mapBreathing<T, R>(items: readonly T[], slice: number, map: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % slice === 0) await breathe();
    results.push(map(item));
  }
  return results;
}
