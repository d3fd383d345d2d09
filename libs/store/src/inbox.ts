import type { Instant } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import { parameters } from './read/statement';
import { recordset, toJson, type Columns } from './recordset';

/** One raw input as it came. */
export interface InboxInput {
  readonly merchantId: string;
  readonly id: string;
  readonly sourceId: string;
  readonly receivedAt: Instant;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An input whose effect is not committed yet. */
export interface PendingInput extends InboxInput {
  readonly attempts: number;
  readonly replay: boolean;
}

export interface InputKey {
  readonly merchantId: string;
  readonly inputId: string;
}

const INBOX_COLUMNS: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  source_id: 'uuid',
  received_at: 'timestamptz',
  content_type: 'text',
  headers: 'jsonb',
  start: 'int',
  size: 'int',
};

/** Bodies travel as one binary parameter and are cut apart by the server: no text encoding of bytes. */
const PUT = `
  with r as (select * from ${recordset(INBOX_COLUMNS)}),
       kept as (
         insert into inbox (merchant_id, id, source_id, received_at, content_type, headers, body)
         select merchant_id, id, source_id, received_at, content_type, headers, substring($2::bytea from start for size) from r)
  insert into pending (merchant_id, input_id, source_id, try_after)
  select merchant_id, id, source_id, now() + make_interval(secs => $3) from r`;

/**
 * Stores inputs and marks them as pending, in one statement and therefore one commit.
 * @param graceSeconds how long the process that received them has before another may take them up.
 */
export async function putInputs(db: Queryable, inputs: readonly InboxInput[], graceSeconds: number): Promise<void> {
  let start = 1;
  const rows = inputs.map((input) => {
    const row = {
      merchant_id: input.merchantId,
      id: input.id,
      source_id: input.sourceId,
      received_at: input.receivedAt,
      content_type: input.contentType,
      headers: input.headers,
      start,
      size: input.body.byteLength,
    };
    start += input.body.byteLength;
    return row;
  });
  const bodies = Buffer.concat(inputs.map(({ body }) => body));
  await db.query({ name: 'put-inputs', text: PUT, values: [toJson(rows), bodies, graceSeconds] });
}

const KEYS: Columns = { merchant_id: 'uuid', input_id: 'uuid' };

/**
 * Row by row, and by place in the table: this table holds next to nothing but many rows that were just deleted, and a
 * planner, which sees how few there are, would go through all of them.
 */
const CLAIM = `
  delete from pending where ctid = any (array(
    select p.ctid from (select merchant_id, input_id from ${recordset(KEYS)} order by merchant_id, input_id) r
     cross join lateral (select p.ctid from pending p
                          where p.merchant_id = r.merchant_id and p.input_id = r.input_id for update skip locked) p))
  returning input_id, replay`;

/**
 * Takes the inputs whose effect this transaction is about to commit. What another process has taken, or has already
 * applied, is not in the answer: so each input takes effect exactly once.
 */
export async function claimPending(
  tx: Tx,
  keys: readonly InputKey[],
): Promise<ReadonlyMap<string, { replay: boolean }>> {
  const { rows } = await tx.query<{ input_id: string; replay: boolean }>({
    name: 'claim-pending',
    text: CLAIM,
    values: [toJson(keys.map(({ merchantId, inputId }) => ({ merchant_id: merchantId, input_id: inputId })))],
  });
  return new Map(rows.map((row) => [row.input_id, { replay: row.replay }]));
}

export interface PendingRow {
  merchant_id: string;
  id: string;
  source_id: string;
  received_at: Instant;
  content_type: string | null;
  headers: Record<string, string>;
  body: Buffer;
  attempts: number;
  replay: boolean;
}

export const pendingInput = (row: PendingRow): PendingInput => ({
  merchantId: row.merchant_id,
  id: row.id,
  sourceId: row.source_id,
  receivedAt: row.received_at,
  contentType: row.content_type,
  headers: row.headers,
  body: row.body,
  attempts: row.attempts,
  replay: row.replay,
});

const ABANDONED = `
  with taken as (
    update pending set try_after = now() + make_interval(secs => $2), attempts = attempts + 1
     where ctid = any (array(
       select ctid from pending where try_after <= now() order by try_after limit $1 for update skip locked))
    returning merchant_id, input_id, attempts, replay)
  select i.merchant_id, i.id, i.source_id, i.received_at, i.content_type, i.headers, i.body, t.attempts, t.replay
    from taken t join inbox i on i.merchant_id = t.merchant_id and i.id = t.input_id
   order by i.id`;

/** Takes up inputs that nobody has applied in time, on a lease: after a crash, an overload or a replay order. */
export async function takeAbandoned(db: Queryable, limit: number, leaseSeconds: number): Promise<PendingInput[]> {
  const { rows } = await db.query<PendingRow>({
    name: 'take-abandoned',
    text: ABANDONED,
    values: [limit, leaseSeconds],
  });
  return rows.map(pendingInput);
}

/**
 * Ends the grace and leases of inputs that somebody had in hand: called by a process that starts, since whoever had them
 * may just have died. If not, an input is read twice and still applied once.
 */
