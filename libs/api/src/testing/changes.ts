import { instant, type ChangeType, type Instant } from '@whereabouts/model';
import {
  appendChanges,
  inTransaction,
  type CaseSnapshot,
  type ChangeWrite,
  type ShipmentFacts,
  type Tx,
} from '@whereabouts/store';
import type { Row } from './rows';
import type { World } from './world';

const at = (value: unknown): Instant | null => (value ? instant(value as string) : null);

/** The snapshot that goes into the feed with a case of this row. */
export const snapshotOf = (row: Row): CaseSnapshot => ({
  number: row['number'] as number,
  kind: row['kind'] as string,
  status: row['status'] as string,
  ownerId: row['owner_id'] as string,
  flags: (row['flags'] as { code: string }[]).map(({ code }) => code),
  closeCode: row['close_code'] as string | null,
  openedAt: at(row['opened_at'])!,
  closedAt: at(row['closed_at']),
  tags: row['tags'] as string[],
  carrier: row['carrier'] as string | null,
  nodeCode: row['node_code'] as string | null,
  trackingNumber: row['tracking_number'] as string | null,
  orderNumber: row['order_number'] as string | null,
  customerEmail: row['customer_email'] as string | null,
  firstActionDueAt: at(row['first_action_due_at'])!,
  firstActionAt: at(row['first_action_at']),
  warnAt: at(row['warn_at'])!,
  breachedAt: at(row['breached_at']),
  pausedSince: at(row['paused_since']),
  pausedUntil: at(row['paused_until']),
});

/** The facts that go into the feed with a shipment of this row. */
export const factsOf = (row: Row): ShipmentFacts => ({
  carrier: row['carrier'] as string,
  state: row['state'] as ShipmentFacts['state'],
  nodeCode: row['node_code'] as string,
  orderNumber: row['order_number'] as string | null,
  shippedAt: at(row['shipped_at']),
  hasOpenCase: (row['open_cases'] as number) > 0,
});

export const changeOf = (
  { merchantId, now }: World,
  type: Exclude<ChangeType, 'LEFT'>,
  before: Row | null,
  after: Row,
): ChangeWrite => ({
  merchantId,
  caseId: after['id'] as string,
  type,
  changed: ['status'],
  at: now,
  actor: 'rule:stalled/movement',
  before: before && snapshotOf(before),
  after: snapshotOf(after),
});

/** Commits changes; `meanwhile` runs before the commit. */
export const commitChanges = (
  hub: World,
  changes: readonly ChangeWrite[],
  meanwhile?: (tx: Tx) => Promise<void>,
): Promise<void> =>
  inTransaction(hub.pool, async (tx) => {
    await appendChanges(tx, changes);
    await meanwhile?.(tx);
  });
