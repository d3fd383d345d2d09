import type { Incident, IncidentStatus } from '@whereabouts/model';
import type { Queryable } from '../db';
import { selectCases, toCases, type CaseSelection, type CaseWithNeighbours } from '../read/case-views';
import { beyond, boundedCount, orderBy, toPage, type Page, type PageRequest, type SortColumn } from '../read/keyset';
import { parameters, read, readArrays } from '../read/statement';
import { INCIDENT_COLUMNS, incidentFromRow, type IncidentRow } from './incidents';

const SORT: readonly SortColumn[] = [
  { sql: 'opened_at', type: 'timestamptz', descending: true },
  { sql: 'id', type: 'uuid', descending: true },
];

/** Incidents of a merchant, the latest first; of some statuses only, where they are given. */
export async function incidentPage(
  db: Queryable,
  merchantId: string,
  statuses: readonly IncidentStatus[] | null,
  request: PageRequest,
): Promise<Page<Incident>> {
  const given = parameters(merchantId);
  let text = `select ${INCIDENT_COLUMNS} from incident where merchant_id = $1`;
  if (statuses) text += ` and status = any(${given.add(statuses)}::text[])`;
  if (request.after) text += ` and ${beyond(SORT, request.after, 'after', given.add)}`;
  if (request.before) text += ` and ${beyond(SORT, request.before, 'before', given.add)}`;
  text += ` order by ${orderBy(SORT, request.backward)} limit ${request.limit + 1}`;
  const { rows, ...ends } = toPage(await read<IncidentRow>(db, text, given.values), request);
  return { rows: rows.map(incidentFromRow), ...ends };
}

/** Exact up to 10,000. */
export async function incidentTotal(
  db: Queryable,
  merchantId: string,
  statuses: readonly IncidentStatus[] | null,
): Promise<number> {
  const given = parameters(merchantId);
  const only = statuses ? ` and status = any(${given.add(statuses)}::text[])` : '';
  const rows = await read<{ total: number }>(
    db,
    boundedCount(`from incident where merchant_id = $1${only}`),
    given.values,
  );
  return rows[0]!.total;
}

const CASE_SORT: readonly SortColumn[] = [{ sql: 'c.id', type: 'uuid' }];

/** The cases of an incident, in the order in which they were opened. */
export async function casePageOfIncident(
  db: Queryable,
  { merchantId, id }: Pick<Incident, 'merchantId' | 'id'>,
  request: PageRequest,
  selection: CaseSelection,
): Promise<Page<CaseWithNeighbours>> {
  const given = parameters(merchantId, id);
  let text = `${selectCases(selection)} where c.merchant_id = $1 and c.incident_id = $2`;
  if (request.after) text += ` and ${beyond(CASE_SORT, request.after, 'after', given.add)}`;
  text += ` order by ${orderBy(CASE_SORT, false)} limit ${request.limit + 1}`;
  return toPage(toCases(selection, await readArrays(db, text, given.values)), request);
}
