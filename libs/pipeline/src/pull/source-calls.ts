import { msBetween, type Instant } from '@whereabouts/model';
import type { HostContext, PullError } from '@whereabouts/plugin-sdk';
import { inTransaction, lockAccount, putFollowOff, type Follow, type Tx } from '@whereabouts/store';
import type { Meter, Pipeline } from '../pipeline';
import { accountGuard } from './account-guard';
import { askParcels, giveParcelsBack, type AskedPoll } from './ask-parcels';
import { callSource, isMiss, verdictOf, type Called, type CallNeeds, type CallVerdict } from './call-source';
import { followLink } from './follow-link';
import type { PullSource, PullSources } from './pull-sources';

/** One call to a source, as it waits in the queue. */
export type PullJob = {
  readonly merchantId: string;
  readonly sourceId: string;
  /** Until when what it asks for is ours. */
  readonly lease: Instant;
  /** It goes out although the circuit is open: to see whether the source is back. */
  readonly isProbe: boolean;
} & (
  { readonly kind: 'ask'; readonly polls: readonly AskedPoll[] } | { readonly kind: 'follow'; readonly follow: Follow }
);

export interface SourceCallNeeds extends CallNeeds {
  readonly pulls: PullSources;
  readonly meter: Meter;
  readonly deposit: Pipeline['deposit'];
}

/** A call under way. */
export interface SourceCall {
  readonly source: PullSource;
  readonly needs: SourceCallNeeds;
  make<Result>(work: (context: HostContext<unknown>) => Promise<Result>): Promise<Called<Result>>;
}

/** A call that is over; what it brought is stored. */
export interface CallEnd {
  /** One entry for each thing that was asked for; null where it was answered. */
  readonly errors: readonly (PullError | null)[];
  readonly calledOff: boolean;
  readonly stored: number;
  /** Gives what was asked for back to its schedule. */
  settle(tx: Tx, closedUntil: Instant | null): Promise<void>;
}

/** What nobody got to ask says nothing of the source. */
const spokenOf = ({ errors, calledOff }: CallEnd): readonly (PullError | null)[] =>
  calledOff ? errors.filter((error) => error === null || isMiss(error) || error.kind === 'RateLimited') : errors;

/**
 * Makes the calls that wait in the queue. Answers are stored first, then the schedule is set on: a process that dies in
 * between has asked for nothing, and the same is asked again.
 */
export function sourceCalls(needs: SourceCallNeeds): (job: PullJob, stop: AbortSignal) => Promise<void> {
  const { pool, clock, log, meter, pulls } = needs;

  const guard = accountGuard({ pool, clock, log });

  const keep = (source: PullSource, end: CallEnd): Promise<CallVerdict | null> =>
    inTransaction(pool, async (tx) => {
      const now = clock();
      const account = await lockAccount(tx, source);
      const spoken = spokenOf(end);
      const verdict = spoken.length > 0 ? verdictOf(spoken, now) : null;
      await end.settle(tx, verdict?.closedUntil ?? null);
      if (verdict) await guard.note(tx, source, account, verdict, now);
      return verdict;
    });

  return async (job, stop) => {
    const source = await pulls.find(job.sourceId);
    // What it held comes due again when the lease ends, should the source come back.
    if (!source) return;
    const call: SourceCall = { source, needs, make: (work) => callSource(needs, source, stop, work) };
    const heldUntil = await guard.heldBackUntil(source, job.isProbe);
    if (heldUntil !== null || msBetween(clock(), job.lease) <= 0) {
      const dueAt = heldUntil ?? clock();
      if (job.kind === 'ask') await giveParcelsBack(call, job.polls, job.lease, dueAt);
      else await putFollowOff(pool, job.follow, job.lease, dueAt);
      return;
    }
    const began = performance.now();
    const end = await (job.kind === 'ask'
      ? askParcels(call, job.polls, job.lease)
      : followLink(call, job.follow, job.lease));
    const verdict = await keep(source, end);
    meter.time('pull', (performance.now() - began) / 1000);
    if (verdict) meter.count('pulls', 1, { source: source.name, outcome: verdict.outcome });
  };
}
