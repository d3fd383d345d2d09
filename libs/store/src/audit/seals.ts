import type { ActivityHead, ChainEnd, LoggedEntry, Seal } from '@whereabouts/model';
import { feedEnd, type FeedPosition } from '../change-feed';
import type { Queryable, Tx } from '../db';
import { insertRows, recordset, toJson } from '../recordset';

const SEALER = 5_739_014;

/** A case of a merchant. Ordered as the database orders ids, which is how their texts are ordered. */
export interface CaseKey {
  readonly merchantId: string;
  readonly caseId: string;
}

const FIRST_KEY: CaseKey = {
  merchantId: '00000000-0000-0000-0000-000000000000',
  caseId: '00000000-0000-0000-0000-000000000000',
};

/** How far the sealer has come. */
export interface SealerState {
  /** Null: it has to look through all entries, since the feed does not tell of all of them (any more). */
  readonly position: FeedPosition | null;
  /** It looks through all entries, and this is the last case that it has seen. */
  readonly sweptTo: CaseKey | null;
  /** There is something to do. */
  readonly isDue: boolean;
}

interface StateRow {
  xid: string | null;
  seq: number | null;
  sweep_merchant: string | null;
  sweep_case: string | null;
  lost: boolean;
  due: boolean;
}

/**
 * The feed is lost when it was pruned beyond what was read, and when its numbers are of another server's: a restored
 * database begins to count transactions anew.
 */
const STATE = `
  select s.xid::text, s.seq, s.sweep_merchant, s.sweep_case,
         coalesce(s.xid >= pg_snapshot_xmax(pg_current_snapshot()) or (f.xid, f.seq) > (s.xid, s.seq), true) as lost,
         exists (select from change c where (c.xid, c.seq) > (s.xid, s.seq)
                    and c.xid < pg_snapshot_xmin(pg_current_snapshot())) as due
    from activity_sealer s cross join feed_floor f`;

/** One index look-up while nothing happens. */
export async function sealerState(db: Queryable): Promise<SealerState> {
  const { rows } = await db.query<StateRow>({ name: 'sealer-state', text: STATE });
  const { xid, seq, sweep_merchant: merchantId, sweep_case: caseId, lost, due } = rows[0]!;
  const sweptTo = lost || merchantId === null || caseId === null ? null : { merchantId, caseId };
  return {
    position: lost || xid === null || seq === null ? null : { xid, seq },
    sweptTo,
    isDue: lost || due || sweptTo !== null,
  };
}

/** Only one process seals at a time; the others need not. */
export async function lockSealer(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ free: boolean }>(`select pg_try_advisory_xact_lock(${SEALER}) as free`);
  return rows[0]!.free;
}

export async function moveSealer(
  tx: Tx,
  { position, sweptTo }: { readonly position: FeedPosition; readonly sweptTo: CaseKey | null },
): Promise<void> {
  await tx.query('update activity_sealer set xid = $1, seq = $2, sweep_merchant = $3, sweep_case = $4', [
    position.xid,
    position.seq,
    sweptTo?.merchantId ?? null,
    sweptTo?.caseId ?? null,
  ]);
}

/** Begins to look through all entries. What is committed later comes by the feed, from where it ends now. */
export async function beginSweep(tx: Tx): Promise<void> {
  await moveSealer(tx, { position: await feedEnd(tx), sweptTo: FIRST_KEY });
}

/** The next cases that have entries. */
export async function casesBeyond(tx: Tx, last: CaseKey, limit: number): Promise<CaseKey[]> {
  const { rows } = await tx.query<CaseKey>(
    `select distinct merchant_id as "merchantId", case_id as "caseId" from activity
      where (merchant_id, case_id) > ($1, $2) order by 1, 2 limit $3`,
    [last.merchantId, last.caseId, limit],
  );
  return rows;
}

/** The columns of an entry as they are hashed, for a table `a`. An infinite time has no digits. */
export const LOGGED = `a.merchant_id as "merchantId", a.case_id as "caseId", a.id,
  coalesce(to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.at::text) as at,
  a.actor, a.action, a.detail::text as detail, a.hash`;

const KEYS = { merchant_id: 'uuid', case_id: 'uuid' } as const;
const toKey = ({ merchantId, caseId }: CaseKey): object => ({ merchant_id: merchantId, case_id: caseId });

// Case by case, whatever the tables held when these were planned: `offset 0` keeps the parts apart, and an expression is not
// what an index is ordered by.
const UNSEALED = `
  select e.* from ${recordset(KEYS)} cross join lateral (
    select ${LOGGED} from activity a where a.merchant_id = r.merchant_id and a.case_id = r.case_id
       and not exists (select from activity_seal s
                        where s.merchant_id = a.merchant_id and s.case_id = a.case_id and s.entry_id = a.id offset 0) offset 0) e`;

