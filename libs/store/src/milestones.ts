import type { Milestone } from '@whereabouts/model';
import type { Tx } from './db';
import { namedUuid } from './ids';
import {
  FIRST_HEARD,
  HEARD_EARLIER,
  historiesOf,
  HISTORY_COLUMNS,
  insertMilestones,
  KEPT_UNDER,
  milestoneRow,
  subjectKeys,
  type HistoryRow,
  type MilestoneWrite,
  type SubjectKey,
} from './milestone-rows';
import { toJson } from './recordset';

export type { MilestoneWrite } from './milestone-rows';

/** Extended or basic form: carriers write both. */
const WALL_CLOCK = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?)?/;
const SANE_FROM = Date.UTC(1990, 0, 1);
const SANE_TO = Date.UTC(2100, 0, 1);

/** The wall clock as written, read as if it were UTC: part of an event's identity, whatever zone is found for it. */
function wallClockMs(occurredLocal: string | null): number {
  const match = WALL_CLOCK.exec(occurredLocal ?? '');
  if (!match) return 0;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const ms = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second);
  return ms >= SANE_FROM && ms < SANE_TO ? ms : 0;
}

/**
 * The identity of an event: account + shipment + piece + source code + local time + place. Not the wording: carriers
 * reword history.
 */
export function milestoneId(
  subjectId: string,
  event: Pick<Milestone, 'sourceId' | 'code' | 'piece' | 'sourceCode' | 'sourceSubCode' | 'occurredLocal' | 'place'>,
): string {
  const { place } = event;
  return namedUuid(
    wallClockMs(event.occurredLocal),
    subjectId,
    event.sourceId,
    event.piece ?? '',
    // Sources without codes are told apart by what we made of them.
    event.sourceCode ?? event.code,
    event.sourceSubCode ?? '',
    event.occurredLocal ?? '',
    place
      ? [place.city, place.region, place.postalCode, place.country, place.facility].map((part) => part ?? '').join('|')
      : '',
  );
}

const RETURNING = 'returning m.id, m.input_id, m.observations';
const PUT = `${insertMilestones('milestone', FIRST_HEARD)} ${RETURNING}`;
/** The same bytes again are no new observation; but the plugin may have learned to read them better. */
const PUT_AGAIN = `${insertMilestones('milestone', {
  observations: 'm.observations',
  prefer: `excluded.input_id = m.input_id or ${HEARD_EARLIER}`,
})} ${RETURNING}`;

/** What became of a milestone: new; known, and its word stands; known, and its word was replaced by an earlier one. */
export type MilestoneFate = 'added' | 'repeated' | 'replaced';

/**
 * Adds milestones; a repeated one raises its observation count instead, unless the input is replayed.
 * No milestone may stand twice in one call. Returns what became of each, by id.
 */
export async function putMilestones(
  tx: Tx,
  milestones: readonly MilestoneWrite[],
  replayed: boolean,
): Promise<ReadonlyMap<string, MilestoneFate>> {
  const [name, text] = replayed ? ['put-milestones-again', PUT_AGAIN] : ['put-milestones', PUT];
  const { rows: kept } = await tx.query<KeptRow>({ name, text, values: [toJson(milestones.map(milestoneRow))] });
  const brought = new Map(milestones.map((milestone) => [milestone.id, milestone]));
  return new Map(kept.map((row) => [row.id, fateOf(row, brought.get(row.id)!)]));
}

interface KeptRow {
  id: string;
  input_id: string | null;
  observations: number;
}

/** A row that was there before has been observed more often than this batch heard it. */
const fateOf = (kept: KeptRow, { inputId, heard }: MilestoneWrite): MilestoneFate =>
  kept.input_id !== inputId ? 'repeated' : kept.observations === heard ? 'added' : 'replaced';

// Subject by subject, and only then whose word it is: `offset 0` keeps the parts apart.
const HISTORY = `${KEPT_UNDER}
  select k.owner, ${HISTORY_COLUMNS}
    from kept k
    cross join lateral (
      select m.* from milestone m where m.merchant_id = k.merchant_id and m.subject_id = k.subject_id offset 0) m
    join source s on s.merchant_id = m.merchant_id and s.id = m.source_id`;

/** All milestones of some subjects, with those told under the ids that sources call them by: for a refold, when a summary cannot simply be merged. */
export async function readHistory(tx: Tx, subjects: readonly SubjectKey[]): Promise<Map<string, Milestone[]>> {
  const { rows } = await tx.query<HistoryRow>({ name: 'read-history', text: HISTORY, values: [subjectKeys(subjects)] });
  return historiesOf(rows);
}
