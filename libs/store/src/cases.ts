import { NO_RECOVERY, NO_RESOLUTION, type ExceptionCase, type Instant } from '@whereabouts/model';
import { CASE_FACTS, caseFactsOf, caseFactsRow, type CaseFacts, type CaseFactsRow } from './case-place';
import type { Tx } from './db';
import { insertRows, recordset, rowsToJson, toJson, updateRows, type Columns } from './recordset';

/** A case as apply holds it, with the end of its activity chain. */
export interface StoredCase extends ExceptionCase {
  readonly facts: CaseFacts;
  readonly activityHash: string;
}

/** A row as `SELECT_STORED_CASES` reads it. */
export interface CaseRow extends CaseFactsRow {
  merchant_id: string;
  id: string;
  number: number;
  shipment_id: string | null;
  order_id: string | null;
  ticket_id: string | null;
  kind: ExceptionCase['kind'];
  reason: ExceptionCase['reason'];
  status: ExceptionCase['status'];
  waiting_on: ExceptionCase['waitingOn'];
  snoozed_until: Instant | null;
  episode: number;
  cycle: number;
  flags: ExceptionCase['flags'];
  owner_id: string;
  opened_at: Instant;
  closed_at: Instant | null;
  close_code: ExceptionCase['closeCode'];
  closed_by: string | null;
  first_action_due_at: Instant;
  first_action_at: Instant | null;
  warn_at: Instant;
  warned_at: Instant | null;
  breached_at: Instant | null;
  escalated_at: Instant | null;
  paused_since: Instant | null;
  paused_until: Instant | null;
  resolution_due_at: Instant | null;
  next_update_due_at: Instant | null;
  due_at: Instant;
  next_clock_at: Instant | null;
  clocks: ExceptionCase['clocks'];
  detection: ExceptionCase['detection'];
  customer_track: ExceptionCase['customerTrack'];
  recovery_track: ExceptionCase['recoveryTrack'];
  tags: string[];
  evidence_requests: ExceptionCase['evidenceRequests'];
  incident_id: string | null;
  earlier_cycles: ExceptionCase['earlierCycles'];
  version: number;
  updated_at: Instant;
  activity_hash: string;
}

/** What most steps of a case change. */
const MOVING: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  status: 'text',
  waiting_on: 'text',
  snoozed_until: 'timestamptz',
  owner_id: 'uuid',
  due_at: 'timestamptz',
  first_action_due_at: 'timestamptz',
  first_action_at: 'timestamptz',
  warn_at: 'timestamptz',
  warned_at: 'timestamptz',
  breached_at: 'timestamptz',
  escalated_at: 'timestamptz',
  paused_since: 'timestamptz',
  paused_until: 'timestamptz',
  resolution_due_at: 'timestamptz',
  next_update_due_at: 'timestamptz',
  next_clock_at: 'timestamptz',
  clocks: 'jsonb',
  version: 'int',
  updated_at: 'timestamptz',
  activity_hash: 'text',
};

const SELDOM: Columns = {
  shipment_id: 'uuid',
  order_id: 'uuid',
  reason: 'text',
  cycle: 'int',
  flags: 'jsonb',
  flag_count: 'smallint',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
  close_code: 'text',
  closed_by: 'text',
  detection: 'jsonb',
  customer_track: 'jsonb',
  recovery_track: 'jsonb',
  tags: 'text[]',
  evidence_requests: 'jsonb',
  incident_id: 'uuid',
  earlier_cycles: 'jsonb',
  ...CASE_FACTS,
};

const ALL: Columns = {
  ...MOVING,
  ...SELDOM,
  number: 'int',
  kind: 'text',
  episode: 'int',
  ticket_id: 'uuid',
};

const movingRow = (stored: StoredCase): Record<string, unknown> => ({
  merchant_id: stored.merchantId,
  id: stored.id,
  status: stored.status,
  waiting_on: stored.waitingOn,
  snoozed_until: stored.snoozedUntil,
  owner_id: stored.ownerId,
  due_at: stored.sla.dueAt,
  first_action_due_at: stored.sla.firstActionDueAt,
  first_action_at: stored.sla.firstActionAt,
  warn_at: stored.sla.warnAt,
  warned_at: stored.sla.warnedAt,
  breached_at: stored.sla.breachedAt,
  escalated_at: stored.sla.escalatedAt,
  paused_since: stored.sla.pausedSince,
  paused_until: stored.sla.pausedUntil,
  resolution_due_at: stored.sla.resolutionDueAt,
  next_update_due_at: stored.sla.nextUpdateDueAt,
  next_clock_at: stored.sla.nextClockAt,
  clocks: stored.clocks,
  version: stored.version,
  updated_at: stored.updatedAt,
  activity_hash: stored.activityHash,
});

