import { admits, afterCall, probing, type Circuit, type Clock, type Instant } from '@whereabouts/model';
import {
  closeAccount,
  inTransaction,
  keepOutcome,
  lockAccount,
  readAccount,
  saveCircuit,
  type PullAccount,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import type { Log } from '../pipeline';
import type { AbleSource } from '../sources/able-sources';
import type { CallVerdict } from './call-source';

/** Keeps calls away from an account that fails or asked us to wait, and notes how calls end. */
export interface AccountGuard {
  /** When calls may go out again; null: now. */
  heldBackUntil(source: AbleSource, isProbe: boolean): Promise<Instant | null>;
  /** The same for a call that nobody scheduled: where one call is let through to see whether the source is back, it is this one. */
  letThrough(source: AbleSource): Promise<Instant | null>;
  /** Notes how a call ended, for an account that this transaction has locked. */
  note(tx: Tx, source: AbleSource, account: PullAccount | null, verdict: CallVerdict, now: Instant): Promise<void>;
}

export function accountGuard({
  pool,
  clock,
  log,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
}): AccountGuard {
  const report = (source: AbleSource, before: Circuit, after: Circuit): void => {
    const facts = { source: source.name, plugin: source.plugin.id };
    if (before.state === 'CLOSED' && after.state === 'OPEN')
      log.warn({ ...facts, reason: after.reason, retryAt: after.retryAt }, 'a source fails: calls to it wait');
    if (before.state !== 'CLOSED' && after.state === 'CLOSED') log.info(facts, 'a source answers again');
  };

  const heldBackUntil = async (source: AbleSource, isProbe: boolean): Promise<Instant | null> => {
    const now = clock();
    const account = await readAccount(pool, source);
    if (account?.closedUntil && account.closedUntil > now) return account.closedUntil;
    if (!account || isProbe || admits(account.circuit, now) === 'all') return null;
    return account.circuit.retryAt ?? now;
  };

  return {
    heldBackUntil,
    async letThrough(source) {
      const until = await heldBackUntil(source, false);
      if (until === null || until > clock()) return until;
      return inTransaction(pool, async (tx) => {
        const now = clock();
        const account = await lockAccount(tx, source);
        if (!account || admits(account.circuit, now) === 'all') return null;
        if (admits(account.circuit, now) === 'none') return account.circuit.retryAt ?? now;
        await saveCircuit(tx, source, probing(account.circuit, now));
        return null;
      });
    },
    async note(tx, source, account, verdict, now) {
      if (verdict.closedUntil) await closeAccount(tx, source, verdict.closedUntil);
      await keepOutcome(tx, source, verdict.outcome, verdict.detail, now);
      if (!account) return;
      const circuit = afterCall(account.circuit, verdict.result, now);
      if (circuit === account.circuit) return;
      await saveCircuit(tx, source, circuit);
      report(source, account.circuit, circuit);
    },
  };
}
