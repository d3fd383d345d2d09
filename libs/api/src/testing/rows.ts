import { randomBytes } from 'node:crypto';
import { after, HOUR, type Instant } from '@whereabouts/model';
import type { Queryable } from '@whereabouts/store';

export type Row = Readonly<Record<string, unknown>>;

/** A random id whose first bits are zero, as those that are derived from names. */
export const someId = (): string => {
  const hex = randomBytes(16).toString('hex');
  return `00000000-0000-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
};

/** Inserts complete rows: what is left out is null. */
export async function insert(db: Queryable, table: string, ...rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).join(', ');
  const text = `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  if (rows.length) await db.query(text, [JSON.stringify(rows)]);
}

export const shipmentRow = (merchantId: string, now: Instant, given: Row = {}): Row => ({
  merchant_id: merchantId,
  id: someId(),
  tracking_number: `TN${randomBytes(6).toString('hex').toUpperCase()}`,
  carrier: 'ups',
  epoch: 1,
  order_id: null,
  order_number: null,
  state: 'IN_TRANSIT',
  state_since: after(now, -5 * HOUR),
  direction: 'FORWARD',
  service_level: 'Ground',
  tracking_url: null,
  node_code: 'ATL1',
  node_name: 'Atlanta',
  lane: 'US-GA>US-NY',
  shipped_at: after(now, -30 * HOUR),
  first_scan_at: after(now, -28 * HOUR),
  last_scan_at: after(now, -5 * HOUR),
  delivered_at: null,
  promise_from: null,
  promise_to: after(now, 20 * HOUR),
  promise_source: 'STOREFRONT',
  carrier_estimate: after(now, 24 * HOUR),
  attempts: 0,
  conflicts: [],
  summary: { sources: [] },
  open_cases: 0,
  next_check_at: null,
  ...given,
});

export const caseRow = (merchantId: string, ownerId: string, now: Instant, given: Row = {}): Row => {
  const openedAt = (given['opened_at'] as Instant | undefined) ?? after(now, -2 * HOUR);
  const flags = (given['flags'] as readonly unknown[] | undefined) ?? [];
  return {
    merchant_id: merchantId,
    id: someId(),
    shipment_id: null,
    order_id: null,
    kind: 'STALLED_IN_TRANSIT',
    reason: null,
    status: 'OPEN',
    waiting_on: null,
    episode: 1,
    cycle: 1,
    flags,
    flag_count: flags.length,
    owner_id: ownerId,
    opened_at: openedAt,
    closed_at: null,
    close_code: null,
    closed_by: null,
    due_at: after(openedAt, 4 * HOUR),
    first_action_due_at: after(openedAt, 4 * HOUR),
    first_action_at: null,
    warn_at: after(openedAt, 3 * HOUR),
    warned_at: null,
    breached_at: null,
    paused_since: null,
    paused_until: null,
    resolution_due_at: after(openedAt, 48 * HOUR),
    detection: {
      rule: 'stalled/movement',
      policyVersion: 1,
      because: 'No movement for 50 h; 48 h are allowed.',
      thresholds: { domesticHours: 48 },
      milestoneIds: [],
      detectedAt: openedAt,
      conditionSince: after(openedAt, -HOUR),
    },
    customer_track: { status: 'OPEN', resolution: null, amount: null, approvedBy: null, resolvedAt: null },
    recovery_track: { status: 'INVESTIGATING', outcome: null, claimReference: null, updatedAt: openedAt },
    tags: [],
    version: 1,
    updated_at: openedAt,
    activity_hash: 'x',
    carrier: 'ups',
    tracking_number: null,
    node_code: null,
    order_number: null,
    customer_email: null,
    ...given,
  };
};

export const milestoneRow = (
  merchantId: string,
  subjectId: string,
  sourceId: string,
  at: Instant,
  given: Row = {},
): Row => ({
  merchant_id: merchantId,
  subject_id: subjectId,
  id: someId(),
  code: 'IN_TRANSIT',
  reasons: [],
  occurred_at: at,
  occurred_local: at.slice(0, 19),
  time_certainty: 'OFFSET_GIVEN',
  received_at: after(at, HOUR),
  observations: 1,
  direction: 'FORWARD',
  place: { city: 'Atlanta', region: 'GA', country: 'US' },
  source_id: sourceId,
  source_code: 'DP',
  source_text: 'Departed from facility',
  input_id: someId(),
  ...given,
});

export const orderRow = (merchantId: string, now: Instant, given: Row = {}): Row => ({
  merchant_id: merchantId,
  id: someId(),
  number: `SO-${randomBytes(4).toString('hex')}`,
  placed_at: after(now, -48 * HOUR),
  customer_id: someId(),
  customer_name: 'Robin Example',
  customer_email: 'Robin@Example.test',
  customer_phone: null,
  customer_tier: 'VIP',
  first_time_buyer: false,
  locale: 'en-US',
  value_amount: '412.00',
  value_currency: 'USD',
  promise_from: null,
  promise_to: after(now, 20 * HOUR),
  promise_source: 'STOREFRONT',
  lines: [{ sku: 'MUG-1', title: 'Mug', quantity: 2, unitPrice: { amount: '206.00', currency: 'USD' }, fragile: true }],
  statements: {},
  ...given,
});

export const messageRow = (merchantId: string, caseId: string, now: Instant, given: Row = {}): Row => ({
  merchant_id: merchantId,
  id: someId(),
  case_id: caseId,
  said: 2,
  order_id: null,
  ticket_id: null,
  channel: 'TICKET',
  template: 'answer',
  language: 'en',
  status: 'SENT',
  recipient: 'desk 7',
  subject: null,
  body: 'It comes on Tuesday.',
  same_as: someId(),
  written_by: 'rule:x',
  queued_at: now,
  due_at: now,
  tries: 1,
  withheld_because: null,
  sent_at: now,
  ...given,
});

const MONEY = { amount: '9.90', currency: 'USD' };

/** Both tracks of a case with all that may come of them. */
export const wholeTracks = (now: Instant, proposedBy: string, approvedBy: string): Row => ({
  customer_track: {
    status: 'RESOLVED',
    resolution: 'RESHIP',
    amount: MONEY,
    reship: { expedite: true, arrivesBy: now, keepsPromise: true },
    proposedBy,
    approvedBy,
    resolvedAt: now,
  },
  recovery_track: {
    status: 'CLAIM_FILED',
    outcome: 'PAID_FULL',
    claimType: 'DAMAGE',
    claimReference: 'C-1',
    claimed: MONEY,
    filedAt: now,
    paid: MONEY,
    paidAt: now,
    paymentSource: 'invoice',
    claimOpensAt: now,
    claimDeadline: now,
    windowSource: 'the contract',
    followUpAt: now,
    updatedAt: now,
  },
});
