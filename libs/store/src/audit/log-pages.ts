import type { CaseHistory, Instant, LoggedEntry, SealedRow } from '@whereabouts/model';
import type { FeedPosition } from '../change-feed';
import type { Queryable } from '../db';
import { LOGGED } from './seals';

const NIL = '00000000-0000-0000-0000-000000000000';

type SealedColumns = { number: number; sealCase: string; entryId: string; sealed: string } & {
  [Column in keyof LoggedEntry]: LoggedEntry[Column] | null;
};

/** The next seals of a merchant with what they are for. */
export async function sealedPage(
  db: Queryable,
  merchantId: string,
  afterNumber: number,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await db.query<SealedColumns>({
    name: 'sealed-page',
    text: `select s.number, s.case_id as "sealCase", s.entry_id as "entryId", encode(s.hash, 'hex') as sealed, ${LOGGED}
             from (select * from activity_seal where merchant_id = $1 and number > $2 order by number limit $3) s
             left join activity a on a.merchant_id = s.merchant_id and a.case_id = s.case_id and a.id = s.entry_id
            order by s.number`,
    values: [merchantId, afterNumber, limit],
  });
  return rows.map(({ number, sealCase: caseId, entryId, sealed: hash, ...entry }) => ({
    number,
    caseId,
    entryId,
    hash,
    entry: entry.id === null ? null : (entry as LoggedEntry),
  }));
}

const casesFrom = (beyond: '>' | '>='): string => `
  select u.id from (
    (select c.id from exception_case c where c.merchant_id = $1 and c.id ${beyond} $2 order by c.id limit $3)
    union
    (select distinct a.case_id from activity a where a.merchant_id = $1 and a.case_id ${beyond} $2 order by a.case_id limit $3)) u
   order by u.id limit $3`;

/** Cases with their histories, in order of their ids, after one or from the first on: those that exist, and those that have entries. */
export async function historiesPage(
  db: Queryable,
  merchantId: string,
  afterCase: string | null,
  limit: number,
): Promise<Omit<CaseHistory, 'awaiting'>[]> {
  const { rows: cases } = await db.query<{ id: string; end: string | null }>({
    name: afterCase === null ? 'first-histories' : 'next-histories',
    text: `select n.id, c.activity_hash as "end" from (${casesFrom(afterCase === null ? '>=' : '>')}) n
             left join exception_case c on c.merchant_id = $1 and c.id = n.id order by n.id`,
    values: [merchantId, afterCase ?? NIL, limit],
  });
  const { rows } = await db.query<LoggedEntry & { number: number | null }>({
    name: 'history-entries',
    text: `select s.number, ${LOGGED} from activity a
             left join activity_seal s on s.merchant_id = a.merchant_id and s.case_id = a.case_id and s.entry_id = a.id
            where a.merchant_id = $1 and a.case_id = any($2)`,
    values: [merchantId, cases.map(({ id }) => id)],
  });
  const entries = Map.groupBy(rows, ({ caseId }) => caseId);
  return cases.map(({ id: caseId, end }) => ({
    caseId,
    end,
    entries: (entries.get(caseId) ?? []).map(({ number, ...entry }) => ({ entry, number })),
  }));
}

/** What the sealer has yet to come to. */
export interface AwaitingSeals {
  /** Changes by case. */
  readonly byCase: ReadonlyMap<string, number>;
  readonly oldest: Instant | null;
}

/** The changes of a merchant beyond a position of the feed: each of them accounts for one entry. */
export async function awaitingSeals(db: Queryable, merchantId: string, from: FeedPosition): Promise<AwaitingSeals> {
  const { rows } = await db.query<{ caseId: string; changes: number; oldest: Instant }>(
    `select c.case_id as "caseId", count(*)::int as changes, min(c.at) as oldest from change c
      where c.merchant_id = $1 and (c.xid, c.seq) > ($2::xid8, $3::bigint) group by c.case_id`,
    [merchantId, from.xid, from.seq],
  );
  return {
    byCase: new Map(rows.map(({ caseId, changes }) => [caseId, changes])),
    oldest: rows.map(({ oldest }) => oldest).sort()[0] ?? null,
  };
}