const seldomRow = (stored: StoredCase): Record<string, unknown> => ({
  shipment_id: stored.shipmentId,
  order_id: stored.orderId,
  reason: stored.reason,
  cycle: stored.cycle,
  flags: stored.flags,
  flag_count: stored.flags.length,
  opened_at: stored.openedAt,
  closed_at: stored.closedAt,
  close_code: stored.closeCode,
  closed_by: stored.closedBy,
  detection: stored.detection,
  customer_track: stored.customerTrack,
  recovery_track: stored.recoveryTrack,
  tags: stored.tags,
  evidence_requests: stored.evidenceRequests,
  incident_id: stored.incidentId,
  earlier_cycles: stored.earlierCycles,
  ...caseFactsRow(stored.facts),
});

const toRow = (stored: StoredCase): Record<string, unknown> => ({
  ...movingRow(stored),
  ...seldomRow(stored),
  number: stored.number,
  kind: stored.kind,
  episode: stored.episode,
  ticket_id: stored.ticketId,
});

export const storedCase = (row: CaseRow): StoredCase => ({
  id: row.id,
  merchantId: row.merchant_id,
  number: row.number,
  shipmentId: row.shipment_id,
  orderId: row.order_id,
  ticketId: row.ticket_id,
  kind: row.kind,
  reason: row.reason,
  status: row.status,
  waitingOn: row.waiting_on,
  snoozedUntil: row.snoozed_until,
  episode: row.episode,
  cycle: row.cycle,
  flags: row.flags,
  ownerId: row.owner_id,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  closeCode: row.close_code,
  closedBy: row.closed_by,
  sla: {
    firstActionDueAt: row.first_action_due_at,
    firstActionAt: row.first_action_at,
    warnAt: row.warn_at,
    warnedAt: row.warned_at,
    breachedAt: row.breached_at,
    escalatedAt: row.escalated_at,
    pausedSince: row.paused_since,
    pausedUntil: row.paused_until,
    resolutionDueAt: row.resolution_due_at,
    nextUpdateDueAt: row.next_update_due_at,
    dueAt: row.due_at,
    nextClockAt: row.next_clock_at,
  },
  clocks: row.clocks,
  detection: row.detection,
  customerTrack: { ...NO_RESOLUTION, ...row.customer_track },
  recoveryTrack: { ...NO_RECOVERY, ...row.recovery_track },
  tags: row.tags,
  evidenceRequests: row.evidence_requests,
  incidentId: row.incident_id,
  earlierCycles: row.earlier_cycles,
  version: row.version,
  updatedAt: row.updated_at,
  activityHash: row.activity_hash,
  facts: caseFactsOf(row),
});

export const SELECT_STORED_CASES = `select ${Object.keys(ALL)
  .filter((name) => name !== 'flag_count')
  .map((name) => `c.${name}`)
  .join(', ')} from exception_case c`;

const OF_SHIPMENTS = `${SELECT_STORED_CASES} join ${recordset({ merchant_id: 'uuid', shipment_id: 'uuid' })} using (merchant_id, shipment_id)
  order by c.merchant_id, c.number`;

/** Every case, open or closed, of these shipments, the oldest first. The shipments' row locks guard them. */
export async function casesOfShipments(
  tx: Tx,
  shipments: readonly { readonly merchantId: string; readonly id: string }[],
): Promise<StoredCase[]> {
  const { rows } = await tx.query<CaseRow>({
    name: 'cases-of-shipments',
    text: OF_SHIPMENTS,
    values: [toJson(shipments.map(({ merchantId, id }) => ({ merchant_id: merchantId, shipment_id: id })))],
  });
  return rows.map(storedCase);
}

/** Cases of a merchant, locked for commands in key order. Hold their shipments first. */
export async function lockCases(tx: Tx, merchantId: string, ids: readonly string[]): Promise<StoredCase[]> {
  const { rows } = await tx.query<CaseRow>({
    name: 'lock-cases',
    text: `${SELECT_STORED_CASES} where c.merchant_id = $1 and c.id = any($2::uuid[]) order by c.id for update`,
    values: [merchantId, ids],
  });
  return rows.map(storedCase);
}

const INSERT = insertRows('exception_case', ALL);
const KEY = ['merchant_id', 'id'] as const;
const MOVE = updateRows('exception_case', KEY, MOVING);
const UPDATE = updateRows('exception_case', KEY, { ...MOVING, ...SELDOM });

export async function insertCases(tx: Tx, cases: readonly StoredCase[]): Promise<void> {
  await tx.query({ name: 'insert-cases', text: INSERT, values: [rowsToJson(cases, toRow)] });
}

/** A case as it is stored, and locked, and as it is to be. */
export interface CaseUpdate {
  readonly before: StoredCase;
  readonly after: StoredCase;
}

/** Writes cases. What a step seldom changes is sent only where one of them did: to read it costs more than all else. */
export async function updateCases(tx: Tx, updates: readonly CaseUpdate[]): Promise<void> {
  const isMoved = ({ before, after }: CaseUpdate): boolean => {
    const [was, is] = [seldomRow(before), seldomRow(after)];
    return Object.keys(is).every((name) => was[name] === is[name]);
  };
  await tx.query(
    updates.every(isMoved)
      ? { name: 'move-cases', text: MOVE, values: [rowsToJson(updates, ({ after }) => movingRow(after))] }
      : { name: 'update-cases', text: UPDATE, values: [rowsToJson(updates, ({ after }) => toRow(after))] },
  );
}
