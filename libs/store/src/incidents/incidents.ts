import type { Incident, IncidentStatus, IncidentType, Instant, NewIncident } from '@whereabouts/model';
import { uuidv7 } from 'uuidv7';
import type { Queryable, Tx } from '../db';
import { insertRows, toJson, type Columns } from '../recordset';

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

async function takeNumbers(tx: Tx, merchantId: string, count: number): Promise<number> {
  const { rows } = await tx.query<{ first: number }>({
    name: 'take-incident-numbers',
    text: `update merchant set next_incident_number = next_incident_number + $2 where id = $1
           returning next_incident_number - $2 as first`,
    values: [merchantId, count],
  });
  return rows[0]!.first;
}

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
  const drafts: OpenedIncident[] = [];
  for (const merchantId of [...new Set(incidents.map((one) => one.merchantId))].sort()) {
    const own = incidents.filter((one) => one.merchantId === merchantId);
    const first = await takeNumbers(tx, merchantId, own.length);
    own.forEach((one, index) => drafts.push({ ...one, id: uuidv7(), number: first + index }));
  }
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
