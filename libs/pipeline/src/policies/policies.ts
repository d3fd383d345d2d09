import {
  DEFAULT_POLICY,
  nextTurn,
  policyAt,
  type Clock,
  type Instant,
  type Policy,
  type PolicyOf,
  type PolicyTimeline,
} from '@whereabouts/model';
import { livePolicyVersions, merchantsWithPolicyNews, policyStamp, policySwitches } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import { steadily, type Steady } from '../jobs/steadily';

/** How long after its commit a change of a policy may go unnoticed by another process. */
const LOOK_MS = 500;

/** The policies in force, kept in memory. */
export interface Policies extends Steady {
  /** The policy of a merchant at this moment: the same object until it changes. */
  readonly policyOf: PolicyOf;
  /** Merchants with a policy of their own. */
  merchants(): readonly string[];
  /** Takes in what changed since the last look; costs one row when nothing did. */
  refresh(): Promise<void>;
}

interface Known {
  readonly timeline: PolicyTimeline;
  policy: Policy;
  /** The moments between which that policy is the one in force. */
  from: Instant;
  until: Instant | null;
}

export function policies({ pool, clock, log }: { pool: Pool; clock: Clock; log: Log }): Policies {
  const known = new Map<string, Known>();
  const state = { stamp: 0, looking: null as Promise<void> | null };

  const inForce = (timeline: PolicyTimeline, now: Instant): Known => ({
    timeline,
    policy: policyAt(timeline, now),
    from: now,
    until: nextTurn(timeline, now),
  });

  const look = async (): Promise<void> => {
    const stamp = await policyStamp(pool);
    if (stamp === state.stamp) return;
    const merchantIds = await merchantsWithPolicyNews(pool, state.stamp);
    const now = clock();
    const [versions, switches] = await Promise.all([
      livePolicyVersions(pool, merchantIds, now),
      policySwitches(pool, merchantIds),
    ]);
    for (const id of merchantIds)
      known.set(
        id,
        inForce(
          {
            versions: versions.filter(({ merchantId }) => merchantId === id),
            switches: switches.filter(({ merchantId }) => merchantId === id),
          },
          now,
        ),
      );
    state.stamp = stamp;
  };

  const refresh = (): Promise<void> => (state.looking ??= look().finally(() => (state.looking = null)));

  const loop = steadily({
    step: () => refresh().then(() => false),
    pauseMs: LOOK_MS,
    failed: 'looking for changed policies failed: those known go on being used',
    log,
  });

  return {
    policyOf(merchantId) {
      const one = known.get(merchantId);
      if (one === undefined) return DEFAULT_POLICY;
      const now = clock();
      if (now < one.from || (one.until !== null && now >= one.until)) Object.assign(one, inForce(one.timeline, now));
      return one.policy;
    },
    merchants: () => [...known.keys()],
    refresh,
    start: loop.start,
    stop: loop.stop,
  };
}
