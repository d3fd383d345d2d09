import type { Instant } from '@whereabouts/model';
import { keptCaseTotalSql, type CountedCases } from '../counters';
import type { Queryable } from '../db';
import { caseConditions, statusCondition, statusReach, type CaseFilter } from './case-filter';
import { selectCases, toCases, type CaseSelection, type CaseView, type CaseWithNeighbours } from './case-views';
import {
  beyond,
  boundedCount,
  orderBy,
  toPage,
  type Page,
  type PageRequest,
  type SortColumn,
  type SortKey,
} from './keyset';
import { parameters, read, readArrays } from './statement';

export type CaseOrderName = 'URGENCY' | 'OPENED_DESC' | 'UPDATED_DESC';
type Half = 'open' | 'closed' | 'all';

const ID: SortColumn = { sql: 'c.id', type: 'uuid' };
/** URGENCY: open cases by the next clock that runs out, then closed ones. The halves are walked one after the other. */
const SORTS: Readonly<Record<CaseOrderName, readonly SortColumn[]>> = {
  URGENCY: [{ sql: 'c.due_at', type: 'timestamptz' }, { sql: 'c.flag_count', type: 'int', descending: true }, ID],
  OPENED_DESC: [
    { sql: 'c.opened_at', type: 'timestamptz', descending: true },
    { ...ID, descending: true },
  ],
  UPDATED_DESC: [
    { sql: 'c.updated_at', type: 'timestamptz', descending: true },
    { ...ID, descending: true },
  ],
};

/** Where a case stands in an order; what a cursor holds. For URGENCY it begins with 1 for closed cases, else 0. */
export function caseSortKey(order: CaseOrderName, view: CaseView): SortKey {
  if (order === 'URGENCY') return [view.status === 'CLOSED' ? 1 : 0, view.dueAt, view.flagCount, view.id];
  return [order === 'OPENED_DESC' ? view.openedAt : view.updatedAt, view.id];
}

/** Columns that `caseSortKey` needs, whatever is selected beside them. */
export const SORT_COLUMNS = {
  URGENCY: ['id', 'status', 'dueAt', 'flagCount'],
  OPENED_DESC: ['id', 'openedAt'],
  UPDATED_DESC: ['id', 'updatedAt'],
} as const satisfies Record<CaseOrderName, readonly (keyof CaseView)[]>;

export interface CaseQuery {
  readonly merchantId: string;
  readonly filter: CaseFilter;
  readonly order: CaseOrderName;
  readonly page: PageRequest;
  readonly selection: CaseSelection;
  readonly now: Instant;
  /** Also how many there are in all, where a kept total tells. */
  readonly counted?: boolean;
}

export interface CasePage extends Page<CaseWithNeighbours> {
  /** How many there are in all. Null: ask `caseTotal`. */
  readonly total: number | null;
}

/** One page of the queue; one statement, or two where it goes from open to closed cases. */
export async function casePage(db: Queryable, query: CaseQuery): Promise<CasePage> {
  const rows: unknown[][] = [];
  const wanted = query.page.limit + 1;
  for (const half of halvesOf(query)) {
    rows.push(...(await readHalf(db, query, half, wanted - rows.length)));
    if (rows.length >= wanted) break;
  }
  const total = query.counted && keptPart(query.filter) ? (rows[0]?.at(-1) as number | undefined) : undefined;
  return { ...toPage(toCases(query.selection, rows), query.page), total: total ?? null };
}

function halvesOf({ filter, order, page }: CaseQuery): Half[] {
  const reach = statusReach(filter);
  if (order !== 'URGENCY') return reach.open || reach.closed ? ['all'] : [];
  const first = page.after?.[0] === 1 ? 1 : 0;
  const last = page.before?.[0] === 0 ? 0 : 1;
  const halves = (
    [
      ['open', 0],
      ['closed', 1],
    ] as const
  )
    .filter(([half, rank]) => reach[half] && rank >= first && rank <= last)
    .map(([half]) => half);
  return page.backward ? halves.reverse() : halves;
}

function readHalf(db: Queryable, query: CaseQuery, half: Half, limit: number): Promise<unknown[][]> {
  const { merchantId, filter, order, page, selection, now, counted } = query;
  const given = parameters(merchantId);
  const kept = counted ? keptPart(filter) : null;
  const total = kept ? [keptCaseTotalSql(kept, given.add)] : [];
  // Outside URGENCY the status literal still names the partial index where one half is all that is asked.
  const reach = statusReach(filter);
  const literal: Half = half !== 'all' || (reach.open && reach.closed) ? half : reach.open ? 'open' : 'closed';
  const where = [
    'c.merchant_id = $1',
    ...statusCondition(literal, filter, given),
    ...caseConditions(filter, now, given),
  ];
  const after = keyWithin(half, page.after);
  const before = keyWithin(half, page.before);
  if (after) where.push(beyond(SORTS[order], after, 'after', given.add));
  if (before) where.push(beyond(SORTS[order], before, 'before', given.add));
  // The limit is part of the text: a plan for an unknown limit is made for a tenth of the table.
  const text = `${selectCases(selection, total)} where ${where.join(' and ')} order by ${orderBy(SORTS[order], page.backward)} limit ${limit}`;
  return readArrays(db, text, given.values);
}

