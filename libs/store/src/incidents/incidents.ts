import type { Incident, IncidentStatus, IncidentType, Instant, NewIncident } from '@whereabouts/model';
import { uuidv7 } from 'uuidv7';
import type { Queryable, Tx } from '../db';
import { insertRows, recordset, toJson, type Columns } from '../recordset';
import { numberGiver } from '../take-numbers';

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  number: 'int',
  type: 'text',
  key: 'text',
  title: 'text',
  because: 'text',
  status: 'text',
  since: 'timestamptz',
  opened_at: 'timestamptz',
  source_id: 'uuid',
  is_linking: 'boolean',
};

const INSERT = `${insertRows('incident', COLUMNS)} on conflict (merchant_id, key) where status in ('OFFERED', 'ACCEPTED')
  do nothing returning id`;

export interface OpenedIncident extends NewIncident {
  readonly id: string;
  readonly number: number;
}

/** Opens incidents; one whose key has a live one is left out. `isLinking`: their cases wait to be linked. */
export async function openIncidents(
  tx: Tx,
  incidents: readonly NewIncident[],
  now: Instant,
  isLinking: boolean,
): Promise<OpenedIncident[]> {
  const number = await numberGiver(tx, 'incident', incidents);
  const drafts = incidents.map((one): OpenedIncident => ({ ...one, id: uuidv7(), number: number(one.merchantId) }));
  const rows = drafts.map((one) => ({
    merchant_id: one.merchantId,
    id: one.id,
    number: one.number,
    type: one.type,
    key: one.key,
    title: one.title,
    because: one.because,
    status: 'OFFERED',
    since: one.since,
    opened_at: now,
    source_id: one.sourceId,
    is_linking: isLinking,
  }));
  const { rows: added } = await tx.query<{ id: string }>({
    name: 'open-incidents',
    text: INSERT,
    values: [toJson(rows)],
  });
  const ids = new Set(added.map(({ id }) => id));
  return drafts.filter(({ id }) => ids.has(id));
}

/** Closes the live incident of a key, if there is one. */
export async function closeIncidentOf(tx: Tx, merchantId: string, key: string, now: Instant): Promise<void> {
  await tx.query({
    name: 'close-incident-of',
    text: `update incident set status = 'CLOSED', closed_at = $3
            where merchant_id = $1 and key = $2 and status in ('OFFERED', 'ACCEPTED')`,
    values: [merchantId, key, now],
  });
}

export interface IncidentRow {
  merchant_id: string;
  id: string;
  number: number;
  type: IncidentType;
  key: string;
  title: string;
  because: string;
  status: IncidentStatus;
  since: Instant;
  opened_at: Instant;
  decided_at: Instant | null;
  decided_by: string | null;
  closed_at: Instant | null;
  cases: number;
  open_cases: number;
  source_id: string | null;
}

export const INCIDENT_COLUMNS = `merchant_id, id, number, type, key, title, because, status, since, opened_at, decided_at, decided_by,
  closed_at, cases, open_cases, source_id`;

export const incidentFromRow = (row: IncidentRow): Incident => ({
  merchantId: row.merchant_id,
  id: row.id,
  number: row.number,
  type: row.type,
  key: row.key,
  title: row.title,
  because: row.because,
  status: row.status,
  since: row.since,
  openedAt: row.opened_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  closedAt: row.closed_at,
  cases: row.cases,
  openCases: row.open_cases,
  sourceId: row.source_id,
});

