import type { DeliveredTo, Direction, Instant, MilestoneCode, Place, Reason, TimeCertainty } from '@whereabouts/model';
import type { Queryable } from '../db';
import { momentOfJson } from './json-rows';
import { read, readArrays, selectList } from './statement';

/** A milestone as the API shows it. */
export interface MilestoneView {
  readonly subjectId: string;
  readonly id: string;
  readonly code: MilestoneCode;
  readonly reasons: readonly Reason[];
  readonly occurredAt: Instant;
  readonly occurredLocal: string | null;
  readonly timeCertainty: TimeCertainty;
  readonly receivedAt: Instant;
  readonly observations: number;
  readonly place: Place | null;
  readonly deliveredTo: DeliveredTo | null;
  readonly direction: Direction;
  readonly attemptNumber: number | null;
  readonly sourceId: string;
  readonly sourceCode: string | null;
  readonly sourceText: string | null;
  readonly inputId: string | null;
  readonly mappingVersion: string | null;
}

export type MilestoneColumn = keyof MilestoneView;

const COLUMNS: Readonly<Record<MilestoneColumn, string>> = {
  subjectId: 'm.subject_id',
  id: 'm.id',
  code: 'm.code',
  reasons: 'm.reasons',
  occurredAt: 'm.occurred_at',
  occurredLocal: 'm.occurred_local',
  timeCertainty: 'm.time_certainty',
  receivedAt: 'm.received_at',
  observations: 'm.observations',
  place: 'm.place',
  deliveredTo: 'm.delivered_to',
  direction: 'm.direction',
  attemptNumber: 'm.attempt_number',
  sourceId: 'm.source_id',
  sourceCode: 'm.source_code',
  sourceText: 'm.source_text',
  inputId: 'm.input_id',
  mappingVersion: 'm.mapping_version',
};
export const MILESTONE_COLUMNS = Object.keys(COLUMNS) as MilestoneColumn[];
const SELECT = `select ${selectList(COLUMNS)} from milestone m where m.merchant_id = $1`;

/** The milestones `m` of the subjects that this SQL array names, each with its `kept.owner`. */
const ofSubjects = (subjectIds: string): string => `
    from (select id as owner, id as subject_id from unnest(${subjectIds}) id
          union all select a.subject_id, a.id from alias a where a.merchant_id = $1 and a.subject_id = any(${subjectIds})) kept
    join milestone m on m.merchant_id = $1 and m.subject_id = kept.subject_id`;

const OF_SUBJECTS = `
  select kept.owner, ${selectList(COLUMNS)} ${ofSubjects('$2::uuid[]')}
   order by m.occurred_at, m.id`;

/** A milestone of a shipment or an order, which is its owner. */
export type MilestoneOf = MilestoneView & { readonly owner: string };

/** The same as one value, of the subjects that this SQL array names: many small rows cost more than what they hold. */
export const milestonesSql = (subjectIds: string): string => `
  (select json_agg(json_build_array(kept.owner, ${Object.values(COLUMNS).join(', ')}) order by m.occurred_at, m.id)
     ${ofSubjects(subjectIds)})`;

const OWNED_COLUMNS = ['owner', ...MILESTONE_COLUMNS] as const;

export const milestonesOfJson = (rows: readonly (readonly unknown[])[] | null): MilestoneOf[] =>
  (rows ?? []).map((values) => toView<MilestoneOf>(OWNED_COLUMNS, values));

/** Which milestones to read: the last few, and of each these columns. */
export interface LatestSelection {
  readonly limit: number;
  readonly columns: readonly MilestoneColumn[];
}

/**
 * The latest milestones of what these expressions name, as one JSON value for `latestViews`: many small rows cost more
 * than what they hold. `$1` is the merchant. A parcel whose order nobody knows costs half: what is null is not looked for
 * in every month.
 */
export function latestMilestonesSql(columns: readonly MilestoneColumn[], limit: string, ...subjects: string[]): string {
  const list = subjects.join(', ');
  return `
    (select json_agg(json_build_array(${columns.map((name) => `m."${name}"`).join(', ')}))
       from (select ${columns.map((name) => `${COLUMNS[name]} as "${name}"`).join(', ')}
               from (select said.id as subject_id from unnest(array[${list}]) said(id) where said.id is not null
                     union all select a.id from alias a where a.merchant_id = $1 and a.subject_id in (${list})) kept
               join milestone m on m.merchant_id = $1 and m.subject_id = kept.subject_id
              order by m.occurred_at desc, m.id desc limit ${limit}) m)`;
}

/** What `latestMilestonesSql` gave; in order of time. */
export const latestViews = (columns: readonly MilestoneColumn[], latest: LatestJson): readonly MilestoneView[] =>
  latest ? latest.map((values) => toView<MilestoneView>(columns, values)).reverse() : [];
type LatestJson = readonly (readonly unknown[])[] | null;

export function milestonesByOwner(milestones: readonly MilestoneOf[]): ReadonlyMap<string, readonly MilestoneView[]> {
  const found = new Map<string, MilestoneView[]>();
  for (const one of milestones) {
    const known = found.get(one.owner);
    if (known) known.push(one);
    else found.set(one.owner, [one]);
  }
  return found;
}

/**
 * Milestones of shipments and orders, also of those that were told under the ids by which sources call them; by
 * subject, then time. Subjects without any are not in the answer.
 */
export async function milestonesOfSubjects(
  db: Queryable,
  merchantId: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MilestoneView[]>> {
  return milestonesByOwner(await read<MilestoneOf>(db, OF_SUBJECTS, [merchantId, subjectIds]));
}

/** The same, of each subject only the latest few, and of each milestone only these columns; all subjects are there. */
export async function latestMilestones(
  db: Queryable,
  merchantId: string,
  subjectIds: readonly string[],
  { limit, columns }: LatestSelection,
): Promise<ReadonlyMap<string, readonly MilestoneView[]>> {
  const text = `select o.id, ${latestMilestonesSql(columns, '$3', 'o.id')} from unnest($2::uuid[]) o(id)`;
  const rows = (await readArrays(db, text, [merchantId, subjectIds, limit])) as [string, LatestJson][];
  return new Map(rows.map(([owner, latest]) => [owner, latestViews(columns, latest)]));
}

const MOMENTS: ReadonlySet<string> = new Set(['occurredAt', 'receivedAt']);

function toView<View extends MilestoneView>(
  columns: readonly (keyof View & string)[],
  values: readonly unknown[],
): View {
  const view: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) {
    const name = columns[index]!;
    view[name] = MOMENTS.has(name) ? momentOfJson(values[index] as string) : values[index];
  }
  return view as never;
}

/** Milestones of several subjects by key, in no order. */
export const milestonesByKeys = (
  db: Queryable,
  merchantId: string,
  keys: readonly { readonly subjectId: string; readonly id: string }[],
): Promise<MilestoneView[]> =>
  read(db, `${SELECT} and (m.subject_id, m.id) in (select * from unnest($2::uuid[], $3::uuid[]))`, [
    merchantId,
    keys.map(({ subjectId }) => subjectId),
    keys.map(({ id }) => id),
  ]);
