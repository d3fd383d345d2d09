import type { CustomerTier } from '@whereabouts/model';
import { CASES_WITH_SUBJECTS } from './cases-with-subjects';
import type { Queryable, Tx } from './db';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Ids of the open cases that a person owns, in order, a page at a time. */
export async function ownedCaseIdsAfter(
  db: Queryable,
  { merchantId, ownerId }: { readonly merchantId: string; readonly ownerId: string },
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'owned-case-ids',
    text: `select id from exception_case where merchant_id = $1 and owner_id = $2 and id > $3 and status <> 'CLOSED'
            order by id limit $4`,
    values: [merchantId, ownerId, after ?? FIRST, limit],
  });
  return rows.map(({ id }) => id);
}

/** What routing asks of the orders of cases; cases without an order are left out. */
export async function customersOfCases(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<
  ReadonlyMap<
    string,
    {
      readonly tier: CustomerTier;
      readonly value: { readonly amount: string; readonly currency: string } | null;
      readonly language: string | null;
    }
  >
> {
  const { rows } = await tx.query<{
    id: string;
    tier: CustomerTier;
    amount: string | null;
    currency: string | null;
    locale: string | null;
  }>({
    name: 'customers-of-cases',
    text: `select c.id, o.customer_tier as tier, o.value_amount::text as amount, o.value_currency as currency, o.locale
             from ${CASES_WITH_SUBJECTS}
            where o.id is not null`,
    values: [merchantId, caseIds],
  });
  return new Map(
    rows.map(({ id, tier, amount, currency, locale: language }) => [
      id,
      { tier, language, value: amount === null || currency === null ? null : { amount, currency } },
    ]),
  );
}