const LAST_SEALED = `
  select r.merchant_id as "merchantId", r.case_id as "caseId", l.hash
    from ${recordset(KEYS)} cross join lateral (
      select a.hash from (select s.merchant_id, s.case_id, s.entry_id, s.number from activity_seal s
                           where s.merchant_id = r.merchant_id and s.case_id = r.case_id order by s.number + 0 desc limit 1) s
        left join activity a on a.merchant_id = s.merchant_id and a.case_id = s.case_id and a.id = s.entry_id) l`;

/** The entries of some cases that have no seal yet, and where the sealed history of each of these cases ends. */
export async function unsealedOf(
  tx: Tx,
  cases: readonly CaseKey[],
): Promise<{
  readonly entries: readonly LoggedEntry[];
  readonly ends: readonly (CaseKey & { readonly hash: string | null })[];
}> {
  const keys = [toJson(cases.map(toKey))];
  const { rows: entries } = await tx.query<LoggedEntry>({ name: 'unsealed', text: UNSEALED, values: keys });
  const { rows: ends } = await tx.query<CaseKey & { hash: string | null }>({
    name: 'last-sealed',
    text: LAST_SEALED,
    values: keys,
  });
  return { entries, ends };
}

/** Where the chains of some merchants end; those that have none are left out. */
export async function chainEnds(tx: Tx, merchantIds: readonly string[]): Promise<Map<string, ChainEnd>> {
  const { rows } = await tx.query<ChainEnd & { merchantId: string }>({
    name: 'chain-ends',
    text: `select m.id as "merchantId", l.number, encode(l.hash, 'hex') as hash
             from unnest($1::uuid[]) m(id) cross join lateral (
               select s.number, s.hash from activity_seal s where s.merchant_id = m.id order by s.number desc limit 1) l`,
    values: [merchantIds],
  });
  return new Map(rows.map(({ merchantId, number, hash }) => [merchantId, { number, hash }]));
}

const SEALS = { merchant_id: 'uuid', number: 'bigint', case_id: 'uuid', entry_id: 'uuid', hash: 'bytea' } as const;
const PUT_SEALS = insertRows('activity_seal', SEALS);

const HEADS = { merchant_id: 'uuid', day: 'date', number: 'bigint', hash: 'bytea' } as const;
const PUT_HEADS = `${insertRows('activity_head', HEADS)}
  on conflict (merchant_id, day) do update set number = excluded.number, hash = excluded.hash`;

const bytes = (hex: string): string => `\\x${hex}`;

/** Adds to the chains, and makes their new ends the heads of a day. */
export async function putSeals(tx: Tx, seals: readonly Seal[], day: string): Promise<void> {
  const rows = seals.map(({ merchantId, number, caseId, entryId, hash }) => ({
    merchant_id: merchantId,
    number,
    case_id: caseId,
    entry_id: entryId,
    hash: bytes(hash),
  }));
  await tx.query({ name: 'put-seals', text: PUT_SEALS, values: [toJson(rows)] });
  const heads = [...new Map(seals.map((seal) => [seal.merchantId, seal])).values()].map((seal) => ({
    merchant_id: seal.merchantId,
    day,
    number: seal.number,
    hash: bytes(seal.hash),
  }));
  await tx.query({ name: 'put-heads', text: PUT_HEADS, values: [toJson(heads)] });
}

/** All daily heads of a merchant, oldest first. */
export async function headsOf(db: Queryable, merchantId: string): Promise<ActivityHead[]> {
  const { rows } = await db.query<ActivityHead>(
    `select merchant_id as "merchantId", day::text as day, number, encode(hash, 'hex') as hash
       from activity_head where merchant_id = $1 order by activity_head.day`,
    [merchantId],
  );
  return rows;
}

/** All merchants whose activity is on record, whether there still is such a merchant or not. */
export async function merchantsWithActivity(db: Queryable): Promise<string[]> {
  const next = (table: string): string => `
    with recursive m as (
      (select merchant_id as id from ${table} order by 1 limit 1)
      union all
      select (select t.merchant_id from ${table} t where t.merchant_id > m.id order by 1 limit 1) from m where m.id is not null)
    select id from m where id is not null`;
  const { rows } = await db.query<{ id: string }>(
    `(${next('activity')}) union (${next('activity_seal')}) union (${next('exception_case')}) order by id`,
  );
  return rows.map(({ id }) => id);
}
