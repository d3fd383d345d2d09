import { defaultPolicyOf, type Clock, type PolicyOf } from '@whereabouts/model';
import type { Pool } from 'pg';
import { fireDue } from '../timers/timers';
import { silentMeter } from './test-hub';

/** A database with a clock. */
interface Timed {
  readonly pool: Pool;
  readonly time: { readonly clock: Clock };
}

/** Fires all that is due now, as timers would; what cannot be dealt with is an error. */
export async function fireAll(hub: Timed, policyOf: PolicyOf = defaultPolicyOf): Promise<void> {
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts: object) => {
      throw (facts as { readonly err?: Error }).err ?? new Error(JSON.stringify(facts));
    },
  };
  const needs = {
    pool: hub.pool,
    policyOf,
    clock: hub.time.clock,
    log,
    meter: silentMeter,
    onCommitted: () => undefined,
  };
  for (let round = 0; await fireDue(needs); round++) if (round > 50) throw new Error('timers do not come to rest');
}