/** Some incidents of a merchant, by id. */
export async function incidentsById(
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Incident>> {
  const { rows } = await db.query<IncidentRow>({
    name: 'incidents-by-id',
    text: `select ${INCIDENT_COLUMNS} from incident where merchant_id = $1 and id = any($2::uuid[])`,
    values: [merchantId, ids],
  });
  return new Map(rows.map((row) => [row.id, incidentFromRow(row)]));
}

export interface IncidentDelta {
  readonly merchantId: string;
  readonly id: string;
  readonly cases: number;
  readonly openCases: number;
}

/** An incident whose last open case is gone is over. Who joins one that ended meanwhile is let go again. */
const IS_OVER = `r.open_cases < 0 and i.open_cases + r.open_cases <= 0 and i.status in ('OFFERED', 'ACCEPTED')`;
const BUMP = `
  with held as (
    select r.merchant_id, r.id, r.cases, r.open_cases
      from incident i
      join ${recordset({ merchant_id: 'uuid', id: 'uuid', cases: 'int', open_cases: 'int' })} using (merchant_id, id)
     order by i.merchant_id, i.id for no key update of i)
  update incident i set cases = i.cases + r.cases, open_cases = i.open_cases + r.open_cases,
         status = case when ${IS_OVER} then 'CLOSED' else i.status end,
         closed_at = case when ${IS_OVER} then $2 else i.closed_at end,
         is_linking = i.is_linking or (i.status in ('DISMISSED', 'CLOSED') and r.cases > 0)
    from held r
   where i.merchant_id = r.merchant_id and i.id = r.id`;

/** Keeps the counts of incidents true. Near the end of a transaction, in key order. */
export async function bumpIncidents(tx: Tx, deltas: readonly IncidentDelta[], now: Instant): Promise<void> {
  const rows = deltas.map(({ merchantId, id, cases, openCases }) => ({
    merchant_id: merchantId,
    id,
    cases,
    open_cases: openCases,
  }));
  await tx.query({ name: 'bump-incidents', text: BUMP, values: [toJson(rows), now] });
}

/** One incident, locked for a decision. */
export async function lockIncident(tx: Tx, merchantId: string, id: string): Promise<Incident | null> {
  const { rows } = await tx.query<IncidentRow>({
    name: 'lock-incident',
    text: `select ${INCIDENT_COLUMNS} from incident where merchant_id = $1 and id = $2 for no key update`,
    values: [merchantId, id],
  });
  return rows[0] ? incidentFromRow(rows[0]) : null;
}

/** What a person made of an incident. A dismissed one lets its cases go. */
export async function decideIncident(
  tx: Tx,
  { merchantId, id }: Pick<Incident, 'merchantId' | 'id'>,
  status: Extract<IncidentStatus, 'ACCEPTED' | 'DISMISSED'>,
  by: string,
  at: Instant,
): Promise<void> {
  await tx.query(
    `update incident set status = $3, decided_by = $4, decided_at = $5, is_linking = is_linking or $3 = 'DISMISSED'
      where merchant_id = $1 and id = $2`,
    [merchantId, id, status, by, at],
  );
}

/** Incidents whose cases wait to be linked or let go. One index probe when there is none. */
export async function linkingIncidents(db: Queryable, limit: number): Promise<Incident[]> {
  const { rows } = await db.query<IncidentRow>({
    name: 'linking-incidents',
    text: `select ${INCIDENT_COLUMNS} from incident where is_linking order by merchant_id, id limit $1`,
    values: [limit],
  });
  return rows.map(incidentFromRow);
}

/** All its cases are linked, or let go, as its status demands. */
export async function endLinking(tx: Tx, { merchantId, id, status }: Incident): Promise<void> {
  await tx.query({
    name: 'end-linking',
    text: 'update incident set is_linking = false where merchant_id = $1 and id = $2 and status = $3',
    values: [merchantId, id, status],
  });
}

/** Ids of the cases of an incident after one of them. */
export async function caseIdsOfIncident(
  db: Queryable,
  { merchantId, id }: Pick<Incident, 'merchantId' | 'id'>,
  only: 'open' | 'all',
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: `cases-of-incident-${only}`,
    text: `select id from exception_case where merchant_id = $1 and incident_id = $2 and id > $3
             ${only === 'open' ? `and status <> 'CLOSED'` : ''} order by id limit $4`,
    values: [merchantId, id, after, limit],
  });
  return rows.map((row) => row.id);
}
