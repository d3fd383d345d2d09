import { canonicalText, DEFAULT_POLICY, type Clock, type Instant, type Policy } from '@whereabouts/model';
import {
  armDeadlines,
  inTransaction,
  isUnavailable,
  lockPolicySweep,
  policySweeps,
  putPolicySweep,
  shipmentsToSweep,
  type PolicySweep,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor } from '../apply/door';
import type { CasesWritten } from '../apply/write-cases';
import type { Log, Meter } from '../pipeline';
import { steadily, type Steady } from '../jobs/steadily';
import { shareDoor } from '../work/door-lock';
import type { Policies } from './policies';
import { sweepCases } from './sweep-cases';

/** Shipments in one transaction. */
const BATCH = 200;
const PAUSE_MS = 1_000;

export interface SweepNeeds {
  readonly pool: Pool;
  readonly policies: Pick<Policies, 'policyOf' | 'merchants'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly onCommitted: () => void;
}

/** One text for each policy that can be in force. */
const keyOf = ({ version, surges }: Policy): string => [version, ...surges].join('+');
const truthOf = ({ truth }: Policy): string => canonicalText(truth);

const FIRST = '00000000-0000-0000-0000-000000000000';

/** What is left to look at under this policy; null: nothing. A policy that changes meanwhile starts the look over. */
function workOf(sweep: PolicySweep | null, merchantId: string, policy: Policy): PolicySweep | null {
  const policyKey = keyOf(policy);
  if (sweep?.policyKey === policyKey) return sweep.afterId === null && sweep.afterCase === null ? null : sweep;
  const truth = truthOf(policy);
  const endedToo = truth !== (sweep?.truth ?? truthOf(DEFAULT_POLICY)) || (sweep?.afterId != null && sweep.endedToo);
  return { merchantId, policyKey, truth, afterId: FIRST, afterCase: FIRST, endedToo };
}

/** Null: there is nothing to do, or somebody else does it. `left`: to the timers. */
type Swept = CasesWritten | 'left' | null;

async function sweepBatch(
  tx: Tx,
  merchantId: string,
  needs: SweepNeeds,
  now: Instant,
  isJudged: boolean,
): Promise<Swept> {
  const { policyOf } = needs.policies;
  await shareDoor(tx);
  const standing = await lockPolicySweep(tx, merchantId);
  if (standing === 'held') return null;
  const sweep = workOf(standing, merchantId, policyOf(merchantId));
  if (sweep === null) return null;
  if (sweep.afterId === null) {
    const swept = await sweepCases(tx, merchantId, sweep.afterCase, policyOf(merchantId), now);
    if (swept !== null) await putPolicySweep(tx, { ...sweep, afterCase: swept.reached });
    return swept?.cases ?? null;
  }
  const { keys, reached } = await shipmentsToSweep(tx, sweep, BATCH);
  await putPolicySweep(tx, { ...sweep, afterId: reached });
  const due = keys.map(({ shipmentId }) => ({
    merchantId,
    subjectKind: 'shipment' as const,
    subjectId: shipmentId,
    dueAt: now,
  }));
  // Whom somebody else holds stays due, and the timers come to it.
  if (due.length > 0) await armDeadlines(tx, due);
  if (!isJudged) return 'left';
  return (await throughDoor(tx, { inputs: [], due }, policyOf, now)).cases;
}

/**
 * Takes one batch of shipments whose policy changed through the door: their deadlines follow, their cases are judged, and
 * a new ranking of sources is applied. After them the clocks of open cases follow. False when there is nothing to do.
 */
export async function sweepOnce(needs: SweepNeeds): Promise<boolean> {
  const { pool, policies, clock, meter, onCommitted } = needs;
  const merchants = policies.merchants();
  if (merchants.length === 0) return false;
  const standing = new Map((await policySweeps(pool)).map((sweep) => [sweep.merchantId, sweep]));
  const next = merchants.find((id) => workOf(standing.get(id) ?? null, id, policies.policyOf(id)) !== null);
  if (next === undefined) return false;
  const batch = (isJudged: boolean): ReturnType<typeof sweepBatch> =>
    inTransaction(pool, (tx) => sweepBatch(tx, next, needs, clock(), isJudged));
  const outcome = await batch(true).catch((error: unknown) => {
    // One parcel that cannot be judged fails its batch: the timers find all of them due, and tell it from the others.
    if (isUnavailable(error)) throw error;
    return batch(false);
  });
  if (outcome === null || outcome === 'left') return outcome !== null;
  if (outcome.opened) meter.count('cases_opened', outcome.opened);
  if (outcome.closed) meter.count('cases_closed', outcome.closed);
  if (outcome.changes) onCommitted();
  return true;
}

/** Looks at shipments again when the policy that they are judged by has changed: in batches, resumable, beside all else. */
export const policySweeper = (needs: SweepNeeds): Steady =>
  steadily({
    step: () => sweepOnce(needs),
    pauseMs: PAUSE_MS,
    failed: 'looking at shipments under a changed policy failed; it is tried again',
    log: needs.log,
  });
