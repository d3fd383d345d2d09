import type { Role } from '@whereabouts/model';
import type { Queryable } from '../db';
import { beyond, orderBy, toPage, type Page, type PageRequest, type SortColumn } from './keyset';
import { parameters, read, selectList } from './statement';

/** A person as the API shows them. */
export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly openCases: number;
}
export type UserColumn = keyof UserView;

export const USER_COLUMNS: Readonly<Record<UserColumn, string>> = {
  id: 'u.id',
  name: 'u.name',
  email: 'u.email',
  role: 'u.role',
  openCases: 'u.open_cases',
};
const SELECT = `select ${selectList(USER_COLUMNS)} from app_user u where u.merchant_id = $1`;

export const usersByIds = (db: Queryable, merchantId: string, ids: readonly string[]): Promise<UserView[]> =>
  read(db, `${SELECT} and u.id = any($2::uuid[])`, [merchantId, ids]);

const SORT: readonly SortColumn[] = [{ sql: 'u.id', type: 'uuid' }];

/** People in the order in which they joined. `search`: part of a name or email address, in any case. */
export async function userPage(
  db: Queryable,
  merchantId: string,
  search: string | null,
  request: PageRequest,
): Promise<Page<UserView>> {
  const given = parameters(merchantId);
  let text = SELECT;
  if (search?.trim()) {
    const part = given.add(`%${search.trim().replace(/[\\%_]/g, '\\$&')}%`);
    text += ` and (u.name ilike ${part} or u.email ilike ${part})`;
  }
  if (request.after) text += ` and ${beyond(SORT, request.after, 'after', given.add)}`;
  if (request.before) text += ` and ${beyond(SORT, request.before, 'before', given.add)}`;
  text += ` order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  return toPage(await read<UserView>(db, text, given.values), request);
}

export interface MerchantView {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

export async function merchantById(db: Queryable, id: string): Promise<MerchantView | null> {
  const rows = await read<MerchantView>(db, 'select id, name, time_zone as "timeZone" from merchant where id = $1', [
    id,
  ]);
  return rows[0] ?? null;
}
