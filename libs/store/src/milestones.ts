import type { Milestone } from '@whereabouts/model';

import type { Tx } from './db';
import { namedUuid } from './ids';
import { insertRows, recordset, toJson, type Columns } from './recordset';

/** A milestone with where it belongs and what it came from. */
export interface MilestoneWrite extends Milestone {
  readonly merchantId: string;
  /** The shipment, the order while no parcel is known, or what a source calls either (`externalSubject`). */
  readonly subjectId: string;
  readonly inputId: string | null;
  /** The code table that gave it its meaning: `1.2.0+1a2b3c4d`, the plugin's version and the table's fingerprint. */
  readonly mappingVersion: string | null;
  /** How often this batch heard it. */
  readonly heard: number;
}

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

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  subject_id: 'uuid',
  id: 'uuid',
  code: 'text',
  reasons: 'text[]',
  occurred_at: 'timestamptz',
  occurred_local: 'text',
  time_certainty: 'text',
  received_at: 'timestamptz',
  observations: 'int',
  direction: 'text',
  facility_action: 'text',
  delivered_to: 'text',
  attempt_number: 'int',
  piece: 'text',
  leg: 'text',
  place: 'jsonb',
  source_id: 'uuid',
  source_code: 'text',
  source_sub_code: 'text',
  source_text: 'text',
  input_id: 'uuid',
  mapping_version: 'text',
};

/** What an event says, as against who says it and how often. Repeats keep the word of the earliest receipt. */
const CONTENT = Object.keys(COLUMNS).filter(
  (name) => !['merchant_id', 'subject_id', 'id', 'source_id', 'observations'].includes(name),
);

const put = (rules: { observations: string; prefer: string }): string => `${insertRows('milestone as m', COLUMNS)}
  on conflict (merchant_id, subject_id, id) do update
     set observations = ${rules.observations},
         ${CONTENT.map((name) => `${name} = case when ${rules.prefer} then excluded.${name} else m.${name} end`).join(', ')}
  returning m.id, m.input_id, m.observations`;

const EARLIER = '(excluded.received_at, excluded.input_id) < (m.received_at, m.input_id)';
const PUT = put({ observations: 'm.observations + excluded.observations', prefer: EARLIER });
/** The same bytes again are no new observation; but the plugin may have learned to read them better. */
const PUT_AGAIN = put({ observations: 'm.observations', prefer: `excluded.input_id = m.input_id or ${EARLIER}` });

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
  const rows = milestones.map((milestone) => ({
    merchant_id: milestone.merchantId,
    subject_id: milestone.subjectId,
    id: milestone.id,
    code: milestone.code,
    reasons: milestone.reasons,
    occurred_at: milestone.occurredAt,
    occurred_local: milestone.occurredLocal,
    time_certainty: milestone.timeCertainty,
    received_at: milestone.receivedAt,
    observations: milestone.heard,
    direction: milestone.direction,
    facility_action: milestone.facilityAction,
    delivered_to: milestone.deliveredTo,
    attempt_number: milestone.attemptNumber,
    piece: milestone.piece,
    leg: milestone.leg,
    place: milestone.place,
    source_id: milestone.sourceId,
    source_code: milestone.sourceCode,
    source_sub_code: milestone.sourceSubCode,
    source_text: milestone.sourceText,
    input_id: milestone.inputId,
    mapping_version: milestone.mappingVersion,
  }));
  const [name, text] = replayed ? ['put-milestones-again', PUT_AGAIN] : ['put-milestones', PUT];
  const { rows: kept } = await tx.query<KeptRow>({ name, text, values: [toJson(rows)] });
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

interface HistoryRow {
  owner: string;
  id: string;
  code: Milestone['code'];
  reasons: Milestone['reasons'];
  occurred_at: Milestone['occurredAt'];
  occurred_local: string | null;
  time_certainty: Milestone['timeCertainty'];
  received_at: Milestone['receivedAt'];
  direction: Milestone['direction'];
  facility_action: Milestone['facilityAction'] | null;
  delivered_to: Milestone['deliveredTo'] | null;
  attempt_number: number | null;
  place: Milestone['place'];
  source_id: string;
  source_kind: Milestone['sourceKind'];
  source_code: string | null;
  source_text: string | null;
}

const HISTORY = `
  with said as (select * from ${recordset({ merchant_id: 'uuid', subject_id: 'uuid' })}),
  kept as (select merchant_id, subject_id as owner, subject_id from said
           union all select merchant_id, subject_id, a.id from said join alias a using (merchant_id, subject_id))
  select k.owner, m.id, m.code, m.reasons, m.occurred_at, m.occurred_local, m.time_certainty, m.received_at, m.direction,
         m.facility_action, m.delivered_to, m.attempt_number, m.place, m.source_id, s.kind as source_kind, m.source_code, m.source_text
    from kept k
    join milestone m using (merchant_id, subject_id)
    join source s on s.merchant_id = m.merchant_id and s.id = m.source_id`;

/** All milestones of some subjects, with those told under the ids that sources call them by: for a refold, when a summary cannot simply be merged. */
export async function readHistory(
  tx: Tx,
  subjects: readonly { readonly merchantId: string; readonly subjectId: string }[],
): Promise<Map<string, Milestone[]>> {
  const { rows } = await tx.query<HistoryRow>({
    name: 'read-history',
    text: HISTORY,
    values: [toJson(subjects.map((subject) => ({ merchant_id: subject.merchantId, subject_id: subject.subjectId })))],
  });
  const history = new Map<string, Milestone[]>();
  for (const row of rows) {
    const known = history.get(row.owner) ?? [];
    known.push(fromRow(row));
    history.set(row.owner, known);
  }
  return history;
}

const fromRow = (row: HistoryRow): Milestone => ({
  id: row.id,
  code: row.code,
  reasons: row.reasons,
  occurredAt: row.occurred_at,
  occurredLocal: row.occurred_local,
  timeCertainty: row.time_certainty,
  receivedAt: row.received_at,
  direction: row.direction,
  ...(row.facility_action && { facilityAction: row.facility_action }),
  ...(row.delivered_to && { deliveredTo: row.delivered_to }),
  ...(row.attempt_number !== null && { attemptNumber: row.attempt_number }),
  place: row.place,
  sourceId: row.source_id,
  sourceKind: row.source_kind,
  sourceCode: row.source_code,
  sourceText: row.source_text,
});
