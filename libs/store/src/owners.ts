import type { Role, RoutingPerson } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { recordset, toJson } from './recordset';

/** Roles whose people own cases. */
export const OWNING_ROLES: readonly Role[] = ['AGENT', 'LEAD', 'ADMIN'];

/** A person who can own cases, with the load at the time of asking. */
export interface Owner extends RoutingPerson {
  readonly merchantId: string;
}

/** Everybody who can own cases of these merchants. */
export async function ownersOfCases(tx: Queryable, merchantIds: readonly string[]): Promise<Owner[]> {
  const { rows } = await tx.query<{ merchant_id: string; id: string; email: string; role: Role; open_cases: number }>({
    name: 'owners-of-cases',
    text: `select merchant_id, id, email, role, open_cases from app_user
            where merchant_id = any($1::uuid[]) and role = any($2::text[]) and removed_at is null
            order by merchant_id, id`,
    values: [merchantIds, OWNING_ROLES],
  });
  return rows.map(({ merchant_id: merchantId, open_cases: openCases, ...person }) => ({
    merchantId,
    openCases,
    ...person,
  }));
}

export interface LoadDelta {
  readonly merchantId: string;
  readonly userId: string;
  readonly delta: number;
}

const BUMP_LOADS = `
  with held as (
    select u.merchant_id, u.id, r.delta
      from app_user u join ${recordset({ merchant_id: 'uuid', id: 'uuid', delta: 'int' })} using (merchant_id, id)
     order by u.merchant_id, u.id for no key update of u)
  update app_user u set open_cases = u.open_cases + h.delta from held h where u.merchant_id = h.merchant_id and u.id = h.id`;

/** Keeps `open_cases` of people true. Near the end of a transaction, in key order. */
export async function bumpLoads(tx: Tx, deltas: readonly LoadDelta[]): Promise<void> {
  await tx.query({
    name: 'bump-loads',
    text: BUMP_LOADS,
    values: [toJson(deltas.map(({ merchantId, userId, delta }) => ({ merchant_id: merchantId, id: userId, delta })))],
  });
}

/** People of the merchant, by id; ids that nobody bears are left out. */
export async function peopleOf(
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly role: Role }>> {
  const { rows } = await db.query<{ id: string; name: string; role: Role }>({
    name: 'people-of',
    text: 'select id, name, role from app_user where merchant_id = $1 and id = any($2::uuid[]) and removed_at is null',
    values: [merchantId, ids],
  });
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}
