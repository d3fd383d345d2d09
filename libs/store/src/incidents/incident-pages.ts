import type { Incident, IncidentStatus } from '@whereabouts/model';
import type { Queryable } from '../db';
import { fromJsonCases, jsonCases, type CaseSelection, type CaseWithNeighbours } from '../read/case-views';
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

/** Which stretch of a list of cases. */
export interface CaseStretch {
  /** The id behind which it begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** Less than any id of a case. A condition that may be left out would be a filter, and no place in an index. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Of each of these incidents its cases, in the order in which they were opened; one more than the limit where there is more. */
export async function casesOfIncidents(
  db: Queryable,
  merchantId: string,
  incidentIds: readonly string[],
  { after, limit }: CaseStretch,
  selection: CaseSelection,
): Promise<ReadonlyMap<string, readonly CaseWithNeighbours[]>> {
  const own = `from (select * from exception_case
    where merchant_id = $1 and incident_id = i.id and id > $3 order by id limit ${limit + 1}) c`;
  const text = `select i.id, ${jsonCases(selection, own, 'c.id')} from unnest($2::uuid[]) i(id)`;
  const rows = (await readArrays(db, text, [merchantId, incidentIds, after ?? BEFORE_ALL])) as [
    string,
    unknown[][] | null,
  ][];
  return new Map(rows.map(([id, cases]) => [id, fromJsonCases(selection, cases)]));
}
