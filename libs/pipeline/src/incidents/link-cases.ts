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
  inTransaction,
  linkingIncidents,
  lockIncident,
  type StoredCase,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { writeCases, type PlacedWrite } from '../apply/write-cases';
import { shareDoor } from '../work/door-lock';
import { holdCases } from '../work/hold-cases';
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

/** The next cases to link, or to let go: all of one that was dismissed, the open ones of one that was over as they joined. */
function nextIds(tx: Tx, incident: Incident): Promise<string[]> {
  if (isLive(incident)) return casesOfKey(tx, incident, incident.since, AT_ONCE);
  return caseIdsOfIncident(tx, incident, incident.status === 'DISMISSED' ? 'all' : 'open', FIRST, AT_ONCE);
}

/** Links the next cases of an incident that is live, or lets the next ones go of one that is not. */
async function linkNext(tx: Tx, incident: Incident, policyOf: PolicyOf, now: Instant): Promise<number> {
  const { merchantId } = incident;
  const live = isLive(incident);
  const held = await holdCases(tx, merchantId, await nextIds(tx, incident));
  // Cases before incidents, as everybody takes them. One that was decided or closed meanwhile is read anew with the next step.
  if ((await lockIncident(tx, merchantId, incident.id))?.status !== incident.status) return 0;
  const placed = [...held.values()]
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