export async function releaseLeases(db: Queryable): Promise<void> {
  await db.query(
    `update pending set try_after = now() where try_after > now() and try_after < now() + interval '1 hour'`,
  );
}

/** Which stored inputs to apply again. Ids are times: a range of ids is a range of times. */
export interface ReplayScope {
  readonly merchantId: string;
  readonly inputId?: string;
  readonly sourceId?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** Marks stored inputs as pending again. Returns how many. */
export async function orderReplay(db: Queryable, scope: ReplayScope): Promise<number> {
  const given = parameters(scope.merchantId);
  const only = [
    ...(scope.inputId === undefined ? [] : [`id = ${given.add(scope.inputId)}`]),
    ...(scope.sourceId === undefined ? [] : [`source_id = ${given.add(scope.sourceId)}`]),
    ...(scope.from === undefined ? [] : [`received_at >= ${given.add(scope.from)}`]),
    ...(scope.to === undefined ? [] : [`received_at < ${given.add(scope.to)}`]),
  ];
  const { rowCount } = await db.query(
    `insert into pending (merchant_id, input_id, source_id, try_after, replay)
     select merchant_id, id, source_id, now(), true from inbox where ${['merchant_id = $1', ...only].join(' and ')}
     on conflict (merchant_id, input_id) do nothing`,
    given.values,
  );
  return rowCount ?? 0;
}

/** How many inputs wait, at most `cap`, and since when the oldest does: for readiness, metrics and admission. */
export async function backlog(db: Queryable, cap: number): Promise<{ inputs: number; oldestSeconds: number }> {
  const { rows } = await db.query<{ inputs: number; oldest: number | null }>(
    `select (select count(*)::int from (select 1 from pending limit $1) p) as inputs,
            (select extract(epoch from now() - i.received_at)::float8 from pending p
               join inbox i on i.merchant_id = p.merchant_id and i.id = p.input_id
              order by p.try_after limit 1) as oldest`,
    [cap],
  );
  return { inputs: rows[0]!.inputs, oldestSeconds: Math.max(0, rows[0]!.oldest ?? 0) };
}

const NEXT_INPUTS = `
  select merchant_id, id, source_id, received_at, content_type, headers, body, 0 as attempts, false as replay
    from inbox where id > $1 order by id limit $2`;

/** Stored inputs of all merchants in order of receipt: for a rebuild. */
export async function inputsAfter(db: Queryable, lastId: string, limit: number): Promise<PendingInput[]> {
  const { rows } = await db.query<PendingRow>(NEXT_INPUTS, [lastId, limit]);
  return rows.map(pendingInput);
}

const INPUTS_OF_SOURCE = `
  select merchant_id, id, source_id, received_at, content_type, headers, body, 0 as attempts, false as replay
    from inbox where merchant_id = $1 and source_id = $2 and ($3::uuid is null or id < $3) and ($4::uuid is null or id = $4)
   order by id desc limit $5`;

/** Stored inputs of one source, the newest first, those before `before` where it is given; or one input alone. */
export async function inputsOfSource(
  db: Queryable,
  { merchantId, sourceId }: { readonly merchantId: string; readonly sourceId: string },
  page: { readonly before: string | null; readonly inputId: string | null; readonly limit: number },
): Promise<InboxInput[]> {
  const values = [merchantId, sourceId, page.before, page.inputId, page.limit];
  const { rows } = await db.query<PendingRow>(INPUTS_OF_SOURCE, values);
  return rows.map(pendingInput);
}

const INPUTS_BY_IDS = `
  select merchant_id, id, source_id, received_at, content_type, headers, body, 0 as attempts, false as replay
    from inbox where merchant_id = $1 and id = any($2::uuid[]) order by id`;

/** Stored inputs by their ids, in order of receipt. */
export async function inputsByIds(db: Queryable, merchantId: string, ids: readonly string[]): Promise<InboxInput[]> {
  const { rows } = await db.query<PendingRow>(INPUTS_BY_IDS, [merchantId, ids]);
  return rows.map(pendingInput);
}

/** Marks stored inputs as pending for this process and reads them. One that is pending already is left alone. */
const TAKE_AGAIN = `
  with again as (
    insert into pending (merchant_id, input_id, source_id, try_after, replay)
    select i.merchant_id, i.id, i.source_id, now() + make_interval(secs => $2), true
      from inbox i join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id)
    on conflict do nothing returning merchant_id, input_id)
  select i.merchant_id, i.id, i.source_id, i.received_at, i.content_type, i.headers, i.body, 0 as attempts, true as replay
    from again a join inbox i on i.merchant_id = a.merchant_id and i.id = a.input_id
   order by i.id`;

/** Takes stored inputs to apply them once more, on a lease. */
export async function takeAgain(
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
  leaseSeconds: number,
): Promise<PendingInput[]> {
  const keys = toJson(ids.map((id) => ({ merchant_id: merchantId, id })));
  const { rows } = await db.query<PendingRow>(TAKE_AGAIN, [keys, leaseSeconds]);
  return rows.map(pendingInput);
}
