import type { Tx } from './db';
import { recordset, toJson } from './recordset';

/** What a merchant's people call by a number of its own. */
export type Numbered = 'case' | 'incident';

const takeNext = (column: string): string => `
  with held as (
    select m.id, r.n from merchant m join ${recordset({ id: 'uuid', n: 'int' })} using (id) order by m.id for no key update of m)
  update merchant m set ${column} = m.${column} + h.n from held h where m.id = h.id
  returning m.id, m.${column} - h.n as first`;

const TAKE: Readonly<Record<Numbered, string>> = {
  case: takeNext('next_case_number'),
  incident: takeNext('next_incident_number'),
};

/**
 * Takes the next numbers of merchants, so many of each; holds their counters until the transaction ends.
 * @returns the first number of each.
 */
export async function takeNumbers(
  tx: Tx,
  of: Numbered,
  counts: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; first: number }>({
    name: `take-${of}-numbers`,
    text: TAKE[of],
    values: [toJson([...counts].map(([id, n]) => ({ id, n })))],
  });
  return new Map(rows.map(({ id, first }) => [id, first]));
}

/** Takes a number for each of these, and gives them out one by one. No statement when there are none. */
export async function numberGiver(
  tx: Tx,
  of: Numbered,
  things: readonly { readonly merchantId: string }[],
): Promise<(merchantId: string) => number> {
  const counts = new Map<string, number>();
  for (const { merchantId } of things) counts.set(merchantId, (counts.get(merchantId) ?? 0) + 1);
  const next = counts.size ? await takeNumbers(tx, of, counts) : new Map<string, number>();
  return (merchantId) => {
    const number = next.get(merchantId)!;
    next.set(merchantId, number + 1);
    return number;
  };
}
