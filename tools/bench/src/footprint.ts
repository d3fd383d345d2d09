import { recordset, toJson, type Columns } from '@whereabouts/store';
import type { Pool } from 'pg';

/** Rows as JSON, in the order in which they were written. */
type Rows = readonly Record<string, unknown>[];

const TABLES = [
  'shipment',
  'milestone',
  'exception_case',
  'activity',
  'change',
  'shipment_change',
  'deadline',
] as const;
type Table = (typeof TABLES)[number];

/** What a round of ours wrote: the rows themselves, to be written once more by hand. */
export interface Footprint {
  begin(): Promise<void>;
  end(): Promise<void>;
  readonly rows: ReadonlyMap<Table, Rows>;
  readonly inputs: Rows;
}

/** Finds what a round writes by the transactions that wrote it. */
export async function recordFootprint(pool: Pool): Promise<Footprint> {
  await pool.query('create sequence floor_number start 100000000');
  const rows = new Map<Table, Rows>();
  const state = { xid: '0', inputs: [] as Rows };
  const nextXid = async (): Promise<string> =>
    (await pool.query<{ x: string }>('select pg_current_xact_id()::text as x')).rows[0]!.x;
  return {
    rows,
    get inputs() {
      return state.inputs;
    },
    async begin() {
      state.xid = await nextXid();
    },
    async end() {
      for (const table of TABLES)
        rows.set(
          table,
          (
            await pool.query<{ row: Record<string, unknown> }>(
              `select to_jsonb(t) as row from ${table} t where xmin::text::bigint > $1`,
              [state.xid],
            )
          ).rows.map(({ row }) => row),
        );
      state.inputs = (
        await pool.query<Record<string, unknown>>(
          'select id, source_id, received_at, headers, body from inbox where xmin::text::bigint > $1 order by id',
          [state.xid],
        )
      ).rows;
    },
  };
}

/** Column names and types of a table, as the catalog has them; generated columns are left out. */
async function columnsOf(pool: Pool, table: string): Promise<Columns> {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' and attname <> 'xid' order by attnum`,
    [table],
  );
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
}

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const REPLACED: Readonly<Partial<Record<Table, Readonly<Record<string, string>>>>> = {
  milestone: { id: 'gen_random_uuid()' },
  exception_case: { id: 'gen_random_uuid()', shipment_id: 'gen_random_uuid()', number: `nextval('floor_number')::int` },
  activity: { id: 'gen_random_uuid()' },
};

const inserting = (table: Table, columns: Columns): string => {
  const names = Object.keys(columns);
  return `insert into ${table} (${names.join(', ')}) select ${names.map((name) => REPLACED[table]?.[name] ?? `r.${name}`).join(', ')} from ${recordset(columns)}`;
};

const updatingShipments = (columns: Columns): string => {
  const sets = Object.keys(columns).filter(
    (name) => !['merchant_id', 'id', 'tracking_number', 'epoch', 'carrier'].includes(name),
  );
  return `update shipment t set ${sets.map((name) => `${name} = r.${name}`).join(', ')} from ${recordset(columns)} where t.merchant_id = r.merchant_id and t.id = r.id`;
};

/** The effects of a round, dealt evenly over `count` batches. */
export async function effectBatches(
  pool: Pool,
  footprint: Footprint,
  count: number,
  tables: readonly Table[] = TABLES,
): Promise<Statement[][]> {
  const texts = new Map<Table, string>();
  for (const table of TABLES) {
    const columns = await columnsOf(pool, table);
    texts.set(table, table === 'shipment' ? updatingShipments(columns) : inserting(table, columns));
  }
  // Deadlines exist already: touching one again is an update.
  texts.set(
    'deadline',
    `update deadline t set due_at = r.due_at from ${recordset({ merchant_id: 'uuid', subject_kind: 'text', subject_id: 'uuid', due_at: 'timestamptz' })} where t.merchant_id = r.merchant_id and t.subject_kind = r.subject_kind and t.subject_id = r.subject_id`,
  );
  return Array.from({ length: count }, (_, batch) =>
    tables.flatMap((table): Statement[] => {
      const rows = footprint.rows.get(table)!;
      const share = rows.slice(
        Math.floor((rows.length * batch) / count),
        Math.floor((rows.length * (batch + 1)) / count),
      );
      return share.length ? [{ name: `floor-${table}`, text: texts.get(table)!, values: [toJson(share)] }] : [];
    }),
  );
}

/** Runs batches one after the other, each in a transaction, on one connection. */
export async function runBatches(pool: Pool, batches: readonly (readonly Statement[])[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const batch of batches) {
      await client.query('begin');
      for (const { name, text, values } of batch) await client.query({ name, text, values: [...values] });
      await client.query('commit');
    }
  } finally {
    client.release();
  }
}
