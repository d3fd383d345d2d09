import {
  incidentRef,
  type Clock,
  type ExceptionCase,
  type Incident,
  type Instant,
  type PolicyOf,
} from '@whereabouts/model';
import {
  caseIdsOfIncident,
  casesOfKey,
  endLinking,
  holdShipmentsOfCases,
  inTransaction,
  linkingIncidents,
  lockCases,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { writeCases, type PlacedWrite } from '../apply/write-cases';
import { shareDoor } from '../work/door-lock';
import { isLive } from './shared-groups';

export interface LinkNeeds {
  readonly pool: Pool;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly onCommitted: () => void;
}

/** Cases in one transaction. */
const AT_ONCE = 100;
const ACTOR = 'rule:incident';
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The cases, locked in the order in which everybody locks: shipments first. */
export async function holdCases(tx: Tx, merchantId: string, ids: readonly string[]): Promise<StoredCase[]> {
  if (ids.length === 0) return [];
  await holdShipmentsOfCases(tx, merchantId, ids);
  return lockCases(tx, merchantId, ids);
}

/** A case moved into an incident, or out of its own. */
export function movedTo(
  before: StoredCase,
  incident: Pick<Incident, 'id' | 'number' | 'title'> | null,
  actor: string,
  now: Instant,
): PlacedWrite {
  const next: ExceptionCase = {
    ...before,
    incidentId: incident?.id ?? null,
    version: before.version + 1,
    updatedAt: now,
  };
  return {
    write: {
      type: 'change',
      before,
      case: next,
      changed: ['incidentId'],
      action: incident ? 'incident-linked' : 'incident-unlinked',
      detail: incident ? { incident: incidentRef(incident.number), title: incident.title } : {},
      changeType: 'UPDATED',
    },
    facts: before.facts,
    actor,
  };
}

/** Links the next cases of an incident that was offered, or lets the next ones go of one that was dismissed. */
async function linkNext(tx: Tx, incident: Incident, policyOf: PolicyOf, now: Instant): Promise<number> {
  const { merchantId } = incident;
  const live = isLive(incident);
  const ids = live
    ? await casesOfKey(tx, incident, incident.since, AT_ONCE)
    : incident.status === 'DISMISSED'
      ? await caseIdsOfIncident(tx, incident, 'all', FIRST, AT_ONCE)
      : [];
  const held = await holdCases(tx, merchantId, ids);
  const placed = held
    .filter(({ incidentId, status }) =>
      live ? incidentId === null && status !== 'CLOSED' : incidentId === incident.id,
    )
    .map((before) => movedTo(before, live ? incident : null, ACTOR, now));
  await writeCases(tx, placed, policyOf, now);
  if (placed.length === 0) await endLinking(tx, incident);
  return placed.length;
}

/** Takes one step with an incident whose cases wait. False: none waits. An idle look costs one index probe. */
export async function linkCases({ pool, policyOf, clock, onCommitted }: LinkNeeds): Promise<boolean> {
  const [incident] = await linkingIncidents(pool, 1);
  if (!incident) return false;
  const moved = await inTransaction(pool, async (tx) => {
    await shareDoor(tx);
    return linkNext(tx, incident, policyOf, clock());
  });
  if (moved > 0) onCommitted();
  return true;
}
