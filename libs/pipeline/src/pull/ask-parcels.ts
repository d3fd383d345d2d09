import { createHash } from 'node:crypto';
import { after, MINUTE, type Instant } from '@whereabouts/model';
import type { PullError, PullOutcome } from '@whereabouts/plugin-sdk';
import { isSameAnswer, settlePolls, type Poll, type SettledPoll } from '@whereabouts/store';
import type { Deposit } from '../pipeline';
import type { CallEnd, SourceCall } from './source-calls';
import { isMiss } from './call-source';
import { PULLED_HEADER } from './news-for-schedules';

/** A parcel that is asked about: what its row said when it was taken. */
export type AskedPoll = Pick<
  Poll,
  'shipmentId' | 'trackingNumber' | 'askedAt' | 'misses' | 'failures' | 'digest' | 'storedAt'
>;

/** By then what was heard is applied: a look at the parcel as it then stands tells when to ask again. */
const LOOK_AGAIN_MS = MINUTE;

const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex').slice(0, 32);

/** The answer about each number, whatever order a plugin gives them in. */
function inOrder(polls: readonly AskedPoll[], outcomes: readonly PullOutcome[] | PullError): PullOutcome[] {
  const given = Array.isArray(outcomes) ? (outcomes as readonly PullOutcome[]) : [];
  return polls.map(({ trackingNumber }, index): PullOutcome => {
    if (!Array.isArray(outcomes)) return { trackingNumber, ok: false, error: outcomes as PullError };
    const own = given[index]?.trackingNumber === trackingNumber ? given[index] : undefined;
    return (
      own ??
      given.find((one) => one?.trackingNumber === trackingNumber) ?? {
        trackingNumber,
        ok: false,
        error: { kind: 'Malformed', message: 'the plugin gave no answer for the number' },
      }
    );
  });
}

interface Settling {
  readonly now: Instant;
  readonly calledOff: boolean;
  readonly closedUntil: Instant | null;
}

function settle(poll: AskedPoll, outcome: PullOutcome, { now, calledOff, closedUntil }: Settling): SettledPoll {
  const { shipmentId, askedAt, misses, failures, digest, storedAt } = poll;
  const asBefore = { shipmentId, askedAt, misses, failures, digest, storedAt };
  const asked = { ...asBefore, askedAt: now, dueAt: after(now, LOOK_AGAIN_MS) };
  if (outcome.ok) {
    const answer = digestOf(outcome.body);
    const isOld = isSameAnswer(poll, answer, now);
    return { ...asked, misses: 0, failures: 0, digest: answer, storedAt: isOld ? storedAt : now };
  }
  if (isMiss(outcome.error)) return { ...asked, misses: misses + 1, failures: 0 };
  // What nobody got to ask is owed.
  if (calledOff || outcome.error.kind === 'RateLimited' || outcome.error.kind === 'Unauthorized')
    return { ...asBefore, dueAt: closedUntil ?? now };
  return { ...asked, failures: failures + 1 };
}

/** Asks about one batch of parcels, stores what is new in the answers, and gives the parcels back to the schedule. */
export async function askParcels(call: SourceCall, polls: readonly AskedPoll[], lease: Instant): Promise<CallEnd> {
  const { source, needs } = call;
  const { result, calledOff } = await call.make((context) =>
    source.pull.fetch(
      polls.map(({ trackingNumber }) => trackingNumber),
      context,
    ),
  );
  const outcomes = inOrder(polls, result);
  const now = needs.clock();
  const deposits = outcomes.flatMap((outcome, index): Deposit[] =>
    outcome.ok && outcome.body.byteLength > 0 && !isSameAnswer(polls[index]!, digestOf(outcome.body), now)
      ? [
          {
            merchantId: source.merchantId,
            sourceId: source.sourceId,
            contentType: outcome.contentType,
            headers: { [PULLED_HEADER]: '0' },
            body: outcome.body,
          },
        ]
      : [],
  );
  await Promise.all(deposits.map(needs.deposit));
  const errors = outcomes.map((outcome) => (outcome.ok ? null : outcome.error));
  return {
    errors,
    calledOff,
    stored: deposits.length,
    settle: async (tx, closedUntil) => {
      const settling = { now, calledOff, closedUntil };
      await settlePolls(
        tx,
        source,
        lease,
        polls.map((poll, index) => settle(poll, outcomes[index]!, settling)),
      );
    },
  };
}

/** Gives parcels back that were not asked about, since nothing may go out at the moment. */
export const giveParcelsBack = (
  { source, needs }: SourceCall,
  polls: readonly AskedPoll[],
  lease: Instant,
  dueAt: Instant,
): Promise<void> =>
  settlePolls(
    needs.pool,
    source,
    lease,
    polls.map(({ trackingNumber: _, ...poll }) => ({ ...poll, dueAt })),
  );
