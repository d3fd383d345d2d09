import type { AddressValidation, EvidenceEntry, Instant, Milestone, Summary, TicketHistory } from '@whereabouts/model';
import type { Queryable } from '../db';

/** A shipment with all that was reported of it. */
export interface ShipmentHistory {
  readonly id: string;
  readonly orderId: string | null;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly summary: Summary;
  readonly milestones: readonly Milestone[];
  readonly tickets: readonly TicketHistory[];
  readonly validations: readonly AddressValidation[];
}

/** What is read of a shipment `s` and its evidence `e`. */
export const SHIPMENT_COLUMNS = `s.id, s.order_id as "orderId", s.tracking_number as "trackingNumber", s.carrier, s.summary,
  s.has_tickets as "hasTickets", case when e.address is not null then e.entries end as entries`;
export const WITH_EVIDENCE =
  'left join ship_evidence e on e.merchant_id = s.merchant_id and e.shipment_id = s.id and e.address is not null';
/** It can have had a case since $-parameter: it was heard of, or is under way. */
export const isUnderWaySince = (since: string): string =>
  `(s.heard_to >= ${since} or s.state not in ('DELIVERED', 'RETURNED', 'LOST', 'CANCELLED'))`;

export interface ShipmentRow extends Pick<
  ShipmentHistory,
  'id' | 'orderId' | 'trackingNumber' | 'carrier' | 'summary'
> {
  readonly hasTickets: boolean;
  readonly entries: readonly EvidenceEntry[] | null;
}

export const toShipment = (
  { hasTickets: _hasTickets, entries, ...row }: ShipmentRow,
  milestones: readonly Milestone[],
  tickets: readonly TicketHistory[],
): ShipmentHistory => ({
  ...row,
  milestones,
  tickets,
  validations: (entries ?? []).flatMap(({ at, said }) =>
    said.address ? [{ passed: said.address.passed, failures: said.address.failures, checkedAt: at }] : [],
  ),
});

export const MILESTONE_COLUMNS = `m.id, m.code, m.reasons, m.occurred_at, m.time_certainty, m.received_at, m.direction,
  m.facility_action, m.delivered_to, m.attempt_number, m.place, m.source_id`;

/** What is told under the ids of $2 themselves. */
export const MILESTONES_OF = `
  select m.subject_id as owner, ${MILESTONE_COLUMNS} from milestone m
   where m.merchant_id = $1 and m.subject_id = any($2::uuid[])`;

/** In the order of `MILESTONE_COLUMNS`, after the owner. */
export type MilestoneRow = [
  owner: string,
  id: string,
  code: Milestone['code'],
  reasons: Milestone['reasons'],
  occurredAt: Instant,
  timeCertainty: Milestone['timeCertainty'],
  receivedAt: Instant,
  direction: Milestone['direction'],
  facilityAction: Milestone['facilityAction'] | null,
  deliveredTo: Milestone['deliveredTo'] | null,
  attemptNumber: number | null,
  place: Milestone['place'],
  sourceId: string,
];

export type SourceKinds = ReadonlyMap<string, Milestone['sourceKind']>;

/** The kinds of a merchant's sources, by id. */
export async function sourceKinds(db: Queryable, merchantId: string): Promise<SourceKinds> {
  const { rows } = await db.query<{ id: string; kind: Milestone['sourceKind'] }>(
    'select id, kind from source where merchant_id = $1',
    [merchantId],
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** The milestones of some owners; those of others are left out. */
export function milestonesByOwner(
  owners: readonly string[],
  rows: readonly MilestoneRow[],
  kinds: SourceKinds,
): ReadonlyMap<string, Milestone[]> {
  const byOwner = new Map<string, Milestone[]>(owners.map((id) => [id, []]));
  for (const row of rows) byOwner.get(row[0])?.push(milestoneOf(row, kinds));
  return byOwner;
}

const milestoneOf = (
  [
    ,
    id,
    code,
    reasons,
    occurredAt,
    timeCertainty,
    receivedAt,
    direction,
    action,
    to,
    attempt,
    place,
    sourceId,
  ]: MilestoneRow,
  kinds: SourceKinds,
): Milestone => ({
  id,
  code,
  reasons,
  occurredAt,
  occurredLocal: null,
  timeCertainty,
  receivedAt,
  direction,
  ...(action && { facilityAction: action }),
  ...(to && { deliveredTo: to }),
  ...(attempt !== null && { attemptNumber: attempt }),
  place,
  sourceId,
  sourceKind: kinds.get(sourceId) ?? 'CARRIER',
  sourceCode: null,
  sourceText: null,
});
