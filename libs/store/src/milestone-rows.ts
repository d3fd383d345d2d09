import type { Milestone } from '@whereabouts/model';
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

export const MILESTONE_COLUMNS: Columns = {
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
export const MILESTONE_CONTENT = Object.keys(MILESTONE_COLUMNS).filter(
  (name) => !['merchant_id', 'subject_id', 'id', 'source_id', 'observations'].includes(name),
);

export const milestoneRow = (milestone: MilestoneWrite): Record<string, unknown> => ({
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
});

/** What a known event becomes when it is told again; `m` is the row that is there, `excluded` the one told now. */
export interface RepeatRules {
  readonly observations: string;
  /** When the word told now replaces the one that is there. */
  readonly prefer: string;
}

export const onRepeat = ({ observations, prefer }: RepeatRules): string => `
  on conflict (merchant_id, subject_id, id) do update
     set observations = ${observations},
         ${MILESTONE_CONTENT.map((name) => `${name} = case when ${prefer} then excluded.${name} else m.${name} end`).join(', ')}`;

export const HEARD_EARLIER = '(excluded.received_at, excluded.input_id) < (m.received_at, m.input_id)';
export const FIRST_HEARD: RepeatRules = {
  observations: 'm.observations + excluded.observations',
  prefer: HEARD_EARLIER,
};

/** Adds milestones, given as one parameter, to a table of their shape. */
export const insertMilestones = (table: string, rules: RepeatRules): string =>
  `${insertRows(`${table} as m`, MILESTONE_COLUMNS)} ${onRepeat(rules)}`;

export interface HistoryRow {
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

/** What a refold reads of a milestone `m` and its source `s`. */
export const HISTORY_COLUMNS = `m.id, m.code, m.reasons, m.occurred_at, m.occurred_local, m.time_certainty, m.received_at, m.direction,
         m.facility_action, m.delivered_to, m.attempt_number, m.place, m.source_id, s.kind as source_kind, m.source_code, m.source_text`;

/**
 * Subjects that are given as one parameter, and what sources call them: `owner` is who was asked for. An order also owns
 * what is told of its shipments that have no number yet, also where these name it by a source's id: two steps.
 */
export const KEPT_UNDER = `
  with said as (select * from ${recordset({ merchant_id: 'uuid', subject_id: 'uuid' })}),
  named as (select merchant_id, subject_id as owner, a.id from said join alias a using (merchant_id, subject_id)),
  kept as (select merchant_id, subject_id as owner, subject_id from said
           union select merchant_id, owner, id from named
           union select n.merchant_id, n.owner, a.id from named n join alias a on a.merchant_id = n.merchant_id and a.subject_id = n.id)`;

export interface SubjectKey {
  readonly merchantId: string;
  readonly subjectId: string;
}

/** The parameter of `KEPT_UNDER`. */
export const subjectKeys = (subjects: readonly SubjectKey[]): string =>
  toJson(subjects.map(({ merchantId, subjectId }) => ({ merchant_id: merchantId, subject_id: subjectId })));

/** The milestones of each owner. */
export function historiesOf(rows: readonly HistoryRow[]): Map<string, Milestone[]> {
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
