import type { Role } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { recordset, toJson } from './recordset';

/** A person who can own cases, with the load at the time of asking. */
export interface Owner {
  readonly merchantId: string;
  readonly id: string;
  readonly openCases: number;
}

/** Everybody who can own cases of these merchants, least loaded first. */
export async function ownersByLoad(tx: Queryable, merchantIds: readonly string[]): Promise<Owner[]> {
  const { rows } = await tx.query<{ merchant_id: string; id: string; open_cases: number }>({
    name: 'owners-by-load',
    text: `select merchant_id, id, open_cases from app_user where merchant_id = any($1::uuid[]) and role in ('AGENT', 'LEAD', 'ADMIN')
            order by merchant_id, case role when 'AGENT' then 0 when 'LEAD' then 1 else 2 end, open_cases, id`,
    values: [merchantIds],
  });
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id, openCases: row.open_cases }));
}

export interface LoadDelta {
  readonly merchantId: string;
  readonly userId: string;
  readonly delta: number;
}

/** Keeps `open_cases` of people true. Near the end of a transaction, in key order. */
export async function bumpLoads(tx: Tx, deltas: readonly LoadDelta[]): Promise<void> {
  await tx.query({
    name: 'lock-loads',
    text: `select 1 from app_user u join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id)
            order by u.merchant_id, u.id for no key update of u`,
    values: [toJson(deltas.map(({ merchantId, userId }) => ({ merchant_id: merchantId, id: userId })))],
  });
  await tx.query({
    name: 'bump-loads',
    text: `update app_user u set open_cases = u.open_cases + r.delta
             from ${recordset({ merchant_id: 'uuid', id: 'uuid', delta: 'int' })}
            where u.merchant_id = r.merchant_id and u.id = r.id`,
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

/** Roles whose people own cases. */
export const OWNING_ROLES: readonly Role[] = ['AGENT', 'LEAD', 'ADMIN'];
