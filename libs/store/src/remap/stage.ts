import type { Instant } from '@whereabouts/model';
import type { Tx } from '../db';
import { pendingInput, type PendingInput, type PendingRow } from '../inbox';
import { FIRST_HEARD, insertMilestones, milestoneRow, type MilestoneWrite } from '../milestone-rows';
import { toJson } from '../recordset';

/** Which stored inputs are mapped anew: those of a source, or those that it sent from some moment on. */
export interface RemapScope {
  readonly merchantId: string;
  readonly sourceId: string;
  readonly from?: Instant;
}

export interface OpenScope extends RemapScope {
  /** The newest input when it was opened: what comes later is read as it is now, and none of this. */
  readonly last: string;
  readonly inputs: number;
}

/**
 * What stored inputs say as they are read now, beside what is stored: `remapped` holds their milestones, `scanned` the
 * inputs. Tables of the connection's own, on disk: the memory needed does not grow with them.
 */
const TABLES = `
  create temp table scanned (input_id uuid primary key);
  create temp table remapped (like milestone, primary key (merchant_id, subject_id, id))`;

/** An input that was not applied yet will be read as it is now anyway; of one that was set aside nothing is stored. */
const IN_SCOPE = `
  from inbox i where i.merchant_id = $1 and i.source_id = $2 and i.received_at >= $3 and i.id <= $4
   and not exists (select from pending p where (p.merchant_id, p.input_id) = (i.merchant_id, i.id) and not p.replay)
   and not exists (select from dead_letter d where (d.merchant_id, d.input_id, d.path) = (i.merchant_id, i.id, ''))`;

const LONG_AGO = '1970-01-01T00:00:00.000Z';
const NIL = '00000000-0000-0000-0000-000000000000';

const inScope = ({ merchantId, sourceId, from, last }: Omit<OpenScope, 'inputs'>): unknown[] => [
  merchantId,
  sourceId,
  from ?? LONG_AGO,
  last,
];

/** Makes the tables and says how much there is to read. They end with the connection. */
export async function openRemap(client: Tx, scope: RemapScope): Promise<OpenScope> {
  await client.query('set statement_timeout = 0');
  await client.query(TABLES);
  const newest = await client.query<{ id: string }>(
    'select id from inbox where merchant_id = $1 order by id desc limit 1',
    [scope.merchantId],
  );
  const open = { ...scope, last: newest.rows[0]?.id ?? NIL };
  const { rows } = await client.query<{ inputs: number }>(`select count(*)::int as inputs ${IN_SCOPE}`, inScope(open));
  return { ...open, inputs: rows[0]!.inputs };
}

/** The next inputs in order of receipt. */
export async function inputsToRemap(
  client: Tx,
  scope: OpenScope,
  after: string | null,
  limit: number,
): Promise<PendingInput[]> {
  const { rows } = await client.query<PendingRow>(
    `select i.merchant_id, i.id, i.source_id, i.received_at, i.content_type, i.headers, i.body, 0 as attempts, false as replay
     ${IN_SCOPE} and i.id > $5 order by i.id limit $6`,
    [...inScope(scope), after ?? NIL, limit],
  );
  return rows.map(pendingInput);
}

const STAGE = insertMilestones('remapped', FIRST_HEARD);

/** Keeps what a batch of inputs says now, as if it were told for the first time. */
export async function stageRemapped(
  client: Tx,
  inputIds: readonly string[],
  milestones: readonly MilestoneWrite[],
): Promise<void> {
  await client.query('insert into scanned select unnest($1::uuid[])', [inputIds]);
  if (milestones.length) await client.query(STAGE, [toJson(milestones.map(milestoneRow))]);
}
