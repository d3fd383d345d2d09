import type { Milestone } from '@whereabouts/model';
import type { Tx } from '../db';
import { inTransactionOn } from '../transactions';
import {
  HEARD_EARLIER,
  historiesOf,
  HISTORY_COLUMNS,
  KEPT_UNDER,
  MILESTONE_COLUMNS,
  onRepeat,
  subjectKeys,
  type HistoryRow,
  type SubjectKey,
} from '../milestone-rows';
import type { ShipmentKey } from '../shipments';
import type { OpenScope } from './stage';

/** The stored word `m` comes from an input that was read anew. */
export const IS_SCANNED = 'exists (select from scanned x where x.input_id = m.input_id)';
/** The stored row `m` takes the staged word `r`. */
export const TAKES_STAGED = `(${IS_SCANNED} or (r.received_at, r.input_id) < (m.received_at, m.input_id))`;

const NOBODY = '00000000-0000-0000-0000-000000000000';
const NIL = NOBODY;

/** The next subjects, in order, of which something is read otherwise. */
export async function subjectsToRemap(client: Tx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ subject_id: string }>(
    'select distinct subject_id from difference where subject_id > $1 order by subject_id limit $2',
    [after ?? NIL, limit],
  );
  return rows.map(({ subject_id: id }) => id);
}

/** The next shipments, in order, that a remap would touch. */
export async function shipmentsToRemap(
  client: Tx,
  { merchantId }: OpenScope,
  after: string | null,
  limit: number,
): Promise<ShipmentKey[]> {
  const { rows } = await client.query<{ id: string }>('select id from affected where id > $1 order by id limit $2', [
    after ?? NIL,
    limit,
  ]);
  return rows.map(({ id: shipmentId }) => ({ merchantId, shipmentId }));
}

/** Holds ids of sources, as news told under them does: nobody joins a parcel to them meanwhile. */
const HOLD_IDS = `
  select from alias where merchant_id = $1 and id = any($2::uuid[]) and subject_id = '${NOBODY}' order by id for update`;

const OWNERS = `
  select s.id from shipment s where s.merchant_id = $1 and s.id = any($2::uuid[])
  union
  select s.id from alias a join shipment s on s.merchant_id = a.merchant_id and s.id = a.subject_id
   where a.merchant_id = $1 and a.id = any($2::uuid[])`;

/** The shipments that milestones of these subjects are folded into, with the subjects held. Lock the shipments next. */
export async function ownersOf(tx: Tx, merchantId: string, subjectIds: readonly string[]): Promise<ShipmentKey[]> {
  await tx.query({ name: 'hold-remapped', text: HOLD_IDS, values: [merchantId, subjectIds] });
  const { rows } = await tx.query<{ id: string }>({
    name: 'owners-of-remapped',
    text: OWNERS,
    values: [merchantId, subjectIds],
  });
  return rows.map(({ id: shipmentId }) => ({ merchantId, shipmentId }));
}

const REMOVE = `
  delete from milestone m
   where m.merchant_id = $1 and m.source_id = $2 and m.subject_id = any($3::uuid[]) and ${IS_SCANNED}
     and not exists (select from remapped r where (r.merchant_id, r.subject_id, r.id) = (m.merchant_id, m.subject_id, m.id))`;

const NAMES = Object.keys(MILESTONE_COLUMNS).join(', ');

/** Events without codes may have parted or become one: they are counted anew. Others are as many as they were. */
const REWRITE = `
  insert into milestone as m (${NAMES})
  select ${NAMES} from remapped where merchant_id = $1 and subject_id = any($2::uuid[]) order by subject_id, id
  ${onRepeat({
    observations: `case when m.source_code is null and ${IS_SCANNED} then excluded.observations else m.observations end`,
    prefer: `(${IS_SCANNED} or ${HEARD_EARLIER})`,
  })}`;

/** Writes what was read over what is stored of these subjects. The shipments that own them are locked. */
export async function rewriteSubjects(
  tx: Tx,
  { merchantId, sourceId }: OpenScope,
  subjectIds: readonly string[],
): Promise<void> {
  await tx.query({ name: 'remove-remapped', text: REMOVE, values: [merchantId, sourceId, subjectIds] });
  await tx.query({ name: 'rewrite-remapped', text: REWRITE, values: [merchantId, subjectIds] });
}

const STAMP_PAGE = 5_000;
const STAMP_PASSES = 3;

const PAGE_END = `
  select subject_id, id from (
    select subject_id, id from remapped where (subject_id, id) > ($1, $2) order by subject_id, id limit ${STAMP_PAGE}) page
   order by subject_id desc, id desc limit 1`;

/** Passes over what somebody else holds: that row may wait for the next pass, a parcel's news must not. */
const STAMP = `
  with due as (
    select m.merchant_id, m.subject_id, m.id, r.mapping_version
      from remapped r join milestone m using (merchant_id, subject_id, id)
     where (r.subject_id, r.id) > ($1, $2) and (r.subject_id, r.id) <= ($3, $4)
       and m.input_id = r.input_id and m.mapping_version is distinct from r.mapping_version
     order by m.subject_id, m.id for update of m skip locked)
  update milestone m set mapping_version = due.mapping_version from due
   where (m.merchant_id, m.subject_id, m.id) = (due.merchant_id, due.subject_id, due.id)`;

async function stampOnce(client: Tx): Promise<number> {
  let [subject, id] = [NIL, NIL];
  let stamped = 0;
  for (;;) {
    const { rows } = await client.query<{ subject_id: string; id: string }>(PAGE_END, [subject, id]);
    const end = rows[0];
    if (!end) return stamped;
    const from = [subject, id];
    stamped += await inTransactionOn(client, async (tx) => {
      const { rowCount } = await tx.query(STAMP, [...from, end.subject_id, end.id]);
      return rowCount ?? 0;
    });
    [subject, id] = [end.subject_id, end.id];
  }
}

/** Notes the mapping version on milestones that mean what they meant. Returns on how many. */
export async function stampRemapped(client: Tx): Promise<number> {
  let stamped = 0;
  for (let pass = 0; pass < STAMP_PASSES; pass++) {
    const now = await stampOnce(client);
    if (now === 0) break;
    stamped += now;
  }
  return stamped;
}

const FORESEEN = `${KEPT_UNDER},
  told as (
    select k.owner, m.* from kept k join milestone m using (merchant_id, subject_id)
     where not (m.source_id = $2 and ${IS_SCANNED})
    union all
    select k.owner, r.* from kept k join remapped r using (merchant_id, subject_id))
  select distinct on (m.owner, m.id) m.owner, ${HISTORY_COLUMNS}
    from told m join source s on s.merchant_id = m.merchant_id and s.id = m.source_id
   order by m.owner, m.id, m.received_at, m.input_id`;

/** As `readHistory`, as it would be after the remap. */
export async function historyAsRemapped(
  client: Tx,
  { sourceId }: OpenScope,
  subjects: readonly SubjectKey[],
): Promise<Map<string, Milestone[]>> {
  const { rows } = await client.query<HistoryRow>({
    name: 'history-as-remapped',
    text: FORESEEN,
    values: [subjectKeys(subjects), sourceId],
  });
  return historiesOf(rows);
}
