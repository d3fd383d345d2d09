import type { Instant } from '@whereabouts/model';
import { appendChanges, appendShipmentChanges, inTransaction } from '@whereabouts/store';
import type { Pool } from 'pg';
import { factsOf, snapshotOf } from './changes';
import type { Row } from './rows';

interface FeedOwner {
  readonly pool: Pool;
  readonly merchantId: string;
  readonly now: Instant;
  readonly person: string;
}

type Subjects = Readonly<Record<'cases' | 'shipments' | 'milestones', readonly Row[]>>;

const idOf = (row: Row): string => row['id'] as string;

/** One change of each case, and of each shipment, which heard a milestone. */
export const populateFeeds = (
  { pool, merchantId, now: at, person }: FeedOwner,
  { cases, shipments, milestones }: Subjects,
): Promise<void> =>
  inTransaction(pool, async (tx) => {
    const ofCases = cases.map((one) => ({
      merchantId,
      caseId: idOf(one),
      type: 'UPDATED' as const,
      changed: ['status'],
      at,
      actor: person,
      before: snapshotOf(one),
      after: snapshotOf(one),
    }));
    await appendChanges(tx, ofCases);
    const ofShipments = shipments.map((one) => ({
      merchantId,
      shipmentId: idOf(one),
      trackingNumber: one['tracking_number'] as string,
      milestoneId: idOf(milestones.find((milestone) => milestone['subject_id'] === one['id'])!),
      at,
      before: factsOf(one),
      after: factsOf(one),
    }));
    await appendShipmentChanges(tx, ofShipments);
  });