export interface CasesBehind {
  /** A case's id; null: from the beginning. */
  readonly after: string | null;
  readonly limit: number;
  readonly selection: CaseSelection;
  readonly now: Instant;
}

/** Cases in the order of their ids, which never changes: for whoever walks through all of them while they are worked on. */
export async function casesAfter(
  db: Queryable,
  merchantId: string,
  filter: CaseFilter,
  { after, limit, selection, now }: CasesBehind,
): Promise<CaseWithNeighbours[]> {
  const reach = statusReach(filter);
  if (!reach.open && !reach.closed) return [];
  const given = parameters(merchantId);
  const half: Half = reach.open && reach.closed ? 'all' : reach.open ? 'open' : 'closed';
  const where = ['c.merchant_id = $1', ...statusCondition(half, filter, given), ...caseConditions(filter, now, given)];
  if (after !== null) where.push(`c.id > ${given.add(after)}::uuid`);
  const text = `${selectCases(selection)} where ${where.join(' and ')} order by c.id limit ${limit}`;
  return toCases(selection, await readArrays(db, text, given.values));
}

/** The cursor's key within this half of an URGENCY order; null when the cursor lies in the other half. */
function keyWithin(half: Half, key: SortKey | null): SortKey | null {
  if (key === null || half === 'all') return key;
  return key[0] === (half === 'closed' ? 1 : 0) ? key.slice(1) : null;
}

/** What a kept total is asked with; null where the filter asks for more than it knows. */
function keptPart({ status, kind, ownerId, ...others }: CaseFilter): CountedCases | null {
  return Object.values(others).every((part) => part === undefined) ? { status, kind, ownerId } : null;
}

/** How many cases match: from kept totals where only status, kind and owner are asked; else exact up to 10,000. */
export async function caseTotal(db: Queryable, merchantId: string, filter: CaseFilter, now: Instant): Promise<number> {
  const given = parameters(merchantId);
  const kept = keptPart(filter);
  if (kept) return (await readArrays(db, `select ${keptCaseTotalSql(kept, given.add)}`, given.values))[0]![0] as number;
  const reach = statusReach(filter);
  if (!reach.open && !reach.closed) return 0;
  const half: Half = reach.open && reach.closed ? 'all' : reach.open ? 'open' : 'closed';
  const where = ['c.merchant_id = $1', ...statusCondition(half, filter, given), ...caseConditions(filter, now, given)];
  const rows = await read<{ total: number }>(
    db,
    boundedCount(`from exception_case c where ${where.join(' and ')}`),
    given.values,
  );
  return rows[0]!.total;
}

/** Cases of one merchant by id, in no order. */
export async function casesByIds(
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
  selection: CaseSelection,
): Promise<CaseWithNeighbours[]> {
  const text = `${selectCases(selection)} where c.merchant_id = $1 and c.id = any($2::uuid[])`;
  return toCases(selection, await readArrays(db, text, [merchantId, ids]));
}

/** A case by its id or by its number. */
export type CaseLookup = { readonly merchantId: string } & ({ readonly id: string } | { readonly number: number });

/** The condition on the case `c` that finds it, with the value for `$2`. `$1` is its merchant. */
export const atKey = (key: CaseLookup): readonly [condition: string, value: unknown] =>
  'id' in key ? ['c.merchant_id = $1 and c.id = $2', key.id] : ['c.merchant_id = $1 and c.number = $2', key.number];

export async function caseByKey(
  db: Queryable,
  key: CaseLookup,
  selection: CaseSelection,
): Promise<CaseWithNeighbours | null> {
  const [condition, value] = atKey(key);
  const text = `${selectCases(selection)} where ${condition}`;
  return toCases(selection, await readArrays(db, text, [key.merchantId, value]))[0] ?? null;
}

/** Every case of these shipments, oldest first. */
export async function caseViewsOfShipments(
  db: Queryable,
  merchantId: string,
  shipmentIds: readonly string[],
  selection: CaseSelection,
): Promise<CaseWithNeighbours[]> {
  const text = `${selectCases(selection)} where c.merchant_id = $1 and c.shipment_id = any($2::uuid[]) order by c.opened_at, c.id`;
  return toCases(selection, await readArrays(db, text, [merchantId, shipmentIds]));
}
