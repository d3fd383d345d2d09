import type { Instant } from '@whereabouts/model';
import type { Queryable, Tx } from './db';
import type { InputKey } from './inbox';
import { parameters } from './read/statement';
import { insertRows, recordset, toJson, type Columns } from './recordset';

/** An input, or one record of it, that was set aside. */
export interface DeadLetterInput {
  readonly merchantId: string;
  readonly id: string;
  readonly inputId: string;
  readonly sourceId: string;
  readonly path: string;
  readonly error: string;
  readonly attempts: number;
  readonly preview: string;
  readonly receivedAt: Instant;
  readonly failedAt: Instant;
}

const DEAD_LETTER: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  input_id: 'uuid',
  source_id: 'uuid',
  path: 'text',
  error: 'text',
  attempts: 'int',
  preview: 'text',
  received_at: 'timestamptz',
  failed_at: 'timestamptz',
};

const PUT_DEAD = `${insertRows('dead_letter', DEAD_LETTER)}
  on conflict (merchant_id, input_id, path) do update
     set error = excluded.error, attempts = dead_letter.attempts + 1, failed_at = excluded.failed_at`;

/** Sets inputs or single records aside with the reason. */
export async function putDeadLetters(tx: Tx, letters: readonly DeadLetterInput[]): Promise<void> {
  await tx.query({
    name: 'put-dead-letters',
    text: PUT_DEAD,
    values: [
      toJson(
        letters.map((letter) => ({
          merchant_id: letter.merchantId,
          id: letter.id,
          input_id: letter.inputId,
          source_id: letter.sourceId,
          path: letter.path,
          error: letter.error,
          attempts: letter.attempts,
          preview: letter.preview,
          received_at: letter.receivedAt,
          failed_at: letter.failedAt,
        })),
      ),
    ],
  });
}

const KEYS: Columns = { merchant_id: 'uuid', input_id: 'uuid' };

const CLEAR_DEAD = `
  delete from dead_letter d using ${recordset(KEYS)}
   where d.merchant_id = r.merchant_id and d.input_id = r.input_id and d.failed_at <> $2`;

/** After a replay: forgets what no longer fails. `failedAt` is the moment of this replay's own failures. */
export async function clearDeadLetters(tx: Tx, keys: readonly InputKey[], failedAt: Instant): Promise<void> {
  await tx.query({
    name: 'clear-dead-letters',
    text: CLEAR_DEAD,
    values: [toJson(keys.map(({ merchantId, inputId }) => ({ merchant_id: merchantId, input_id: inputId }))), failedAt],
  });
}

export interface DeadLetterScope {
  readonly merchantId: string;
  readonly ids?: readonly string[];
  readonly sourceId?: string;
}

/** The inputs behind dead letters, a page at a time. */
export async function deadLetterInputs(
  db: Queryable,
  scope: DeadLetterScope,
  lastId: string,
  limit: number,
): Promise<string[]> {
  const given = parameters(scope.merchantId);
  // Those that are named are looked up one by one: `offset 0` keeps the walk in order of inputs from them.
  const among =
    scope.ids === undefined
      ? 'dead_letter'
      : `(select d.* from unnest(${given.add(scope.ids)}::uuid[]) as w (id) cross join lateral (
            select d.* from dead_letter d where d.merchant_id = $1 and d.id = w.id offset 0) d)`;
  const only = [
    'merchant_id = $1',
    `input_id > ${given.add(lastId)}`,
    ...(scope.sourceId === undefined ? [] : [`source_id = ${given.add(scope.sourceId)}`]),
  ];
  const { rows } = await db.query<{ input_id: string }>(
    `select distinct input_id from ${among} d where ${only.join(' and ')}
      order by input_id limit ${given.add(limit)}`,
    given.values,
  );
  return rows.map((row) => row.input_id);
}

/** How many of these inputs have dead letters. */
export async function stillDead(db: Queryable, merchantId: string, inputIds: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(distinct input_id)::int as n from dead_letter where merchant_id = $1 and input_id = any($2::uuid[])',
    [merchantId, inputIds],
  );
  return rows[0]!.n;
}
